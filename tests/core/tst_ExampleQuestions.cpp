// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/ExampleQuestions.h"
#include "core/sql/StatementGuard.h"
#include "tests/support/TestRunner.h"

#include <QSet>
#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

Column columnOf(const QString &name, ColumnType type, ColumnRole role, qint64 distinct,
                std::vector<QString> samples = {})
{
    Column column;
    column.name = name;
    column.type = type;
    column.role = role;
    column.profile.distinctCount = distinct;
    column.profile.nullCount = 0;
    column.profile.samples = std::move(samples);
    return column;
}

Schema shop(Dialect dialect = Dialect::SQLite)
{
    Table customers;
    customers.name = u"customers"_s;
    customers.rowCount = 500;
    customers.primaryKey = {u"id"_s};
    customers.columns = {columnOf(u"id"_s, ColumnType::Integer, ColumnRole::Identifier, 500),
                         columnOf(u"name"_s, ColumnType::Text, ColumnRole::Name, 499),
                         columnOf(u"city"_s, ColumnType::Text, ColumnRole::Place, 12, {u"Val d'Or"_s})};
    Table orders;
    orders.name = u"orders"_s;
    orders.rowCount = 20'000;
    orders.primaryKey = {u"id"_s};
    orders.columns = {columnOf(u"id"_s, ColumnType::Integer, ColumnRole::Identifier, 20'000),
                      columnOf(u"customer_id"_s, ColumnType::Integer, ColumnRole::Identifier, 480),
                      columnOf(u"ordered_on"_s, ColumnType::Date, ColumnRole::Date, 900),
                      columnOf(u"status"_s, ColumnType::Text, ColumnRole::Category, 3, {u"paid"_s, u"open"_s}),
                      columnOf(u"total_amount"_s, ColumnType::Decimal, ColumnRole::Money, 9000)};
    orders.columns[2].profile.minimum = u"2023-01-01"_s;
    orders.columns[2].profile.maximum = u"2026-06-30"_s;
    orders.foreignKeys = {{{u"customer_id"_s}, {}, u"customers"_s, {u"id"_s}}};
    Schema schema;
    schema.dialect = dialect;
    schema.tables = {customers, orders};
    return schema;
}

QString sqlOf(const std::vector<QuestionExample> &examples, const QString &question)
{
    for (const QuestionExample &example : examples) {
        if (example.question == question)
            return example.sql;
    }
    return u"no such question"_s;
}

} // namespace

