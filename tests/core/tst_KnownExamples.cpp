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
};

static const bool registered = tabletalk::test::add<TestKnownExamples>();
#include "tst_KnownExamples.moc"
