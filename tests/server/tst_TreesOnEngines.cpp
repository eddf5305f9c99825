// SPDX-License-Identifier: GPL-3.0-or-later
//
// Query trees, printed for each engine and run there: whatever the tree says, all answer alike.
#include "core/sql/QueryPrinter.h"
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/TargetFactory.h"
#include "tests/support/CollectRows.h"
#include "tests/support/MariaDbServer.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/TestRunner.h"

#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <map>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace tabletalk::sql;
using Kind = Expression::Kind;

namespace {

/// Numbers without the digits that an engine alone gives, flags as numbers.
QString comparable(const Cell &cell)
{
    if (const bool *flag = std::get_if<bool>(&cell))
        return *flag ? u"1"_s : u"0"_s;
    const auto number = toNumber(cell);
    return number ? QString::number(*number, 'g', 6) : toDisplayText(cell);
}

QString comparable(const std::vector<Row> &rows)
{
    QStringList lines;
    for (const Row &row : rows) {
        QStringList cells;
        for (const Cell &cell : row)
            cells += comparable(cell);
        lines += cells.join(u'|');
    }
    return lines.join(u'\n');
}

Select from(const QString &table, std::vector<ExpressionPtr> outputs)
{
    Select select;
    for (ExpressionPtr &output : outputs)
        select.outputs.push_back({std::move(output), {}});
    select.from.push_back({{}, table, {}, nullptr, false});
    return select;
}

/// With its rows in the order of their number.
Select sorted(Select select)
{
    select.orderBy.push_back({column({}, u"id"_s), false});
    return select;
}

} // namespace

Q_DECLARE_METATYPE(tabletalk::sql::Select)