class TestExampleQuestions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindOfQuestionHasItsQuery_data()
    {
        QTest::addColumn<QString>("question");
        QTest::addColumn<QString>("sql");
        QTest::newRow("count") << u"How many orders are there?"_s
                               << u"SELECT COUNT(*) AS number_of_orders FROM orders"_s;
        QTest::newRow("by category")
            << u"How many orders are there per status?"_s
            << u"SELECT status, COUNT(*) AS number_of_orders FROM orders GROUP BY status ORDER "
               "BY COUNT(*) DESC"_s;
        QTest::newRow("total")
            << u"What is the sum of the total amount for each status of orders?"_s
            << u"SELECT status, SUM(total_amount) AS total_amount FROM orders GROUP BY status ORDER BY "
               "SUM(total_amount) DESC"_s;
        QTest::newRow("busiest")
            << u"Which 5 customers have the most orders?"_s
            << u"SELECT customers.name, COUNT(*) AS number_of_orders FROM orders JOIN customers ON "
               "orders.customer_id = customers.id GROUP BY customers.id, customers.name ORDER BY "
               "COUNT(*) DESC LIMIT 5"_s;
        QTest::newRow("total by parent")
            << u"Which 5 customers have the highest sum of order total amounts?"_s
            << u"SELECT customers.name, SUM(orders.total_amount) AS total_amount FROM orders JOIN customers ON "
               "orders.customer_id = customers.id GROUP BY customers.id, customers.name ORDER BY "
               "SUM(orders.total_amount) DESC LIMIT 5"_s;
        QTest::newRow("last whole year")
            << u"How many orders were ordered in 2025?"_s
            << u"SELECT COUNT(*) AS number_of_orders FROM orders WHERE CAST(strftime('%Y', ordered_on) AS INTEGER) = 2025"_s;
        QTest::newRow("absence") << u"Which customers have no orders?"_s
                                 << u"SELECT name FROM customers WHERE id NOT IN (SELECT customer_id FROM orders WHERE "
                                    "customer_id IS NOT NULL)"_s;
        QTest::newRow("value with a quote")
            << u"How many customers have the city \"Val d'Or\"?"_s
            << u"SELECT COUNT(*) AS number_of_customers FROM customers WHERE city = 'Val "
               "d''Or'"_s;
        QTest::newRow("year")
            << u"How many orders were ordered per year?"_s
            << u"SELECT CAST(strftime('%Y', ordered_on) AS INTEGER) AS year, COUNT(*) AS "
               "number_of_orders FROM orders GROUP BY CAST(strftime('%Y', ordered_on) AS INTEGER) ORDER "
               "BY CAST(strftime('%Y', ordered_on) AS INTEGER)"_s;
    }

    void everyKindOfQuestionHasItsQuery()
    {
        QFETCH(const QString, question);
        QFETCH(const QString, sql);
        QCOMPARE(sqlOf(exampleQuestions(shop()), question), sql);
    }

    void theFirstOnesAreOfDifferentKinds()
    {
        const std::vector<QuestionExample> examples = exampleQuestions(shop());
        QVERIFY(examples.size() >= 8);
        QSet<QString> beginnings;
        for (size_t i = 0; i < 6; ++i)
            beginnings.insert(examples[i].sql.left(40) + examples[i].sql.right(20));
        QCOMPARE(beginnings.size(), 6);
    }

    void noQuestionComesTwice()
    {
        QSet<QString> questions;
        const std::vector<QuestionExample> examples = exampleQuestions(shop());
        for (const QuestionExample &example : examples)
            questions.insert(example.question);
        QCOMPARE(questions.size(), qsizetype(examples.size()));
    }

    void everyQueryPassesTheGuardInEveryDialect_data()
    {
        QTest::addColumn<int>("dialect");
        QTest::newRow("SQLite") << int(Dialect::SQLite);
        QTest::newRow("PostgreSQL") << int(Dialect::PostgreSQL);
        QTest::newRow("MySQL") << int(Dialect::MySQL);
    }

    void everyQueryPassesTheGuardInEveryDialect()
    {
        QFETCH(const int, dialect);
        Schema schema = shop(Dialect(dialect));
        schema.tables[0].name = u"Order \"Käufer\""_s;
        schema.tables[1].foreignKeys.front().referencedTable = schema.tables[0].name;
        schema.tables[0].schema = schema.tables[1].foreignKeys.front().referencedSchema = u"sales dept"_s;
        for (const QuestionExample &example : exampleQuestions(schema)) {
            const Result<void> passed = sql::checkReadOnly(example.sql, schema.dialect);
            QVERIFY2(passed.has_value(), qPrintable(example.sql));
        }
    }

    void tablesWithoutRowsAreNotAskedAbout()
    {
        Schema schema = shop();
        schema.tables[1].rowCount = 0;
        for (const QuestionExample &example : exampleQuestions(schema))
            QVERIFY2(!example.question.contains(u"order"), qPrintable(example.question));
    }

    void aBareSchemaIsNoDanger()
    {
        Schema schema;
        QVERIFY(exampleQuestions(schema).empty());
        schema.tables.resize(2);
        schema.tables[1].columns.resize(3);
        exampleQuestions(schema);
    }
};

static const bool registered = tabletalk::test::add<TestExampleQuestions>();
#include "tst_ExampleQuestions.moc"
