// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/say/AnswerExplanation.h"
#include "core/sql/StatementOutline.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <algorithm>

using namespace tabletalk;
using namespace tabletalk::ask;
using namespace Qt::StringLiterals;

/// What a person is told of a query, whoever wrote it.
class TestAnswerExplanation : public QObject
{
    Q_OBJECT

    static QStringList linesUnder(const QString &sql, const QString &heading, Dialect dialect = Dialect::SQLite)
    {
        ExplainedAnswer answer;
        answer.sql = sql;
        answer.dialect = dialect;
        const auto parts = explainAnswer(answer);
        const auto found = std::ranges::find(parts, heading, &ExplanationPart::heading);
        return found == parts.end() ? QStringList() : found->lines;
    }

private Q_SLOTS:
    void tablesAndJoinsAreNamed()
    {
        const QString sql = u"SELECT c.name, SUM(o.total) AS spent FROM customers c LEFT JOIN orders AS o ON "
                            "o.customer_id = c.id GROUP BY c.name"_s;
        QCOMPARE(linesUnder(sql, u"What is read"_s), QStringList{u"The tables read are customers and orders."_s});
        const QStringList joins = linesUnder(sql, u"To each row of customers c comes"_s);
        QCOMPARE(joins.size(), 1);
        QVERIFY2(joins.front().startsWith(u"orders AS o, where o.customer_id = c.id;"), qPrintable(joins.front()));
        QVERIFY(joins.front().contains(u"stay"));
    }

    void conditionsAreSaidInWords_data()
    {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<QStringList>("lines");
        QTest::newRow("equal") << u"city = 'Lima'"_s << QStringList{u"city is ‘Lima’"_s};
        QTest::newRow("two") << u"city <> 'Lima' AND total >= 10"_s
                             << QStringList{u"city is not ‘Lima’"_s, u"total is at least 10"_s};
        QTest::newRow("between") << u"total BETWEEN 1 AND 5 AND city IS NOT NULL"_s
                                 << QStringList{u"total is from 1 to 5, both included"_s, u"city is not empty"_s};
        QTest::newRow("like") << u"name LIKE '%an%' AND city LIKE 'L%'"_s
                              << QStringList{u"name contains ‘an’"_s, u"city begins with ‘L’"_s};
        QTest::newRow("in") << u"id IN (1, 2)"_s << QStringList{u"id is one of (1, 2)"_s};
        QTest::newRow("either stays as written")
            << u"city = 'Lima' OR total > 5"_s << QStringList{u"city = 'Lima' OR total > 5"_s};
        QTest::newRow("a quote inside stays as written")
            << u"name = 'O''Hara'"_s << QStringList{u"name is 'O''Hara'"_s};
        QTest::newRow("a query stays as written")
            << u"id IN (SELECT id FROM x WHERE a = 1)"_s << QStringList{u"id IN (SELECT id FROM x WHERE a = 1)"_s};
        QTest::newRow("a comment is not read")
            << u"city = 'Lima' -- AND total > 5"_s << QStringList{u"city is ‘Lima’"_s};
    }
    void conditionsAreSaidInWords()
    {
        QFETCH(QString, condition);
        QFETCH(QStringList, lines);
        QCOMPARE(linesUnder(QString(u"SELECT * FROM t WHERE "_s + condition), u"Only rows where"_s), lines);
    }

    void figuresGroupsOrderAndLimitAreSaid()
    {
        const QString sql = u"SELECT city, COUNT(*) AS n, COUNT(DISTINCT name), AVG(age) FROM customers GROUP BY city "
                            "HAVING COUNT(*) > 2 ORDER BY n DESC, city LIMIT 10 OFFSET 5"_s;
        QCOMPARE(linesUnder(sql, u"Shown"_s),
                 (QStringList{u"city"_s, u"how many rows, called ‘n’"_s, u"how many different values of name"_s,
                              u"the average of age"_s}));
        QCOMPARE(linesUnder(sql, u"One row for each"_s), QStringList{u"city"_s});
        QCOMPARE(linesUnder(sql, u"And of these only where"_s), QStringList{u"COUNT(*) is more than 2"_s});
        QCOMPARE(linesUnder(sql, u"Order and number"_s),
                 (QStringList{u"by n, the greatest first"_s, u"by city, the least first"_s,
                              u"the first 5 are passed over"_s, u"at most 10 rows"_s}));
        QCOMPARE(linesUnder(u"SELECT TOP 3 [a b] FROM dbo.[my table]"_s, u"Order and number"_s, Dialect::SqlServer),
                 QStringList{u"at most 3 rows"_s});
        QCOMPARE(linesUnder(u"SELECT TOP 3 [a b] FROM dbo.[my table]"_s, u"What is read"_s, Dialect::SqlServer),
                 QStringList{u"The table read is dbo.my table."_s});
    }

