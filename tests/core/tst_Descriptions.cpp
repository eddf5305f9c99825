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
        QCOMPARE(describeTable(orders()), u"Each row is one order. It refers to a customer and a store. "
                                          "20,000 rows from 2023-01-01 to 2026-06-30."_s);
    }

    void aTableThatOnlyRelatesOthersSaysSo()
    {
        Table table = orders();
        table.primaryKey = {u"customer_id"_s, u"store_id"_s};
        table.rowCount = 1;
        QCOMPARE(describeTable(table), u"Each row relates a customer and a store. It has one row."_s);
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
        QCOMPARE(describeColumn(table, table.columns[1]), u"Customer id: refers to a customer."_s);
        QCOMPARE(describeColumn(table, table.columns[3]), u"Order date: a date, from 2023-01-01 to 2026-06-30."_s);
        QCOMPARE(describeColumn(table, table.columns[4]),
                 u"Total amount: an amount of money, from 1.90 to 2,046.90."_s);
    }

    void theWordsFitWhatAColumnHolds_data()
    {
        QTest::addColumn<Column>("column");
        QTest::addColumn<QString>("description");
        const auto row = [](Column column, const char *minimum, const char *maximum, const char *words) {
            column.profile.minimum = QString::fromUtf8(minimum);
            column.profile.maximum = QString::fromUtf8(maximum);
            QTest::newRow(qPrintable(column.name)) << column << QString::fromUtf8(words);
        };
        Column weight = columnOf(u"weight_kg"_s, ColumnType::Integer, ColumnRole::Measure);
        weight.unit = u"kg"_s;
        row(weight, "2", "12000", "Weight kg: a number in kg, from 2 to 12,000.");
        row(columnOf(u"share"_s, ColumnType::Real, ColumnRole::Percentage), "0", "0.4",
            "Share: a share, 1 being all, from 0 to 0.4.");
        row(columnOf(u"dose"_s, ColumnType::Text, ColumnRole::Measure), "10", "5", "Dose: a number.");
        row(columnOf(u"start"_s, ColumnType::Text, ColumnRole::Date), "1/22/2014", "8/7/2013", "Start: a date.");
        row(columnOf(u"ended"_s, ColumnType::Date, ColumnRole::Date), "0000-00-00", "1999-12-31", "Ended: a date.");
        row(columnOf(u"season"_s, ColumnType::Decimal, ColumnRole::Date), "2001", "2010",
            "Season: a year, from 2001 to 2010.");
        row(columnOf(u"name"_s, ColumnType::Text, ColumnRole::Name), "A", "Z", "Name: what each order is called.");
        row(columnOf(u"email"_s, ColumnType::Text, ColumnRole::Code), "a", "z", "Email: an e-mail address.");
        row(columnOf(u"latitude"_s, ColumnType::Real, ColumnRole::Place), "-3.5", "9.25",
            "Latitude: a coordinate, from -3.5 to 9.25.");
        row(columnOf(u"postcode"_s, ColumnType::Text, ColumnRole::Place), "1", "2", "Post code: a postal code.");
    }

    void theWordsFitWhatAColumnHolds()
    {
        QFETCH(const Column, column);
        QFETCH(const QString, description);
        QCOMPARE(describeColumn(orders(), column), description);
    }

    void rowsAreCalledWhatPeopleCallThem_data()
    {
        QTest::addColumn<QString>("sentence");
        QTest::newRow("weather") << u"Each row is one weather record."_s;
        QTest::newRow("job_history") << u"Each row is one job history record."_s;
        QTest::newRow("Customers_Cards") << u"Each row is one customer card."_s;
        QTest::newRow("parties_in_events") << u"Each row is one party in events."_s;
        QTest::newRow("products_booked") << u"Each row is one product booked."_s;
        QTest::newRow("staff") << u"Each row is one member of staff."_s;
        QTest::newRow("sales_orders") << u"Each row is one sales order."_s;
    }

    void rowsAreCalledWhatPeopleCallThem()
    {
        QFETCH(const QString, sentence);
        Table table;
        table.name = QString::fromUtf8(QTest::currentDataTag());
        QCOMPARE(describeTable(table), sentence);
    }

    void aTableThatRefersToItselfMeansAnother()
    {
        Table table;
        table.name = u"employees"_s;
        table.foreignKeys = {{{u"manager_id"_s}, {}, u"employees"_s, {u"id"_s}},
                             {{u"office_id"_s}, {}, u"offices"_s, {u"id"_s}}};
        QCOMPARE(describeTable(table), u"Each row is one employee. It refers to another employee and an office."_s);
    }

    void whenRowsWereChangedIsNotWhenTheyHappened()
    {
        Table table = orders();
        table.columns[3].name = u"last_update"_s;
        QVERIFY(describeTable(table).endsWith(u"20,000 rows."));
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
