// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Translator.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ask;
using namespace Qt::StringLiterals;

namespace {

Column column(const QString &name, ColumnType type, const std::vector<QString> &samples = {})
{
    Column c;
    c.name = name;
    c.type = type;
    c.profile.samples = samples;
    return c;
}

Table table(const QString &name, std::vector<Column> columns, std::vector<ForeignKey> keys = {})
{
    Table t;
    t.name = name;
    t.columns = std::move(columns);
    t.columns.front().nullable = false;
    t.primaryKey = {t.columns.front().name};
    t.foreignKeys = std::move(keys);
    return t;
}

ForeignKey key(const QString &column, const QString &to)
{
    ForeignKey k;
    k.columns = {column};
    k.referencedTable = to;
    k.referencedColumns = {column};
    return k;
}

/// Customers and their orders, and films whose dates are kept in other ways.
std::shared_ptr<Understanding> shop(Dialect dialect)
{
    using enum ColumnType;
    auto u = std::make_shared<Understanding>();
    u->schema.dialect = dialect;
    Column minutes = column(u"running_time"_s, Integer);
    minutes.unit = u"min"_s;
    Column placed = column(u"order_date"_s, Date, {u"2023-05-01"_s});
    placed.profile.minimum = u"2020-01-02"_s;
    placed.profile.maximum = u"2023-12-30"_s;
    u->schema.tables = {
        table(u"customers"_s,
              {column(u"customer_id"_s, Integer), column(u"name"_s, Text),
               column(u"birth_date"_s, Date, {u"1980-02-03"_s}), column(u"registered_on"_s, Date, {u"2022-02-03"_s}),
               column(u"city"_s, Text, {u"Paris"_s, u"Rome"_s})}),
        table(u"orders"_s,
              {column(u"order_id"_s, Integer), column(u"customer_id"_s, Integer), placed,
               column(u"status"_s, Text, {u"shipped"_s, u"cancelled"_s}), column(u"amount"_s, Real)},
              {key(u"customer_id"_s, u"customers"_s)}),
        table(u"films"_s, {column(u"film_id"_s, Integer), column(u"title"_s, Text),
                           column(u"released"_s, Text, {u"8/21/2015"_s, u"12/3/2016"_s}), minutes}),
        table(u"shows"_s,
              {column(u"show_id"_s, Integer), column(u"premiere"_s, Text, {u"May 5 2018"_s, u"June 12 2019"_s}),
               column(u"starts_at"_s, Time, {u"10:30:00"_s})}),
    };
    return u;
}

} // namespace

/// Questions about times and about figures set against each other, asked on Wednesday, 14 August 2024.
class TestTimeAndRatios : public QObject
{
    Q_OBJECT

    std::unique_ptr<Translator> m_analyst = makeAnalyst();

    Result<Translation> ask(const QString &question, Dialect dialect = Dialect::SQLite) const
    {
        return m_analyst->translate(
            Question{question, {}, {}, Instant::fromRfc3339(u"2024-08-14T10:30:00Z").value(), 0},
            *m_analyst->prepare(shop(dialect)));
    }

    static void questions() { QTest::addColumn<QString>("sql"); }

private Q_SLOTS:
    /// One that leaves the month out would answer for all time where the month has no rows.
    void noReadingForgetsThePeriod()
    {
        const auto found = ask(u"total amount of orders last month"_s);
        QVERIFY(found);
        for (const Candidate &candidate : found->candidates)
            QVERIFY2(candidate.sql.contains(u"2024-07-01"), qPrintable(candidate.sql));
    }

