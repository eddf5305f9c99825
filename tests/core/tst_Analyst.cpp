// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Translator.h"
#include "tests/core/ShopSchema.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <ctime>

using namespace tabletalk;
using namespace tabletalk::ask;
using tabletalk::test::column;
using tabletalk::test::key;
using tabletalk::test::shop;
using tabletalk::test::table;
using namespace Qt::StringLiterals;

/// Time this process has worked, so that a busy machine fails no test.
class CpuTimer
{
public:
    double milliseconds() const { return 1000.0 * double(std::clock() - m_start) / CLOCKS_PER_SEC; }

private:
    std::clock_t m_start = std::clock();
};

class TestAnalyst : public QObject
{
    Q_OBJECT

    std::unique_ptr<Translator> m_analyst = makeAnalyst();
    std::shared_ptr<const PreparedDatabase> m_shop = m_analyst->prepare(shop());

    Result<Translation> ask(const QString &question) const
    {
        return m_analyst->translate(Question{question, {}, {}, {}, 0}, *m_shop);
    }

private Q_SLOTS:
    /// "Capital" and suppliers are far relatives in the thesaurus, and France is a country of theirs.
    void aQuestionThatNamesNothingOfTheDatabaseIsUnsure()
    {
        auto understanding = std::make_shared<Understanding>();
        understanding->schema.dialect = Dialect::SQLite;
        understanding->schema.tables = {
            table(u"suppliers"_s, {column(u"supplier_id"_s, ColumnType::Integer), column(u"name"_s, ColumnType::Text),
                                   column(u"country"_s, ColumnType::Text, {u"France"_s, u"Italy"_s})})};
        const auto database = m_analyst->prepare(understanding);
        const auto confidence = [&](const QString &question) {
            const auto found = m_analyst->translate(Question{question, {}, {}, {}, 0}, *database);
            return found ? found->candidates.front().confidence : 0;
        };
        QVERIFY(confidence(u"Which suppliers are in France?"_s) > 0.8);
        QVERIFY(confidence(u"What is the capital of France?"_s) < 0.5);
    }

