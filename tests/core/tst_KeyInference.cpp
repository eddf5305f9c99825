// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/KeyInference.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <ctime>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

Column numberColumn(const QString &name, qint64 minimum, qint64 maximum, qint64 distinct)
{
    Column column;
    column.name = name;
    column.type = ColumnType::Integer;
    column.profile.minimum = QString::number(minimum);
    column.profile.maximum = QString::number(maximum);
    column.profile.distinctCount = distinct;
    column.profile.nullCount = 0;
    for (qint64 i = 0; i < std::min<qint64>(distinct, 20); ++i)
        column.profile.samples.push_back(QString::number(minimum + i));
    column.profile.samplesComplete = distinct <= 20;
    return column;
}

Column textColumn(const QString &name, std::vector<QString> samples)
{
    Column column;
    column.name = name;
    column.type = ColumnType::Text;
    column.profile.distinctCount = qint64(samples.size());
    column.profile.samples = std::move(samples);
    column.profile.samplesComplete = true;
    return column;
}

/// A table whose first column is its key, numbered 1 to rows.
Table keyedTable(const QString &name, const QString &key, qint64 rows, std::vector<Column> others = {})
{
    Table table;
    table.name = name;
    table.rowCount = rows;
    table.primaryKey = {key};
    table.columns = {numberColumn(key, 1, rows, rows)};
    table.columns.insert(table.columns.end(), others.begin(), others.end());
    return table;
}

/// All inferred keys as "table.column -> table.column", in the schema's order.
QStringList inferred(std::vector<Table> tables, const std::vector<ColumnValues> &values = {})
{
    Schema schema;
    schema.tables = std::move(tables);
    inferForeignKeys(schema, values);
    QStringList keys;
    for (const Table &table : schema.tables) {
        for (const ForeignKey &key : table.foreignKeys) {
            if (key.origin == KeyOrigin::Inferred) {
                QStringList columns(key.columns.begin(), key.columns.end());
                QStringList referenced(key.referencedColumns.begin(), key.referencedColumns.end());
                const QString to = key.referencedSchema.isEmpty()
                                       ? key.referencedTable
                                       : QString(key.referencedSchema + u'.' + key.referencedTable);
                keys << QString(table.name + u'.' + columns.join(u'+') + u" -> "_s + to + u'.' + referenced.join(u'+'));
            }
        }
    }
    return keys;
}

} // namespace