class TestTreesOnEngines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QString error;
        m_postgres = PostgresServer::start(&error);
        QVERIFY2(m_postgres, qPrintable(error));
        m_mariaDb = MariaDbServer::start(&error);
        QVERIFY2(m_mariaDb, qPrintable(error));
        const QString path = m_directory.filePath(u"trees.sqlite"_s);
        sqlite3 *database = nullptr;
        QCOMPARE(sqlite3_open(path.toUtf8().constData(), &database), SQLITE_OK);
        const auto close = qScopeGuard([&] { sqlite3_close(database); });
        QCOMPARE(m_mariaDb->execute(u"CREATE DATABASE trees"_s), QString());
        for (const QString &statement : statements(Dialect::SQLite))
            QCOMPARE(sqlite3_exec(database, statement.toUtf8().constData(), nullptr, nullptr, nullptr), SQLITE_OK);
        for (const QString &statement : statements(Dialect::PostgreSQL))
            QCOMPARE(m_postgres->execute(statement), QString());
        for (const QString &statement : statements(Dialect::MySQL))
            QCOMPARE(m_mariaDb->execute(statement, u"trees"_s), QString());
        open(Dialect::SQLite, path);
        open(Dialect::PostgreSQL, m_postgres->url());
        open(Dialect::MySQL, m_mariaDb->url(u"trees"_s));
    }

    void treesHaveOneAnswerOnEveryEngine_data()
    {
        QTest::addColumn<Select>("tree");
        QTest::addColumn<QString>("answer");
        const auto id = column({}, u"id"_s);
        const auto at = column({}, u"at"_s);
        const auto day = column({}, u"day"_s);
        const auto amount = column({}, u"amount"_s);
        const auto name = column({}, u"name"_s);
        const auto flag = column({}, u"flag"_s);
        const auto n = [](int value) { return number(QString::number(value)); };
        const auto count = aggregate(Aggregate::Count, nullptr);
        const auto row = [&](const char *what, Select tree, const char *answer) {
            QTest::newRow(what) << std::move(tree) << QString::fromUtf8(answer);
        };
        const auto where = [&](const char *what, ExpressionPtr condition, const char *ids) {
            Select select = sorted(from(u"things"_s, {id}));
            select.where = std::move(condition);
            row(what, std::move(select), ids);
        };
        const auto of = [&](const char *what, ExpressionPtr value, const char *answer) {
            row(what, sorted(from(u"things"_s, {std::move(value)})), answer);
        };

        of("years", apply(Kind::Year, {at}), "2023\n2024\n2024\n2024");
        of("quarters", apply(Kind::Quarter, {at}), "2023-Q4\n2024-Q1\n2024-Q1\n2024-Q4");
        of("months", apply(Kind::Month, {at}), "2023-12\n2024-01\n2024-02\n2024-12");
        of("weeks begin on Monday", apply(Kind::Week, {at}), "2023-12-25\n2024-01-01\n2024-02-26\n2024-12-30");
        of("weeks of dates", apply(Kind::Week, {day}), "2023-12-25\n2024-01-01\n2024-02-26\n2024-12-30");
        of("days", apply(Kind::Day, {at}), "2023-12-31\n2024-01-01\n2024-02-29\n2024-12-31");
        of("months of any year", apply(Kind::MonthOfYear, {at}), "12\n1\n2\n12");
        of("days of the week", apply(Kind::DayOfWeek, {at}), "7\n1\n4\n2");
        of("names of days", apply(Kind::DayName, {at}), "Sunday\nMonday\nThursday\nTuesday");
        of("hours", apply(Kind::Hour, {at}), "23\n0\n9\n17");
        of("times of day", apply(Kind::Clock, {at}), "23:59\n00:00\n09:05\n17:30");
        for (const auto &[what, text, order] : {std::tuple{"month first", u"american"_s, u"M/D/Y"_s},
                                                {"day first", u"german"_s, u"D.M.Y"_s},
                                                {"ISO texts", u"iso"_s, u"ISO"_s},
                                                {"seconds since 1970", u"seconds"_s, u"SECONDS"_s}})
            of(what, apply(Kind::Day, {asDate(column({}, text), order)}),
               "2023-12-31\n2024-01-01\n2024-02-29\n2024-12-31");

        of("days between dates", apply(Kind::DaysBetween, {day, date(u"2023-12-30"_s)}), "1\n2\n61\n367");
        of("days between moments",
           apply(Kind::DaysBetween, {date(u"2025-01-01"_s), asDate(column({}, u"iso"_s), u"ISO"_s)}),
           "366\n366\n306.622\n0.270833");
        where("a moment is in a half-open range",
              both(compare(at, Comparison::GreaterOrEqual, date(u"2024-01-01"_s)),
                   compare(at, Comparison::Less, date(u"2024-03-01"_s))),
              "2\n3");
        where("the last moment of a day is before the next day", compare(at, Comparison::Less, date(u"2024-01-01"_s)),
              "1");
        where("a moment to the second", compare(at, Comparison::GreaterOrEqual, date(u"2024-02-29 09:05:00"_s)),
              "3\n4");
        where("a date that was a text",
              compare(asDate(column({}, u"american"_s), u"M/D/Y"_s), Comparison::Less, date(u"2024-02-29"_s)), "1\n2");

        of("integers are not divided as integers",
           apply(Kind::Divide, {apply(Kind::Multiply, {number(u"1.0"_s), id}), n(2)}), "0.5\n1\n1.5\n2");
        of("a ratio of integers", ratio(id, n(4)), "0.25\n0.5\n0.75\n1");
        row("nothing is divided by nothing", from(u"nobody"_s, {ratio(count, count)}), "");
        row("a percentage of rows",
            from(u"things"_s,
                 {percentage(
                     aggregate(Aggregate::Count, apply(Kind::When, {compare(amount, Comparison::Greater, n(5)), n(1)})),
                     count)}),
            "25");
        row("an average of integers", from(u"things"_s, {aggregate(Aggregate::Average, id)}), "2.5");
        row("a sum with another value where the condition fails",
            from(u"things"_s,
                 {aggregate(Aggregate::Sum, apply(Kind::When, {compare(id, Comparison::Less, n(3)), id, n(0)}))}),
            "3");
        Select shares = from(u"things"_s, {apply(Kind::Year, {at}), percentage(count, apply(Kind::OverAll, {count}))});
        shares.groupBy = {apply(Kind::Year, {at})};
        shares.orderBy.push_back({apply(Kind::Year, {at}), false});
        row("shares of all groups", shares, "2023|25\n2024|75");
        Select having = from(u"things"_s, {apply(Kind::Month, {at}), count});
        having.groupBy = {apply(Kind::Month, {at})};
        having.having = compare(count, Comparison::GreaterOrEqual, n(1));
        having.orderBy.push_back({apply(Kind::Month, {at}), true});
        having.limit = 2;
        row("groups, ordered and cut off", having, "2024-12|1\n2024-02|1");

        where("quotes", compare(name, Comparison::Equal, text(u"it's"_s)), "1");
        where("backslashes", compare(name, Comparison::Equal, text(u"back\\slash"_s)), "2");
        where("emoji", compare(name, Comparison::Equal, text(u"Smile 🙂"_s)), "3");
        where("patterns in any case", apply(Kind::Like, {name, text(u"SMILE%"_s)}), "3");
        where("not a pattern", negation(apply(Kind::Like, {name, text(u"%L%"_s)})), "1\n4");
        where("a range of numbers", apply(Kind::Between, {id, n(2), n(3)}), "2\n3");
        where("not in a range",
              negation(both(compare(id, Comparison::Greater, n(1)), compare(id, Comparison::Less, n(4)))), "1\n4");
        where("a list", apply(Kind::In, {id, n(1), n(4)}), "1\n4");
        where("a subquery", inSelect(id, from(u"things"_s, {aggregate(Aggregate::Maximum, id)})), "4");
        where("one value of a subquery",
              compare(amount, Comparison::Greater, scalar(from(u"things"_s, {aggregate(Aggregate::Average, amount)}))),
              "4");
        where("nothing", apply(Kind::IsNull, {amount}), "3");
        where("something", negation(apply(Kind::IsNull, {amount})), "1\n2\n4");
        where("either of two",
              apply(Kind::Or, {compare(id, Comparison::Equal, n(1)), compare(id, Comparison::Equal, n(2))}), "1\n2");
        where("a number in a text",
              compare(apply(Kind::AsNumber, {column({}, u"digits"_s)}), Comparison::Greater, n(9)), "2\n4");
        of("a reserved word is a name", column(u"things"_s, u"order"_s), "a\nb\nc\nd");
        of("arithmetic", apply(Kind::Subtract, {apply(Kind::Add, {id, n(10)}), apply(Kind::Multiply, {id, n(2)})}),
           "9\n8\n7\n6");
        where("a flag", compare(flag, Comparison::Equal, flagLiteral()), "1\n3");
        Select distinct = from(u"things"_s, {flag});
        distinct.distinct = true;
        distinct.orderBy.push_back({flag, true});
        row("distinct values in their order", distinct, "1\n0");
        Select joined = from(u"things"_s, {column(u"things"_s, u"id"_s), column(u"other"_s, u"id"_s)});
        joined.from.push_back({{},
                               u"things"_s,
                               u"other"_s,
                               compare(column(u"other"_s, u"id"_s), Comparison::Greater, column(u"things"_s, u"id"_s)),
                               true});
        joined.where = compare(column(u"things"_s, u"id"_s), Comparison::GreaterOrEqual, n(3));
        joined.orderBy.push_back({column(u"things"_s, u"id"_s), false});
        row("a left join keeps what has no partner", joined, "3|4\n4|");
        Select united = from(u"things"_s, {id});
        united.where = compare(id, Comparison::Less, n(2));
        united.setOperation = SetOperation::Union;
        Select right = from(u"things"_s, {id});
        right.where = compare(id, Comparison::Greater, n(3));
        united.right = std::make_shared<Select>(right);
        united.orderBy.push_back({id, true});
        row("a union", united, "4\n1");
        row("everything that is counted once",
            from(u"things"_s, {aggregate(Aggregate::Count, apply(Kind::Year, {at}), true)}), "2");
    }

    void treesHaveOneAnswerOnEveryEngine()
    {
        QFETCH(Select, tree);
        QFETCH(QString, answer);
        for (const auto &[dialect, target] : m_targets) {
            const QString sql = print(tree, dialect);
            CollectRows sink;
            StatementLimits limits;
            const auto outcome = target->run(sql, limits, sink, {});
            QVERIFY2(outcome, outcome ? "" : qPrintable(QString(sql + u"\n"_s + outcome.error().detail)));
            QVERIFY2(comparable(sink.rows) == answer,
                     qPrintable(u"%1\ngives\n%2\nand not\n%3"_s.arg(sql, comparable(sink.rows), answer)));
        }
    }