    void questionsBecomeQueries_data()
    {
        QTest::addColumn<QString>("sql");
        const auto row = [](const char *question, const QString &sql) { QTest::newRow(question) << sql; };
        row("How many customers are there?", u"SELECT COUNT(*) AS number_of_customers FROM customers"_s);
        row("Show the name and city of all customers", u"SELECT name, city FROM customers"_s);
        row("List customers from Paris", u"SELECT name FROM customers WHERE city = 'Paris'"_s);
        row("customers in Paris or Rome", u"SELECT name FROM customers WHERE city IN ('Paris', 'Rome')"_s);
        row("Names of customers older than 30", u"SELECT name FROM customers WHERE age > 30"_s);
        row("names of customers whose age is between 20 and 30",
            u"SELECT name FROM customers WHERE age BETWEEN 20 AND 30"_s);
        row("What is the average price of products?", u"SELECT AVG(price) AS average_price FROM products"_s);
        row("average price of products by category",
            u"SELECT category, AVG(price) AS average_price FROM products GROUP BY category"_s);
        row("How many customers are there in each city?",
            u"SELECT city, COUNT(*) AS number_of_customers FROM customers GROUP BY city"_s);
        row("What is the most expensive product?", u"SELECT product_name FROM products ORDER BY price DESC LIMIT 1"_s);
        row("top 3 oldest customers", u"SELECT name FROM customers ORDER BY age DESC LIMIT 3"_s);
        row("the top 3 expensive products", u"SELECT product_name FROM products ORDER BY price DESC LIMIT 3"_s);
        row("names of customers ordered by age from greatest to least",
            u"SELECT name FROM customers ORDER BY age DESC"_s);
        row("Show the name and city of the customers. Sort the results by age in ascending order.",
            u"SELECT name, city FROM customers ORDER BY age"_s);
        row("names of customers with an age above 50 or below 20",
            u"SELECT name FROM customers WHERE age > 50 OR age < 20"_s);
        row("Sort the names of customers in descending order of age",
            u"SELECT name FROM customers ORDER BY age DESC"_s);
        row("the highest, lowest and average price of products",
            u"SELECT MAX(price) AS highest_price, MIN(price) AS lowest_price, AVG(price) AS average_price FROM products"_s);
        row("When was the first order placed?", u"SELECT MIN(order_date) AS lowest_order_date FROM orders"_s);
        row("How many cities have more than 3 customers?",
            u"SELECT COUNT(DISTINCT city) AS number_of_cities FROM customers WHERE city IN (SELECT city FROM customers "
            "GROUP BY city HAVING COUNT(*) > 3)"_s);
        row("Which customers have \"ar\" in their names?", u"SELECT name FROM customers WHERE name LIKE '%ar%'"_s);
        row("give me all the information of all customers", u"SELECT * FROM customers"_s);
        row("Show the names of customers ordered by age descending", u"SELECT name FROM customers ORDER BY age DESC"_s);
        row("customers without orders",
            u"SELECT name FROM customers WHERE customer_id NOT IN (SELECT customer_id FROM orders WHERE customer_id IS NOT NULL)"_s);
        row("names of customers with more than 3 orders",
            u"SELECT customers.name FROM customers JOIN orders ON customers.customer_id = orders.customer_id "
            "GROUP BY customers.customer_id, customers.name HAVING COUNT(*) > 3"_s);
        row("Which customer has the most orders?",
            u"SELECT customers.name FROM customers JOIN orders ON customers.customer_id = orders.customer_id "
            "GROUP BY customers.customer_id, customers.name ORDER BY COUNT(*) DESC LIMIT 1"_s);
        row("how many orders does each customer have",
            u"SELECT customers.name, COUNT(*) AS number_of_orders FROM orders JOIN customers ON orders.customer_id = "
            "customers.customer_id GROUP BY customers.customer_id, customers.name"_s);
        row("products with a price above the average price",
            u"SELECT product_name FROM products WHERE price > (SELECT AVG(price) FROM products)"_s);
        row("How many orders were placed in 2023?",
            u"SELECT COUNT(*) AS number_of_orders FROM orders WHERE order_date >= '2023-01-01' AND order_date < '2024-01-01'"_s);
        row("What are the different cities of customers?", u"SELECT DISTINCT city FROM customers"_s);
        row("names of customers with age 30 or more", u"SELECT name FROM customers WHERE age >= 30"_s);
        row("Number of orders by month in 2023",
            u"SELECT strftime('%Y-%m', order_date) AS month, COUNT(*) AS number_of_orders FROM orders WHERE "
            "order_date >= '2023-01-01' AND order_date < '2024-01-01' GROUP BY strftime('%Y-%m', order_date) ORDER BY "
            "strftime('%Y-%m', order_date)"_s);
        row("cities with at least two customers", u"SELECT city FROM customers GROUP BY city HAVING COUNT(*) >= 2"_s);
        row("Which city has the most customers?",
            u"SELECT city FROM customers GROUP BY city ORDER BY COUNT(*) DESC LIMIT 1"_s);
        row("names of products containing 'air'",
            u"SELECT product_name FROM products WHERE product_name LIKE '%air%'"_s);
        row("What are the maximum and minimum price of products?",
            u"SELECT MAX(price) AS highest_price, MIN(price) AS lowest_price FROM products"_s);
        row("names of customers who did not order furniture",
            u"SELECT name FROM customers WHERE customer_id NOT IN (SELECT orders.customer_id FROM orders JOIN "
            u"order_items ON "
            "orders.order_id = order_items.order_id JOIN products ON order_items.product_id = products.product_id "
            "WHERE "
            "products.category = 'Furniture' AND orders.customer_id IS NOT NULL)"_s);
        row("customers not from Paris", u"SELECT name FROM customers WHERE city <> 'Paris'"_s);
    }

