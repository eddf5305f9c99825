// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/KnownExamples.h"
#include "core/ask/read/QuestionReader.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ask;
using namespace Qt::StringLiterals;

class TestKnownExamples : public QObject
{
    Q_OBJECT

    const KnownExamples m_examples{
        {{u"Which customers ordered more than 3 times?"_s,
          u"SELECT name FROM customers WHERE id IN (SELECT customer FROM orders GROUP BY customer HAVING COUNT(*) > 3)"_s,
          12},
         {u"Revenue by city"_s, u"SELECT city, SUM(total) FROM orders GROUP BY city"_s, 4},
         {u"broken"_s, u"SELECT 'unterminated"_s, 0}},
        Dialect::SQLite};
    const std::vector<QString> m_queries{
        u"SELECT name FROM customers"_s,
        u"SELECT name FROM customers WHERE id IN (SELECT customer FROM orders GROUP BY customer HAVING COUNT(*) > 10)"_s,
        u"SELECT city, SUM(total) FROM orders GROUP BY city"_s};

private Q_SLOTS:
    void aQueryBuiltLikeThatOfTheSameQuestionIsPreferred()
    {
        const auto bonuses =
            m_examples.bonuses(readQuestion(u"Which customers ordered more than 10 times?"), m_queries);
        QCOMPARE(bonuses[0], 0.0);
        QVERIFY(bonuses[1] > 2.5);
        QCOMPARE(bonuses[2], 0.0);
    }

    void aQuestionThatIsOnlyNearSpeaksLess()
    {
        const auto same = m_examples.bonuses(readQuestion(u"revenue by city"), m_queries);
        const auto near = m_examples.bonuses(readQuestion(u"the revenue by city"), m_queries);
        QVERIFY(near[2] > 0);
        QVERIFY(near[2] < same[2]);
    }

    void otherQuestionsAreLeftAlone()
    {
        const auto bonuses = m_examples.bonuses(readQuestion(u"How many orders are late?"), m_queries);
        QCOMPARE(bonuses, std::vector<double>(3));
    }

    void anApprovedQueryIsTheAnswerOfTheVerySameQuestion()
    {
        const KnownExamples examples =
            approved(u"Which customers are VIPs?"_s, u"SELECT name FROM v WHERE total > 9"_s);
        QCOMPARE(examples.approvedQuery(readQuestion(u"which customers are VIPs")),
                 std::optional(u"SELECT name FROM v WHERE total > 9"_s));
        QVERIFY(!examples.approvedQuery(readQuestion(u"Which customers are no VIPs?")));
        QVERIFY(!m_examples.approvedQuery(readQuestion(u"Revenue by city")));
    }

    void aQueryThatDependsOnTheDayItWasAskedIsNotUsedAgain_data()
    {
        QTest::addColumn<QString>("question");
        QTest::addColumn<QString>("sql");
        QTest::addColumn<bool>("isUsed");
        const QString of2019 = u"SELECT COUNT(*) FROM orders WHERE day LIKE '2019-%'"_s;
        QTest::newRow("the year asked for") << u"Orders in 2019"_s << of2019 << true;
        QTest::newRow("a year that was counted") << u"Orders of the year before"_s << of2019 << false;
        QTest::newRow("this month") << u"Orders this month"_s << u"SELECT COUNT(*) FROM orders WHERE month = '11'"_s
                                    << false;
        QTest::newRow("counted by the database")
            << u"Orders of today"_s << u"SELECT COUNT(*) FROM orders WHERE day = DATE('now')"_s << true;
    }

    void aQueryThatDependsOnTheDayItWasAskedIsNotUsedAgain()
    {
        QFETCH(const QString, question);
        QFETCH(const QString, sql);
        QFETCH(const bool, isUsed);
        QCOMPARE(approved(question, sql).approvedQuery(readQuestion(question)).has_value(), isUsed);
    }

    void theNearestApprovedExamplesComeFirst()
    {
        const KnownExamples examples{{{u"Revenue by region"_s, u"SELECT 1"_s, 1, true},
                                      {u"Revenue by city"_s, u"SELECT 2"_s, 1, true},
                                      {u"Revenue by city in spring"_s, u"SELECT 3"_s, 1, false},
                                      {u"Who is the tallest player?"_s, u"SELECT 4"_s, 1, true}},
                                     Dialect::SQLite};
        const auto near = examples.nearest(readQuestion(u"revenue by city"), 3);
        QCOMPARE(near.size(), size_t(2));
        QCOMPARE(near[0].sql, u"SELECT 2"_s);
        QCOMPARE(near[1].sql, u"SELECT 1"_s);
        QCOMPARE(examples.nearest(readQuestion(u"revenue by city"), 1).size(), size_t(1));
    }

private:
    static KnownExamples approved(const QString &question, const QString &sql)
    {
        return {{{question, sql, 1, true}}, Dialect::SQLite};
    }
};

static const bool registered = tabletalk::test::add<TestKnownExamples>();
#include "tst_KnownExamples.moc"