    void whatIsReadInsideIsNamedToo()
    {
        const auto outline = sql::outlineOf(
            u"WITH big AS (SELECT id FROM orders WHERE total > 9) SELECT name FROM customers, big WHERE id IN (SELECT "
            "customer_id FROM visits) AND EXTRACT(YEAR FROM born) > 1990 UNION SELECT name FROM staff",
            Dialect::PostgreSQL);
        QVERIFY(outline);
        QCOMPARE(outline->tables, (std::vector<QString>{u"orders"_s, u"customers"_s, u"visits"_s, u"staff"_s}));
        QCOMPARE(outline->commonTables, std::vector<QString>{u"big"_s});
        QCOMPARE(outline->subqueries, 1);
        QVERIFY(outline->combined);
        QCOMPARE(outline->outputs.front().expression, u"name"_s);
    }

    void twoCallsAreNoSingleFigure()
    {
        QCOMPARE(linesUnder(u"SELECT SUM(a) / SUM(b) AS ratio FROM t"_s, u"Shown"_s),
                 QStringList{u"SUM(a) / SUM(b), called ‘ratio’"_s});
    }

    void whatCannotBeTakenApartSaysNoMoreThanIsKnown_data()
    {
        QTest::addColumn<QString>("sql");
        for (const char *sql : {"", "SELECT 'open", "SELECT", "FROM", "SELECT * FROM", "SELECT FROM WHERE GROUP BY",
                                ") ( SELECT", "WITH a AS (", "SELECT * FROM a JOIN", "SELECT x FROM t ORDER BY DESC",
                                "SELECT * FROM t WHERE NOT", "SELECT * FROM t WHERE a BETWEEN", "VALUES (1)"})
            QTest::newRow(sql[0] == '\0' ? "nothing" : sql) << QString::fromLatin1(sql);
    }
    void whatCannotBeTakenApartSaysNoMoreThanIsKnown()
    {
        QFETCH(QString, sql);
        ExplainedAnswer answer;
        answer.sql = sql;
        answer.rowCount = 1;
        const auto parts = explainAnswer(answer);
        const ExplanationPart rows{u"What came of it"_s, {u"One row came of it."_s}};
        QVERIFY(std::ranges::find(parts, rows) != parts.end());
    }

    void doubtsAreSaid()
    {
        ExplainedAnswer answer;
        answer.sql = u"SELECT 1"_s;
        answer.understood = u"The number one."_s;
        answer.confidence = 0.42;
        answer.unusedWords = {u"blue"_s, u"moon"_s};
        answer.otherMeanings = {u"the number two"_s};
        answer.rowCount = 1200;
        answer.truncated = true;
        const auto parts = explainAnswer(answer);
        QCOMPARE(parts.front(), (ExplanationPart{u"What was understood"_s, {u"The number one."_s}}));
        const QStringList last = parts.back().lines;
        QVERIFY2(last[0].startsWith(u"Unsure") && last[0].contains(u"42"), qPrintable(last[0]));
        QVERIFY2(last[1].contains(u"‘blue’ and ‘moon’"), qPrintable(last[1]));
        QVERIFY2(last[2].contains(u"the number two"), qPrintable(last[2]));
        const auto rows = std::ranges::find(parts, u"What came of it"_s, &ExplanationPart::heading);
        QVERIFY(rows != parts.end() && rows->lines.front().contains(u"limit"));
    }
};

static const bool registered = tabletalk::test::add<TestAnswerExplanation>();
#include "tst_AnswerExplanation.moc"