class TestKeyInference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aColumnRefersToTheTableItNames_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("column");
        QTest::newRow("same key name") << u"customers"_s << u"customer_id"_s << u"customer_id"_s;
        QTest::newRow("plain id") << u"customers"_s << u"id"_s << u"customer_id"_s;
        QTest::newRow("camel case") << u"Customer"_s << u"CustomerID"_s << u"customerId"_s;
        QTest::newRow("abbreviation") << u"customers"_s << u"id"_s << u"cust_id"_s;
        QTest::newRow("part played") << u"team"_s << u"team_id"_s << u"home_team_id"_s;
        QTest::newRow("irregular plural") << u"people"_s << u"id"_s << u"person_id"_s;
        QTest::newRow("table prefix") << u"dim_customer"_s << u"customer_key"_s << u"customer_key"_s;
        QTest::newRow("only the key tells") << u"fct_7"_s << u"invoice_id"_s << u"invoice_id"_s;
        QTest::newRow("last word of the table") << u"production_lines"_s << u"id"_s << u"line_id"_s;
        QTest::newRow("without a mark") << u"customers"_s << u"id"_s << u"customer"_s;
        QTest::newRow("numbered twice") << u"clubs"_s << u"club_id"_s << u"club_id_1"_s;
        QTest::newRow("role of a person") << u"employees"_s << u"employee_id"_s << u"supervisor_id"_s;
        QTest::newRow("German") << u"kunden"_s << u"id"_s << u"kunde_id"_s;
        QTest::newRow("German, longer plural") << u"bestellungen"_s << u"bestellung_nr"_s << u"bestellung_nr"_s;
        QTest::newRow("Spanish") << u"clientes"_s << u"id"_s << u"cliente_id"_s;
        QTest::newRow("French") << u"clients"_s << u"client_id"_s << u"client_id"_s;
        QTest::newRow("abbreviated number") << u"customers"_s << u"cust_no"_s << u"cust_no"_s;
        QTest::newRow("German number") << u"artikel"_s << u"artikel_nr"_s << u"artikel_nr"_s;
        QTest::newRow("in charge") << u"member"_s << u"member_id"_s << u"member_in_charge_id"_s;
        QTest::newRow("of origin") << u"countries"_s << u"id"_s << u"country_of_origin_id"_s;
        QTest::newRow("done by") << u"users"_s << u"id"_s << u"created_by"_s;
    }

    void aColumnRefersToTheTableItNames()
    {
        QFETCH(const QString, target);
        QFETCH(const QString, key);
        QFETCH(const QString, column);
        const QStringList keys =
            inferred({keyedTable(target, key, 500),
                      keyedTable(u"ledger"_s, u"ledger_no"_s, 9000, {numberColumn(column, 2, 480, 300)})});
        QCOMPARE(keys, QStringList{u"ledger."_s + column + u" -> "_s + target + u'.' + key});
    }

    void valuesOutsideTheTargetSpeakAgainst()
    {
        QCOMPARE(inferred({keyedTable(u"customers"_s, u"id"_s, 500),
                           keyedTable(u"orders"_s, u"id"_s, 9000, {numberColumn(u"customer_id"_s, 400, 900, 300)})}),
                 QStringList());
    }

    void textsOutsideTheTargetSpeakAgainst()
    {
        Table countries = keyedTable(u"countries"_s, u"code"_s, 3);
        countries.columns = {textColumn(u"code"_s, {u"de"_s, u"jp"_s, u"es"_s})};
        const auto cities = [](const QString &country) {
            return keyedTable(u"cities"_s, u"id"_s, 10, {textColumn(u"country_code"_s, {u"de"_s, country})});
        };
        QCOMPARE(inferred({countries, cities(u"jp"_s)}), QStringList{u"cities.country_code -> countries.code"_s});
        QCOMPARE(inferred({countries, cities(u"atlantis"_s)}), QStringList());
    }

    void allTextsThatAreKnownAreCompared()
    {
        Table countries = keyedTable(u"countries"_s, u"code"_s, 30);
        countries.columns = {textColumn(u"code"_s, {u"de"_s})};
        countries.columns.front().profile.samplesComplete = false;
        countries.columns.front().profile.distinctCount = 30;
        const Table cities = keyedTable(u"cities"_s, u"id"_s, 10, {textColumn(u"country_code"_s, {u"jp"_s})});
        std::vector<ColumnValues> values = {{{}, u"countries"_s, u"code"_s, {u"de"_s, u"jp"_s}, true}};
        QCOMPARE(inferred({countries, cities}, values), QStringList{u"cities.country_code -> countries.code"_s});
        values.front().values = {u"de"_s, u"es"_s};
        QCOMPARE(inferred({countries, cities}, values), QStringList());
    }

    void numbersThatCountAreNoReferences_data()
    {
        QTest::addColumn<QString>("column");
        QTest::newRow("plural") << u"employees"_s;
        QTest::newRow("number of") << u"number_of_employees"_s;
        QTest::newRow("other measure") << u"salary"_s;
        QTest::newRow("other key") << u"invoice_id"_s;
    }

    void numbersThatCountAreNoReferences()
    {
        QFETCH(const QString, column);
        QCOMPARE(inferred({keyedTable(u"employees"_s, u"employee_id"_s, 500),
                           keyedTable(u"companies"_s, u"id"_s, 90, {numberColumn(column, 2, 480, 80)})}),
                 QStringList());
    }

    void whatLiesInEveryRangeIsNoReference_data()
    {
        QTest::addColumn<QString>("column");
        for (const char *name : {"year", "quantity", "rank", "level", "age", "floor", "score", "status", "priority",
                                 "last_customer_count", "max_customer", "total_customer", "customer_count", "rating"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void whatLiesInEveryRangeIsNoReference()
    {
        QFETCH(const QString, column);
        QCOMPARE(inferred({keyedTable(u"customers"_s, u"id"_s, 15), keyedTable(u"orders"_s, u"id"_s, 3000),
                           keyedTable(u"things"_s, u"id"_s, 90, {numberColumn(column, 1, 9, 9)})}),
                 QStringList());
    }

    void aStatusIdRefersToItsOwnTableAlone()
    {
        const Column status = numberColumn(u"status_id"_s, 1, 4, 4);
        QCOMPARE(
            inferred({keyedTable(u"customers"_s, u"id"_s, 500), keyedTable(u"invoices"_s, u"id"_s, 900, {status})}),
            QStringList());
        QCOMPARE(inferred({keyedTable(u"customers"_s, u"id"_s, 500), keyedTable(u"statuses"_s, u"id"_s, 4),
                           keyedTable(u"invoices"_s, u"id"_s, 900, {status})}),
                 QStringList{u"invoices.status_id -> statuses.id"_s});
    }

    void aPartPlayedNeedsNoMarkWhenAllValuesAreThere()
    {
        QCOMPARE(inferred({keyedTable(u"city"_s, u"city_id"_s, 12),
                           keyedTable(u"games"_s, u"id"_s, 90, {numberColumn(u"host_city"_s, 1, 9, 8)})}),
                 QStringList{u"games.host_city -> city.city_id"_s});
        QCOMPARE(
            inferred({keyedTable(u"city"_s, u"city_id"_s, 12),
                      keyedTable(u"games"_s, u"id"_s, 90, {textColumn(u"host_city"_s, {u"Osaka"_s, u"Berlin"_s})})}),
            QStringList());
    }

    void aUniqueTextStandsForItsRow()
    {
        const auto grapes = [] {
            Table table = keyedTable(u"grapes"_s, u"id"_s, 3,
                                     {textColumn(u"grape"_s, {u"Merlot"_s, u"Syrah"_s, u"Tempranillo"_s})});
            table.columns.back().unique = true;
            return table;
        };
        QCOMPARE(inferred({grapes(),
                           keyedTable(u"wine"_s, u"no"_s, 90, {textColumn(u"grape"_s, {u"Merlot"_s, u"Syrah"_s})})}),
                 QStringList{u"wine.grape -> grapes.grape"_s});
        QCOMPARE(inferred({grapes(),
                           keyedTable(u"wine"_s, u"no"_s, 90, {textColumn(u"grape"_s, {u"Merlot"_s, u"Riesling"_s})})}),
                 QStringList());
        Table countries = keyedTable(u"countries"_s, u"id"_s, 3, {textColumn(u"code"_s, {u"de"_s, u"jp"_s, u"es"_s})});
        countries.columns.back().unique = true;
        QCOMPARE(
            inferred({countries, keyedTable(u"cities"_s, u"id"_s, 10, {textColumn(u"country_code"_s, {u"de"_s})})}),
            QStringList{u"cities.country_code -> countries.code"_s});
    }

    void aKeyOfSeveralColumnsIsReferredToByAllOfThem()
    {
        Table sections;
        sections.name = u"section"_s;
        sections.rowCount = 200;
        sections.columns = {numberColumn(u"course_id"_s, 1, 90, 80), numberColumn(u"sec_id"_s, 1, 3, 3),
                            numberColumn(u"year"_s, 2020, 2026, 7)};
        sections.primaryKey = {u"course_id"_s, u"sec_id"_s, u"year"_s};
        Table grades = sections;
        grades.name = u"takes"_s;
        grades.rowCount = 4000;
        grades.columns.push_back(numberColumn(u"student_id"_s, 1, 400, 390));
        grades.primaryKey.push_back(u"student_id"_s);
        const std::vector<Table> others = {keyedTable(u"course"_s, u"course_id"_s, 100),
                                           keyedTable(u"student"_s, u"student_id"_s, 400)};
        QCOMPARE(inferred({others[0], others[1], sections, grades}),
                 (QStringList{u"section.course_id -> course.course_id"_s,
                              u"takes.course_id+sec_id+year -> section.course_id+sec_id+year"_s,
                              u"takes.student_id -> student.student_id"_s}));
    }

    void twoTablesThatRelateTheSameAreNoPartOfOneAnother()
    {
        Table enrolments;
        enrolments.name = u"enrolments"_s;
        enrolments.rowCount = 900;
        enrolments.columns = {numberColumn(u"student_id"_s, 1, 400, 390), numberColumn(u"course_id"_s, 1, 90, 80)};
        enrolments.primaryKey = {u"student_id"_s, u"course_id"_s};
        Table exams = keyedTable(u"exams"_s, u"exam_id"_s, 700, enrolments.columns);
        const QStringList keys = inferred({keyedTable(u"courses"_s, u"course_id"_s, 100),
                                           keyedTable(u"students"_s, u"student_id"_s, 400), enrolments, exams});
        QCOMPARE(keys.size(), 4);
        QVERIFY2(!keys.join(u' ').contains(u'+'), qPrintable(keys.join(u' ')));
    }

    void aKeyMayLeadToAnotherSchema()
    {
        Table customers = keyedTable(u"customers"_s, u"id"_s, 500);
        customers.schema = u"crm"_s;
        Table orders = keyedTable(u"orders"_s, u"id"_s, 900, {numberColumn(u"customer_id"_s, 1, 400, 300)});
        orders.schema = u"sales"_s;
        QCOMPARE(inferred({customers, orders}), QStringList{u"orders.customer_id -> crm.customers.id"_s});
    }

    void aTableDoesNotReferToItselfByItsOwnKey()
    {
        QCOMPARE(
            inferred({keyedTable(u"customers"_s, u"customer_id"_s, 500), keyedTable(u"orders"_s, u"order_id"_s, 9)}),
            QStringList());
    }

    void aParentStaysInItsTable()
    {
        QCOMPARE(inferred({keyedTable(u"categories"_s, u"id"_s, 50, {numberColumn(u"parent_id"_s, 1, 9, 8)})}),
                 QStringList{u"categories.parent_id -> categories.id"_s});
        QCOMPARE(inferred({keyedTable(u"employees"_s, u"id"_s, 50, {numberColumn(u"manager_id"_s, 1, 9, 8)})}),
                 QStringList{u"employees.manager_id -> employees.id"_s});
    }

    void theOtherHalfOfARelationRefersToTheSameTable()
    {
        Table prerequisites;
        prerequisites.name = u"course_requirements"_s;
        prerequisites.rowCount = 80;
        prerequisites.columns = {numberColumn(u"course_id"_s, 2, 90, 60),
                                 numberColumn(u"prerequisite_id"_s, 1, 70, 40)};
        prerequisites.primaryKey = {u"course_id"_s, u"prerequisite_id"_s};
        QCOMPARE(inferred({keyedTable(u"courses"_s, u"course_id"_s, 100), prerequisites}),
                 (QStringList{u"course_requirements.course_id -> courses.course_id"_s,
                              u"course_requirements.prerequisite_id -> courses.course_id"_s}));
    }

    void theTableOfThatVeryNameWins()
    {
        QCOMPARE(inferred({keyedTable(u"customer_types"_s, u"customer_type_id"_s, 500),
                           keyedTable(u"customers"_s, u"customer_id"_s, 500),
                           keyedTable(u"orders"_s, u"order_id"_s, 900, {numberColumn(u"customer_id"_s, 1, 400, 300)})}),
                 QStringList{u"orders.customer_id -> customers.customer_id"_s});
    }

    void tablesOfOnePartOfALargeSchemaBelongTogether()
    {
        std::vector<Table> tables;
        for (int part = 1; part <= 40; ++part) {
            tables.push_back(keyedTable(u"p%1_customers"_s.arg(part), u"id"_s, 500));
            tables.push_back(
                keyedTable(u"p%1_orders"_s.arg(part), u"id"_s, 900, {numberColumn(u"customer_id"_s, 1, 400, 300)}));
        }
        const QStringList keys = inferred(tables);
        QCOMPARE(keys.size(), 40);
        QCOMPARE(keys[6], u"p7_orders.customer_id -> p7_customers.id"_s);
    }

    void theTableOfThatVeryNameIsFoundAmongManyThatEndInIt()
    {
        std::vector<Table> tables = {keyedTable(u"customers"_s, u"id"_s, 500)};
        for (int part = 1; part <= 40; ++part)
            tables.push_back(keyedTable(u"p%1_customers"_s.arg(part), u"id"_s, 500));
        tables.push_back(keyedTable(u"orders"_s, u"id"_s, 900, {numberColumn(u"customer_id"_s, 1, 400, 300)}));
        QCOMPARE(inferred(tables), QStringList{u"orders.customer_id -> customers.id"_s});
    }

    void whatIsAmbiguousIsLeftOut()
    {
        QCOMPARE(inferred({keyedTable(u"home_teams"_s, u"id"_s, 500), keyedTable(u"guest_teams"_s, u"id"_s, 500),
                           keyedTable(u"games"_s, u"id"_s, 900, {numberColumn(u"team_id"_s, 1, 400, 300)})}),
                 QStringList());
    }

    void aDeclaredKeyIsLeftAlone()
    {
        Table orders = keyedTable(u"orders"_s, u"id"_s, 900, {numberColumn(u"customer_id"_s, 1, 400, 300)});
        orders.foreignKeys = {{{u"customer_id"_s}, {}, u"clients"_s, {u"id"_s}}};
        QCOMPARE(inferred({keyedTable(u"customers"_s, u"id"_s, 500), orders}), QStringList());
    }

    void inferringAgainReplacesWhatWasInferred()
    {
        Schema schema;
        schema.tables = {keyedTable(u"customers"_s, u"id"_s, 500),
                         keyedTable(u"orders"_s, u"id"_s, 900, {numberColumn(u"customer_id"_s, 1, 400, 300)})};
        inferForeignKeys(schema, {});
        inferForeignKeys(schema, {});
        QCOMPARE(schema.tables[1].foreignKeys.size(), size_t(1));
        QVERIFY(schema.tables[1].foreignKeys.front().confidence < 1);
        QVERIFY(schema.tables[1].foreignKeys.front().confidence > 0.7);
    }

    void aThousandTablesTakeNoTime()
    {
        std::vector<Table> tables;
        for (int t = 0; t < 1000; ++t) {
            std::vector<Column> columns;
            for (int c = 0; c < 20; ++c)
                columns.push_back(numberColumn(u"entity%1_id"_s.arg((t * 7 + c * 31) % 1000), 1, 90, 80));
            tables.push_back(keyedTable(u"entity%1"_s.arg(t), u"id"_s, 100, columns));
        }
        const std::clock_t before = std::clock();
        QVERIFY(inferred(std::move(tables)).size() > 15'000);
        const double seconds = double(std::clock() - before) / CLOCKS_PER_SEC;
        QVERIFY2(seconds < 10, qPrintable(QString::number(seconds))); // all pairs would take hours
    }
};

static const bool registered = tabletalk::test::add<TestKeyInference>();
#include "tst_KeyInference.moc"
