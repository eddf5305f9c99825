// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/ReadingPlan.h"
#include "core/schema/SchemaDrift.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

Column column(const QString &name, const QString &type)
{
    Column made;
    made.name = name;
    made.databaseType = type;
    made.type = type == u"integer" ? ColumnType::Integer : ColumnType::Text;
    return made;
}

Table table(const QString &name, qint64 rows = 1000)
{
    Table made;
    made.schema = u"public"_s;
    made.name = name;
    made.columns = {column(u"id"_s, u"integer"_s), column(u"status"_s, u"text"_s)};
    made.primaryKey = {u"id"_s};
    made.rowCount = rows;
    made.changeMark = u"1"_s;
    return made;
}

ForeignKey keyTo(const QString &name, const QString &columnName)
{
    ForeignKey key;
    key.columns = {columnName};
    key.referencedSchema = u"public"_s;
    key.referencedTable = name;
    key.referencedColumns = {u"id"_s};
    return key;
}

Schema schemaOf(std::vector<Table> tables)
{
    Schema schema;
    schema.tables = std::move(tables);
    return schema;
}

/// "changed orders.status: text became integer"
QStringList told(const SchemaComparison &comparison)
{
    QStringList lines;
    for (const SchemaChange &change : comparison.changes) {
        const QString kind = change.kind == SchemaChange::Kind::Added     ? u"added"_s
                             : change.kind == SchemaChange::Kind::Removed ? u"removed"_s
                                                                          : u"changed"_s;
        const QString place = change.column ? QString(change.table + u'.' + *change.column) : change.table;
        lines << QString(kind + u' ' + place + u": " + change.detail);
    }
    return lines;
}

/// All tables as a reading left them.
Understanding learned(std::vector<Table> tables)
{
    Understanding understanding;
    understanding.schema.tables = std::move(tables);
    for (Table &each : understanding.schema.tables) {
        each.profiled = true;
        each.columns[1].role = ColumnRole::Category;
        each.columns[1].profile.samples = {u"open"_s, u"paid"_s};
        understanding.values.push_back({each.schema, each.name, u"status"_s, {u"open"_s, u"paid"_s}, true});
    }
    return understanding;
}

struct Planned
{
    Understanding understanding;
    QStringList order;
    qint64 kept = 0;
};

Planned plan(const Understanding &known, std::vector<Table> now, bool everything = false)
{
    Planned planned;
    planned.understanding.schema.tables = std::move(now);
    const SchemaComparison comparison = compareSchemas(known.schema, planned.understanding.schema);
    const ReadingPlan made = planReading(planned.understanding, known, comparison, everything);
    for (const size_t position : made.order)
        planned.order << planned.understanding.schema.tables[position].name;
    planned.kept = made.kept;
    return planned;
}

} // namespace