    void timesRestrictRows_data()
    {
        questions();
        const auto row = [](const char *question, const char *sql) {
            QTest::newRow(question) << QString::fromUtf8(sql);
        };
        row("How many orders were placed last month?", "SELECT COUNT(*) AS number_of_orders FROM orders WHERE "
                                                       "order_date >= '2024-07-01' AND order_date < '2024-08-01'");
        row("How many orders were placed in 2023?", "SELECT COUNT(*) AS number_of_orders FROM orders WHERE order_date "
                                                    ">= '2023-01-01' AND order_date < '2024-01-01'");
        row("number of orders since March 2021",
            "SELECT COUNT(*) AS number_of_orders FROM orders WHERE order_date >= '2021-03-01'");
        row("number of orders in March",
            "SELECT COUNT(*) AS number_of_orders FROM orders WHERE CAST(strftime('%m', order_date) AS INTEGER) = 3");
        row("How many customers were registered in the last 30 days?",
            "SELECT COUNT(*) AS number_of_customers FROM customers WHERE registered_on >= '2024-07-15' AND "
            "registered_on < '2024-08-15'");
        row("number of customers this year", "SELECT COUNT(*) AS number_of_customers FROM customers WHERE "
                                             "registered_on >= '2024-01-01' AND registered_on < '2025-01-01'");
        row("customers without orders in 2023", "SELECT name FROM customers WHERE customer_id NOT IN (SELECT "
                                                "customer_id FROM orders WHERE order_date >= '2023-01-01' "
                                                "AND order_date < '2024-01-01' AND customer_id IS NOT NULL)");
        row("titles of films released in August 2015",
            "SELECT title FROM films WHERE (substr(substr(released, instr(released, '/') + 1), instr(substr(released, "
            "instr(released, '/') + 1), '/') + 1, 4) "
            "|| '-' || substr('0' || substr(released, 1, instr(released, '/') - 1), -2) || '-' || substr('0' || "
            "substr(substr(released, instr(released, '/') + 1), 1, "
            "instr(substr(released, instr(released, '/') + 1), '/') - 1), -2)) >= '2015-08-01' AND "
            "(substr(substr(released, instr(released, '/') + 1), "
            "instr(substr(released, instr(released, '/') + 1), '/') + 1, 4) || '-' || substr('0' || substr(released, "
            "1, instr(released, '/') - 1), -2) || '-' || "
            "substr('0' || substr(substr(released, instr(released, '/') + 1), 1, instr(substr(released, "
            "instr(released, '/') + 1), '/') - 1), -2)) < '2015-09-01'");
        row("number of shows with a premiere in May 2018",
            "SELECT COUNT(*) AS number_of_shows FROM shows WHERE premiere LIKE '%May%' AND premiere LIKE '%2018%'");
        row("number of shows after 10 am",
            "SELECT COUNT(*) AS number_of_shows FROM shows WHERE starts_at >= '10:00:00'");
        row("titles of films longer than 2 hours", "SELECT title FROM films WHERE running_time > 120");
    }

    void timesRestrictRows() { compare(); }

    void datesAreGrouped_data()
    {
        questions();
        const auto row = [](const char *question, const char *bucket, const char *alias) {
            QTest::newRow(question)
                << u"SELECT %1 AS %2, COUNT(*) AS number_of_orders FROM orders GROUP BY %1 ORDER BY %1"_s.arg(
                       QString::fromUtf8(bucket), QString::fromUtf8(alias));
        };
        row("number of orders by month", "strftime('%Y-%m', order_date)", "month");
        row("number of orders per year", "CAST(strftime('%Y', order_date) AS INTEGER)", "year");
        row("number of orders each quarter",
            "strftime('%Y', order_date) || '-Q' || ((CAST(strftime('%m', order_date) AS INTEGER) + 2) / 3)", "quarter");
        row("number of orders by week", "date(order_date, 'weekday 0', '-6 days')", "week");
        row("number of orders by month of the year", "CAST(strftime('%m', order_date) AS INTEGER)", "month");
        row("monthly number of orders", "strftime('%Y-%m', order_date)", "month");
    }

    void datesAreGrouped() { compare(); }

    void daysOfTheWeekAreShownByNameInTheirOrder()
    {
        const QString sql = sqlOf(u"number of orders by day of the week"_s, Dialect::MySQL);
        QVERIFY2(sql.startsWith(u"SELECT CASE (WEEKDAY(order_date) + 1) WHEN 1 THEN 'Monday'"_s), qPrintable(sql));
        QVERIFY2(sql.endsWith(u"ORDER BY (WEEKDAY(order_date) + 1)"_s), qPrintable(sql));
    }

