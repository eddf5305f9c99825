// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/Descriptions.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

Column columnOf(const QString &name, ColumnType type, ColumnRole role)
{
    Column column;
    column.name = name;
    column.type = type;
    column.role = role;
    return column;
}

Table orders()
{
    Table table;
    table.name = u"orders"_s;
    table.rowCount = 20'000;
    table.primaryKey = {u"order_id"_s};
    table.columns = {columnOf(u"order_id"_s, ColumnType::Integer, ColumnRole::Identifier),
                     columnOf(u"customer_id"_s, ColumnType::Integer, ColumnRole::Identifier),
                     columnOf(u"store_id"_s, ColumnType::Integer, ColumnRole::Identifier),
                     columnOf(u"order_date"_s, ColumnType::Date, ColumnRole::Date),
                     columnOf(u"total_amount"_s, ColumnType::Decimal, ColumnRole::Money)};
    table.columns[3].profile.minimum = u"2023-01-01"_s;
    table.columns[3].profile.maximum = u"2026-06-30"_s;
    table.columns[4].profile.minimum = u"1.9"_s;
    table.columns[4].profile.maximum = u"2046.9"_s;
    table.foreignKeys = {{{u"customer_id"_s}, {}, u"customers"_s, {u"id"_s}},
                         {{u"store_id"_s}, {}, u"stores"_s, {u"id"_s}}};
    return table;
}

} // namespace

class TestDescriptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void cleanupTestCase() { QLocale::setDefault(QLocale::c()); }

    void aTableSaysWhatItsRowsAreAndReferToAndSinceWhen()
    {
        QCOMPARE(describeTable(orders()), u"Each row is one order. It refers to customer and store. "
                                          "20,000 rows from 2023-01-01 to 2026-06-30."_s);
    }

    void aTableThatOnlyRelatesOthersSaysSo()
    {
        Table table = orders();
        table.primaryKey = {u"customer_id"_s, u"store_id"_s};
        table.rowCount = 1;
        QCOMPARE(describeTable(table), u"Each row relates customer and store. It has one row."_s);
    }

    void theDatabasesOwnCommentComesFirst()
    {
        Table table = orders();
        table.comment = u" All orders since the merger "_s;
        QVERIFY(describeTable(table).startsWith(u"All orders since the merger. Each row is one order."));
        table.columns[4].comment = u"gross, in EUR"_s;
        QCOMPARE(describeColumn(table, table.columns[4]), u"gross, in EUR."_s);
    }

    void aColumnSaysWhatItHoldsAndHowFarItReaches()
    {
        const Table table = orders();
        QCOMPARE(describeColumn(table, table.columns[0]), u"Order id: tells each order apart."_s);
        QCOMPARE(describeColumn(table, table.columns[1]), u"Customer id: refers to customer."_s);
        QCOMPARE(describeColumn(table, table.columns[3]), u"Order date: a date, from 2023-01-01 to 2026-06-30."_s);
        QCOMPARE(describeColumn(table, table.columns[4]),
                 u"Total amount: an amount of money, from 1.90 to 2,046.90."_s);
    }

    void valuesThatWereSampledAreNotQuoted()
    {
        Table table = orders();
        Column column = columnOf(u"status"_s, ColumnType::Text, ColumnRole::Category);
        column.profile.samples = {u"secret one"_s, u"secret two"_s};
        column.profile.distinctCount = 2;
        table.columns.push_back(column);
        QCOMPARE(describeColumn(table, table.columns.back()), u"Status: a category, 2 different ones."_s);
        QVERIFY(!describeTable(table).contains(u"secret"));
    }

    void everyTableAndColumnIsDescribed()
    {
        Schema schema;
        schema.tables = {orders(), Table{}};
        schema.tables[1].columns.resize(1);
        describeSchema(schema);
        for (const Table &table : schema.tables) {
            QVERIFY(!table.description.isEmpty());
            for (const Column &column : table.columns)
                QVERIFY(!column.description.isEmpty());
        }
    }
};

static const bool registered = tabletalk::test::add<TestDescriptions>();
#include "tst_Descriptions.moc"