class TestSchemaDrift : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsDifferentInTheSameSchema()
    {
        const Schema schema = schemaOf({table(u"orders"_s), table(u"customers"_s)});
        const SchemaComparison comparison = compareSchemas(schema, schema);
        QCOMPARE(comparison.count, 0);
        QCOMPARE(comparison.isUnchanged, std::vector<bool>({true, true}));
    }

    void tablesComeAndGo()
    {
        const SchemaComparison comparison = compareSchemas(schemaOf({table(u"orders"_s), table(u"old"_s)}),
                                                           schemaOf({table(u"orders"_s), table(u"new"_s)}));
        QCOMPARE(told(comparison),
                 QStringList({u"added new: a new table with 2 columns"_s, u"removed old: the table is gone"_s}));
        QCOMPARE(comparison.isUnchanged, std::vector<bool>({true, false}));
    }

    void aChangedTableIsToldColumnByColumn()
    {
        Table before = table(u"orders"_s);
        before.columns.push_back(column(u"fax"_s, u"text"_s));
        before.foreignKeys = {keyTo(u"customers"_s, u"id"_s)};
        Table after = table(u"orders"_s);
        after.columns[1].databaseType = u"integer"_s;
        after.columns[1].nullable = false;
        after.columns[1].comment = u"where it stands"_s;
        after.columns.push_back(column(u"channel"_s, u"text"_s));
        after.primaryKey = {u"id"_s, u"channel"_s};
        after.foreignKeys = {keyTo(u"clients"_s, u"id"_s)};
        const SchemaComparison comparison = compareSchemas(schemaOf({before}), schemaOf({after}));
        QCOMPARE(
            told(comparison),
            QStringList({u"changed orders: its primary key is id, channel now"_s,
                         u"changed orders.id: its key to customers is gone"_s,
                         u"changed orders.id: a new key to clients"_s, u"changed orders.status: text became integer"_s,
                         u"changed orders.status: it must have a value now"_s,
                         u"changed orders.status: its comment changed"_s, u"added orders.channel: a new column, text"_s,
                         u"removed orders.fax: the column is gone"_s}));
    }

    void whatWeFoundOutByOurselvesIsNoDifference()
    {
        Table before = table(u"orders"_s);
        before.columns[1].role = ColumnRole::Category;
        before.description = u"Each row is one order."_s;
        before.foreignKeys = {keyTo(u"customers"_s, u"id"_s)};
        before.foreignKeys[0].origin = KeyOrigin::Inferred;
        before.rowCount = 5;
        QCOMPARE(compareSchemas(schemaOf({before}), schemaOf({table(u"orders"_s)})).count, 0);
    }

    void changesBeyondTheMostAreCountedOnly()
    {
        std::vector<Table> tables;
        for (int i = 0; i < 50; ++i)
            tables.push_back(table(u"t%1"_s.arg(i)));
        const SchemaComparison comparison = compareSchemas({}, schemaOf(tables), 10);
        QCOMPARE(comparison.changes.size(), size_t(10));
        QCOMPARE(comparison.count, 50);
    }

    void anUnchangedTableKeepsWhatWasLearnedOfIt()
    {
        const Planned planned = plan(learned({table(u"orders"_s)}), {table(u"orders"_s)});
        QVERIFY(planned.order.isEmpty());
        QCOMPARE(planned.kept, 1);
        const Table &kept = planned.understanding.schema.tables.front();
        QVERIFY(kept.profiled);
        QCOMPARE(kept.columns[1].role, ColumnRole::Category);
        QCOMPARE(kept.columns[1].profile.samples.size(), size_t(2));
        QCOMPARE(planned.understanding.values.size(), size_t(1));
    }

    void aTableIsReadAgainWhenAnythingSaysThatItChanged_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<bool>("read");
        QTest::newRow("nothing") << u"nothing"_s << false;
        QTest::newRow("another mark") << u"mark"_s << true;
        QTest::newRow("a new column") << u"column"_s << true;
        QTest::newRow("never read") << u"unread"_s << true;
        QTest::newRow("no mark, as many rows") << u"similar"_s << false;
        QTest::newRow("no mark, more rows") << u"more"_s << true;
        QTest::newRow("no mark, no rows known") << u"unknown"_s << true;
    }

    void aTableIsReadAgainWhenAnythingSaysThatItChanged()
    {
        QFETCH(const QString, what);
        QFETCH(const bool, read);
        Understanding known = learned({table(u"orders"_s)});
        Table now = table(u"orders"_s);
        const bool marked = what == u"nothing" || what == u"mark" || what == u"column" || what == u"unread";
        if (!marked)
            known.schema.tables[0].changeMark = now.changeMark = QString();
        if (what == u"mark")
            now.changeMark = u"2"_s;
        if (what == u"column")
            now.columns.push_back(column(u"extra"_s, u"text"_s));
        if (what == u"unread")
            known.schema.tables[0].profiled = false;
        if (what == u"similar")
            now.rowCount = 1050;
        if (what == u"more")
            now.rowCount = 2000;
        if (what == u"unknown")
            now.rowCount.reset();
        const Planned planned = plan(known, {now});
        QCOMPARE(planned.order, read ? QStringList(u"orders"_s) : QStringList());
        QCOMPARE(planned.understanding.schema.tables[0].profiled, !read);
        // Until it is read, questions are answered from what is known.
        QCOMPARE(planned.understanding.schema.tables[0].columns[1].profile.samples.size(), size_t(2));
    }

    void everythingIsReadWhenItIsAskedFor()
    {
        QCOMPARE(plan(learned({table(u"orders"_s)}), {table(u"orders"_s)}, true).order, QStringList(u"orders"_s));
    }

    void whatIsGoneIsForgotten()
    {
        Table smaller = table(u"orders"_s);
        smaller.columns.pop_back();
        const Planned planned = plan(learned({table(u"orders"_s), table(u"old"_s)}), {smaller});
        QVERIFY(planned.understanding.values.empty());
    }

    void aColumnOfAnotherTypeKeepsNothing()
    {
        Table now = table(u"orders"_s);
        now.columns[1].databaseType = u"date"_s;
        const Planned planned = plan(learned({table(u"orders"_s)}), {now});
        QVERIFY(planned.understanding.schema.tables[0].columns[1].profile.samples.empty());
    }

    void theMostImportantTablesComeFirst()
    {
        std::vector<Table> tables = {table(u"audit_log"_s, 5'000'000), table(u"customers"_s, 20'000),
                                     table(u"countries"_s, 50), table(u"orders"_s, 90'000)};
        tables[3].foreignKeys = {keyTo(u"customers"_s, u"id"_s), keyTo(u"countries"_s, u"id"_s)};
        tables[1].foreignKeys = {keyTo(u"countries"_s, u"id"_s)};
        const ReadingPlan made = planReading(schemaOf(tables));
        QStringList order;
        for (const size_t position : made.order)
            order << tables[position].name;
        QCOMPARE(order, QStringList({u"countries"_s, u"customers"_s, u"orders"_s, u"audit_log"_s}));
    }
};

static const bool registered = tabletalk::test::add<TestSchemaDrift>();
#include "tst_SchemaDrift.moc"
