// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/Report.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <cmath>

using namespace tabletalk;
using namespace tabletalk::evaluation;
using namespace Qt::StringLiterals;

namespace {

Outcome outcomeOf(const QString &hardness, Match match, std::optional<int> rank)
{
    Outcome outcome;
    outcome.question.hardness = hardness;
    outcome.question.databaseId = u"shop"_s;
    outcome.goldRows = 1;
    outcome.sql = u"SELECT 1"_s;
    outcome.rows = 1;
    outcome.match = match;
    outcome.rank = rank;
    return outcome;
}

constexpr Match exact{true, true, true};
constexpr Match turned{false, true, true};
constexpr Match wrong{};

} // namespace

/// What is said of many outcomes together.
class TestEvaluationReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outcomesAreCountedByHardnessTheEasyOnesFirst()
    {
        const Report report = summarise({outcomeOf(u"odd"_s, wrong, 4), outcomeOf(u"extra"_s, exact, 1),
                                         outcomeOf(u"easy"_s, turned, 1), outcomeOf(u"easy"_s, wrong, std::nullopt)},
                                        true);
        QCOMPARE(report.byHardness.size(), size_t(3));
        QCOMPARE(report.byHardness[0].name, u"easy"_s);
        QCOMPARE(report.byHardness[1].name, u"extra"_s);
        QCOMPARE(report.byHardness[2].name, u"odd"_s);
        QCOMPARE(report.byHardness[0].scores.inAnyColumns, 1);
        QCOMPARE(report.byHardness[0].scores.exact, 0);
        QCOMPARE(report.overall.questions, 4);
        QCOMPARE(report.overall.withinOne, 2);
        QCOMPARE(report.overall.withinThree, 2);
        QCOMPARE(report.overall.withinTen, 3);
        QCOMPARE(report.overall.precision(), 0.25);
        QCOMPARE(report.byDatabase.size(), size_t(1));
        QCOMPARE(report.failures.size(), size_t(2));
    }

    void whatHasNoAnswerIsAFailureAndNotImprecise()
    {
        Outcome unanswered = outcomeOf(u"easy"_s, wrong, std::nullopt);
        unanswered.sql.clear();
        unanswered.rows.reset();
        const Report report = summarise({unanswered, outcomeOf(u"easy"_s, exact, 1)}, true);
        QCOMPARE(report.overall.answered, 1);
        QCOMPARE(report.overall.ran, 1);
        QCOMPARE(report.overall.precision(), 1.0);
        QCOMPARE(report.overall.share(report.overall.exact), 0.5);
        QCOMPARE(report.calibration.all().answers, 1);
        QCOMPARE(report.failures.size(), size_t(1));
    }

    void anEmptyGoldResultDoesNotCountAsNotEmpty()
    {
        Outcome byAccident = outcomeOf(u"easy"_s, exact, 1);
        byAccident.goldRows = 0;
        const Report report = summarise({byAccident, outcomeOf(u"easy"_s, wrong, std::nullopt)}, true);
        QCOMPARE(report.overall.exact, 1);
        QCOMPARE(report.overall.notEmpty, 1);
        QCOMPARE(report.overall.exactOfNotEmpty(), 0.0);
    }

    void questionsWithoutAGoldResultAreLeftOut()
    {
        Outcome broken = outcomeOf(u"easy"_s, wrong, std::nullopt);
        broken.goldRows.reset();
        const Report report = summarise({broken}, true);
        QCOMPARE(report.leftOut, 1);
        QCOMPARE(report.overall.questions, 0);
        QVERIFY(report.failures.empty());
    }

    void failuresAreKeptOnlyWhenTheyMayBeSeen()
    {
        const Report report = summarise({outcomeOf(u"easy"_s, wrong, std::nullopt)}, false);
        QCOMPARE(report.overall.questions, 1);
        QVERIFY(report.failures.empty());
    }

    void timesAreToldByTheirMiddleAndTheirUpperEnd()
    {
        std::vector<Outcome> outcomes;
        for (int i = 0; i < 100; ++i) {
            outcomes.push_back(outcomeOf(u"easy"_s, exact, 1));
            outcomes.back().milliseconds = 100 - i;
        }
        const Report report = summarise(std::move(outcomes), true);
        QCOMPARE(report.medianMs, 51.0);
        QCOMPARE(report.p95Ms, 96.0);
    }

    void confidenceIsHeldAgainstWhatWasRight()
    {
        Calibration calibration;
        for (int i = 0; i < 10; ++i)
            calibration.add(0.75, i < 5); // promises 75 of 100 and keeps 50
        for (int i = 0; i < 10; ++i)
            calibration.add(0.9, i < 9);
        calibration.add(1.0, true);
        QCOMPARE(calibration.bins()[7].answers, 10);
        QCOMPARE(calibration.bins()[7].shareRight(), 0.5);
        QCOMPARE(calibration.bins()[9].answers, 11);
        QCOMPARE(calibration.sureOnes().answers, 11);
        QCOMPARE(calibration.sureOnes().right, 10);
        // 2.5 answers too many of the first ten; ten of the others were promised as they came.
        QVERIFY(std::abs(calibration.expectedError() - 2.5 / 21) < 1e-9);
    }
};

static const bool registered = tabletalk::test::add<TestEvaluationReport>();
#include "tst_EvaluationReport.moc"