    void questionsBecomeQueries()
    {
        QFETCH(const QString, sql);
        const Result<Translation> result = ask(QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY(result.has_value());
        QCOMPARE(result->candidates.front().sql, sql);
        QVERIFY(!result->candidates.front().explanation.isEmpty());
        QVERIFY(result->candidates.front().confidence > 0 && result->candidates.front().confidence <= 1);
        QVERIFY(!result->candidates.front().tables.empty());
    }

    void aYearThatIsAPlainNumberIsComparedAsOne()
    {
        auto u = std::make_shared<Understanding>();
        u->schema.tables = {table(u"departments"_s,
                                  {column(u"department_id"_s, ColumnType::Integer), column(u"name"_s, ColumnType::Text),
                                   column(u"founded_year"_s, ColumnType::Integer)})};
        const auto prepared = m_analyst->prepare(u);
        const auto result =
            m_analyst->translate(Question{u"List the departments founded before 1900"_s, {}, {}, {}, 0}, *prepared);
        QVERIFY(result.has_value());
        QCOMPARE(result->candidates.front().sql, u"SELECT name FROM departments WHERE founded_year < 1900"_s);
    }

    void columnsAreKnownWithoutWhatStandsForTheirTable()
    {
        using enum ColumnType;
        auto u = std::make_shared<Understanding>();
        u->schema.tables = {
            table(u"course"_s,
                  {column(u"crs_code"_s, Text), column(u"crs_description"_s, Text), column(u"crs_credit"_s, Integer)}),
            table(u"department"_s, {column(u"deptno"_s, Integer), column(u"dname"_s, Text), column(u"loc"_s, Text)}),
            table(u"institution"_s, {column(u"id"_s, Integer), column(u"institution"_s, Text)}),
        };
        const auto prepared = m_analyst->prepare(u);
        const auto sqlOf = [&](const QString &question) {
            const auto translated = m_analyst->translate(Question{question, {}, {}, {}, 0}, *prepared);
            return translated ? translated->candidates.front().sql : translated.error().detail;
        };
        QCOMPARE(sqlOf(u"description of each course"_s), u"SELECT crs_description FROM course"_s);
        QCOMPARE(sqlOf(u"names of the departments"_s), u"SELECT dname FROM department"_s);
        QCOMPARE(sqlOf(u"names of the institutions"_s), u"SELECT institution FROM institution"_s);
    }

    void theSameQuestionHasTheSameAnswer()
    {
        const QString question = u"names of customers and total quantity of furniture they ordered in 2023"_s;
        const Question traced{question, {}, {}, {}, 0, true};
        const auto first = m_analyst->translate(traced, *m_shop);
        const auto other = makeAnalyst()->translate(traced, *m_analyst->prepare(shop()));
        QVERIFY(first.has_value() && other.has_value());
        QVERIFY(!first->trace.empty());
        QCOMPARE(first->trace, other->trace);
    }

    void aRowLimitIsKept()
    {
        const auto result = m_analyst->translate(Question{u"list all customers"_s, {}, {}, {}, 50}, *m_shop);
        QCOMPARE(result->candidates.front().sql, u"SELECT name FROM customers LIMIT 50"_s);
    }

    void whatIsNoQuestionIsAProblem()
    {
        QCOMPARE(ask(u""_s).error().code, ProblemCode::InvalidRequest);
        QCOMPARE(ask(u" \n\t "_s).error().code, ProblemCode::InvalidRequest);
        QCOMPARE(ask(QString(maxQuestionLength + 1, u'a')).error().code, ProblemCode::TooLarge);
        QCOMPARE(ask(u"qwerty asdf zxcv"_s).error().code, ProblemCode::NotUnderstood);
        QCOMPARE(ask(u"DROP TABLE customers"_s).error().code, ProblemCode::NotUnderstood);
        QCOMPARE(ask(u"delete from customers; --"_s).error().code, ProblemCode::NotUnderstood);
        QCOMPARE(ask(u"UPDATE customers SET name = 'x'"_s).error().code, ProblemCode::NotUnderstood);
    }

    void sqlInAQuestionStaysHarmless()
    {
        for (const QString &question :
             {u"customers'; DROP TABLE customers; --"_s, u"name = 'x' OR 1=1"_s, u"customers named \"a'b\""_s}) {
            if (const auto result = ask(question)) {
                QVERIFY(result->candidates.front().sql.startsWith(u"SELECT "_s));
                QVERIFY2(!result->candidates.front().sql.contains(u"DROP TABLE customers;"_s),
                         qPrintable(result->candidates.front().sql));
            }
        }
    }

    void anyTextIsAnsweredInBoundedTime()
    {
        const QString longest =
            u"customers and orders of each city with more than 3 products not in Paris or Rome "_s.repeated(200).left(
                maxQuestionLength);
        const CpuTimer timer;
        (void)ask(longest);
        (void)ask(u"'"_s.repeated(maxQuestionLength));
        (void)ask(u"not "_s.repeated(maxQuestionLength / 4));
        (void)ask(u"customers, "_s.repeated(maxQuestionLength / 11));
        QVERIFY2(timer.milliseconds() < 5000, qPrintable(QString::number(timer.milliseconds())));
        quint32 state = 1;
        for (int i = 0; i < 200; ++i) {
            QString noise;
            for (int c = 0; c < 60; ++c) {
                state = state * 1664525 + 1013904223;
                noise += QChar(char16_t(c % 3 ? 32 + (state >> 16) % 95 : (state >> 16) & 0xffff));
            }
            (void)ask(noise);
        }
    }

    void anEmptyDatabaseIsNotUnderstood()
    {
        const auto empty = m_analyst->prepare(std::make_shared<Understanding>());
        QCOMPARE(m_analyst->translate(Question{u"anything"_s, {}, {}, {}, 0}, *empty).error().code,
                 ProblemCode::NotUnderstood);
        auto bare = std::make_shared<Understanding>();
        bare->schema.tables.resize(1);
        bare->schema.tables.front().name = u"things"_s;
        (void)m_analyst->translate(Question{u"show things"_s, {}, {}, {}, 0}, *m_analyst->prepare(bare));
    }

    void unusualNamesAreQuoted()
    {
        auto u = std::make_shared<Understanding>();
        u->schema.dialect = Dialect::PostgreSQL;
        u->schema.tables = {
            table(u"Order"_s, {column(u"id"_s, ColumnType::Integer), column(u"Group \"Name\""_s, ColumnType::Text),
                               column(u"🙂"_s, ColumnType::Text)})};
        const auto result =
            m_analyst->translate(Question{u"show the group name of orders"_s, {}, {}, {}, 0}, *m_analyst->prepare(u));
        QVERIFY(result.has_value());
        QCOMPARE(result->candidates.front().sql, u"SELECT \"Group \"\"Name\"\"\" FROM \"Order\""_s);
    }

    void tablesOfOneNameInTwoSchemasAreToldApart()
    {
        using enum ColumnType;
        auto u = std::make_shared<Understanding>();
        u->schema.dialect = Dialect::PostgreSQL;
        u->schema.defaultSchema = u"sales"_s;
        Table ours = table(u"departments"_s, {column(u"id"_s, Integer), column(u"region"_s, Text)});
        ours.schema = u"sales"_s;
        Table theirs = table(u"departments"_s, {column(u"id"_s, Integer), column(u"building"_s, Text)});
        theirs.schema = u"staff"_s;
        ForeignKey toTheirs = key(u"department_id"_s, u"departments"_s, u"id"_s);
        toTheirs.referencedSchema = u"staff"_s;
        Table employees = table(
            u"employees"_s, {column(u"id"_s, Integer), column(u"salary"_s, Real), column(u"department_id"_s, Integer)},
            {toTheirs});
        employees.schema = u"staff"_s;
        u->schema.tables = {ours, theirs, employees};
        const auto analyst = makeAnalyst();
        const auto prepared = analyst->prepare(u);
        Question question;
        question.text = u"What is the average salary of employees by building?"_s;
        const auto translation = analyst->translate(question, *prepared);
        QVERIFY(translation);
        const QString &sql = translation->candidates.front().sql;
        QVERIFY2(sql.contains(u"staff.departments AS staff_departments"), qPrintable(sql));
        QVERIFY2(sql.contains(u"staff_departments.building"), qPrintable(sql));
        QVERIFY2(!sql.contains(u" departments."), qPrintable(sql));
    }

    void keysThatRunInCirclesDoNoHarm()
    {
        auto u = shop();
        u->schema.tables[0].columns.push_back(column(u"last_order"_s, ColumnType::Integer));
        u->schema.tables[0].foreignKeys = {key(u"last_order"_s, u"orders"_s, u"order_id"_s),
                                           key(u"customer_id"_s, u"customers"_s, u"customer_id"_s),
                                           key(u"gone"_s, u"nowhere"_s, u"id"_s)};
        const auto prepared = m_analyst->prepare(u);
        for (const QString &question : {u"customers without orders"_s, u"products of customers in Paris"_s})
            QVERIFY(m_analyst->translate(Question{question, {}, {}, {}, 0}, *prepared).has_value());
    }

    void timeDependsOnTheQuestionAndNotOnTheSchema()
    {
        auto u = shop();
        for (int i = 0; i < 3000; ++i)
            u->schema.tables.push_back(table(QString(u"archive_"_s + QString::number(i)),
                                             {column(u"id"_s, ColumnType::Integer), column(u"note"_s, ColumnType::Text),
                                              column(QString(u"field"_s + QString::number(i)), ColumnType::Real)}));
        const auto prepared = m_analyst->prepare(u);
        const CpuTimer timer;
        const auto result =
            m_analyst->translate(Question{u"Which customer has the most orders?"_s, {}, {}, {}, 0}, *prepared);
        QVERIFY(result.has_value());
        QVERIFY2(timer.milliseconds() < 500, qPrintable(QString::number(timer.milliseconds())));
    }
};

static const bool registered = tabletalk::test::add<TestAnalyst>();
#include "tst_Analyst.moc"