    void whichMonthHadTheMostIsAskedOfGroups()
    {
        QCOMPARE(sqlOf(u"Which month had the most orders?"_s, Dialect::SQLite),
                 u"SELECT strftime('%Y-%m', order_date) AS month FROM orders GROUP BY strftime('%Y-%m', order_date) "
                 u"ORDER BY "
                 "COUNT(*) DESC LIMIT 1"_s);
    }

    void figuresAreSetAgainstEachOther_data()
    {
        questions();
        const auto row = [](const char *question, const char *sql) {
            QTest::newRow(question) << QString::fromUtf8(sql);
        };
        row("What percentage of orders were cancelled?", "SELECT (100.0 * COUNT(CASE WHEN status = 'cancelled' THEN 1 "
                                                         "END)) / NULLIF(COUNT(*), 0) AS percentage FROM orders");
        row("share of cancelled orders in 2023", "SELECT (100.0 * COUNT(CASE WHEN status = 'cancelled' THEN 1 END)) / "
                                                 "NULLIF(COUNT(*), 0) AS percentage FROM orders "
                                                 "WHERE order_date >= '2023-01-01' AND order_date < '2024-01-01'");
        row("percentage of orders by status", "SELECT status, (100.0 * COUNT(*)) / NULLIF(SUM(COUNT(*)) OVER (), 0) AS "
                                              "percentage FROM orders GROUP BY status");
        row("average number of orders per customer",
            "SELECT (1.0 * COUNT(*)) / NULLIF(COUNT(DISTINCT customer_id), 0) AS average_number_of_orders FROM orders");
        row("average number of orders per month", "SELECT (1.0 * COUNT(*)) / NULLIF(COUNT(DISTINCT strftime('%Y-%m', "
                                                  "order_date)), 0) AS average_number_of_orders FROM orders");
        row("ratio of cancelled to shipped orders", "SELECT (1.0 * COUNT(CASE WHEN status = 'cancelled' THEN 1 END)) / "
                                                    "NULLIF(COUNT(CASE WHEN status = 'shipped' THEN 1 "
                                                    "END), 0) AS ratio FROM orders");
        row("difference between the highest and lowest amount of orders",
            "SELECT MAX(amount) - MIN(amount) AS difference FROM orders");
    }

    void figuresAreSetAgainstEachOther() { compare(); }

    void aTimeBeyondTheDataIsAskedLiterallyAndSaid()
    {
        const auto result = ask(u"How many orders were placed last month?"_s);
        QVERIFY(result);
        const QString &words = result->candidates.front().explanation;
        QVERIFY2(words.contains(u"2024-07-01"_s) && words.contains(u"no rows after 2023-12-30"_s), qPrintable(words));
    }

    void aTimeThatNoColumnTellsIsLeftUnused()
    {
        const auto result = ask(u"titles of films released last Monday after 10 am"_s);
        QVERIFY(result);
        QVERIFY(result->candidates.front().unusedWords.size() > 0);
    }

    void datesAreLiteralsThatSqlServerReadsInEveryLanguage()
    {
        QCOMPARE(sqlOf(u"number of orders since March 2021"_s, Dialect::SqlServer),
                 u"SELECT COUNT(*) AS number_of_orders FROM orders WHERE order_date >= '20210301'"_s);
    }

private:
    QString sqlOf(const QString &question, Dialect dialect) const
    {
        const auto result = ask(question, dialect);
        return result ? result->candidates.front().sql : result.error().detail;
    }

    void compare() const
    {
        QFETCH(QString, sql);
        QCOMPARE(sqlOf(QString::fromUtf8(QTest::currentDataTag()), Dialect::SQLite), sql);
    }
};

static const bool registered = tabletalk::test::add<TestTimeAndRatios>();
#include "tst_TimeAndRatios.moc"