private:
    /// A flag is compared with the word that profiling shows for it.
    static ExpressionPtr flagLiteral() { return text(u"1"_s); }

    static QStringList statements(Dialect dialect)
    {
        const bool postgres = dialect == Dialect::PostgreSQL;
        const QString order = printed(u"order"_s, dialect);
        const QString stamp = dialect == Dialect::MySQL ? u"DATETIME"_s : u"TIMESTAMP"_s;
        const QString flag = postgres ? u"BOOLEAN"_s : u"TINYINT"_s;
        const QString backslash = dialect == Dialect::MySQL ? u"back\\\\slash"_s : u"back\\slash"_s;
        const QString charset = dialect == Dialect::MySQL ? u" CHARACTER SET utf8mb4"_s : QString();
        const auto flagged = [&](bool value) {
            return postgres ? (value ? u"true"_s : u"false"_s) : (value ? u"1"_s : u"0"_s);
        };
        QStringList list{
            u"CREATE TABLE nobody (id INTEGER)"_s,
            u"CREATE TABLE things (id INTEGER, at %1, day DATE, american VARCHAR(20), german VARCHAR(20), iso "
            u"VARCHAR(20), "
            u"seconds BIGINT, amount DECIMAL(8, 2), name VARCHAR(40), digits VARCHAR(10), %2 VARCHAR(5), flag %3)%4"_s
                .arg(stamp, order, flag, charset)};
        const auto add = [&](const QString &values, bool value) {
            list << u"INSERT INTO things VALUES (%1, %2)"_s.arg(values, flagged(value));
        };
        add(u"1, '2023-12-31 23:59:59', '2023-12-31', '12/31/2023 23:59', '31.12.2023', '2023-12-31 23:59:59', "
            "1704067199, 1.50, 'it''s', '5', 'a'"_s,
            true);
        add(u"2, '2024-01-01 00:00:00', '2024-01-01', '1/1/2024', '1.1.2024', '2024-01-01', 1704067200, 2.50, '%1', "
            "'10', 'b'"_s.arg(backslash),
            false);
        add(u"3, '2024-02-29 09:05:00', '2024-02-29', '2/29/2024 9:05', '29.2.2024', '2024-02-29 09:05:00', "
            u"1709197500, "
            "NULL, 'Smile 🙂', '9', 'c'"_s,
            true);
        add(u"4, '2024-12-31 17:30:00', '2024-12-31', '12/31/2024', '31.12.2024', '2024-12-31 17:30:00', 1735666200, "
            "40, '%', '100', 'd'"_s,
            false);
        return list;
    }

    static QString printed(const QString &name, Dialect dialect)
    {
        return dialect == Dialect::MySQL ? QString(u'`' + name + u'`') : QString(u'"' + name + u'"');
    }

    void open(Dialect dialect, const QString &url)
    {
        ConnectionPolicyOptions options;
        options.open = true;
        auto target =
            openTarget(ConnectionUrl::parse(url).value(), ConnectionPolicy::create(options).value(), QString());
        QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
        m_targets[dialect] = *std::move(target);
    }

    QTemporaryDir m_directory;
    std::unique_ptr<PostgresServer> m_postgres;
    std::unique_ptr<MariaDbServer> m_mariaDb;
    std::map<Dialect, std::unique_ptr<TargetDatabase>> m_targets;
};

static const bool registered = tabletalk::test::add<TestTreesOnEngines>();
#include "tst_TreesOnEngines.moc"
