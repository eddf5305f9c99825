// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "training/ForestTrainer.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace tabletalk;
using namespace tabletalk::training;

namespace {

struct Examples
{
    ask::FeatureSpace space;
    std::vector<std::vector<float>> rows;
    std::vector<bool> right;
    std::vector<int> question;
};

/// Questions with four candidates each, one for each pair of two yes-or-no features; right is the one
/// where just one of both holds in even questions, which a sum of single features cannot tell.
Examples exclusiveOr()
{
    Examples examples;
    for (const char *name : {"first", "second", "noise"})
        examples.space.findOrAdd(name);
    for (int question = 0; question < 200; ++question) {
        for (int candidate = 0; candidate < 4; ++candidate) {
            const bool first = (candidate & 1) != 0;
            const bool second = (candidate & 2) != 0;
            examples.rows.push_back({first ? 1.0F : 0.0F, second ? 1.0F : 0.0F, float((question * 7 + candidate) % 5)});
            examples.right.push_back(first != second);
            examples.question.push_back(question);
        }
    }
    return examples;
}

ask::Forest learn(const Examples &examples, const Loss &loss, std::uint32_t seed = 1)
{
    const BinnedRows binned(examples.rows, examples.space.size());
    const ForestOptions options{.trees = 40, .depth = 3, .rate = 0.3, .featureShare = 1, .seed = seed};
    return {examples.space, growForest(binned, examples.question, loss, options)};
}

} // namespace

class TestForestTrainer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAreCutWhereTheirValuesDiffer()
    {
        const std::vector<std::vector<float>> rows{{0, 3}, {1}, {2, 3}};
        const BinnedRows binned(rows, 2);
        QCOMPARE(binned.rowCount(), size_t(3));
        QCOMPARE(binned.edges(0), (std::vector<float>{0, 1}));
        QCOMPARE(binned.edges(1), (std::vector<float>{0})); // what is missing is 0
        QCOMPARE(binned.binOf(0, 0), 0);
        QCOMPARE(binned.binOf(2, 0), 2);
        QCOMPARE(binned.binOf(1, 1), 0);
        QCOMPARE(binned.binOf(2, 1), 1);
        QCOMPARE(binned.bins(1).size(), size_t(1)); // only what is not 0 is kept
    }

    void manyValuesAreCutIntoBoundedBins()
    {
        std::vector<std::vector<float>> rows;
        for (int i = 0; i < 1000; ++i)
            rows.push_back({float(i)});
        const BinnedRows binned(rows, 1);
        QVERIFY(binned.edges(0).size() < size_t(BinnedRows::mostBins));
        QVERIFY(binned.edges(0).size() > size_t(BinnedRows::mostBins) / 2);
        for (size_t i = 1; i < rows.size(); ++i)
            QVERIFY(binned.binOf(i - 1, 0) <= binned.binOf(i, 0));
    }

    void choosingLearnsWhatNoSingleFeatureTells()
    {
        const Examples examples = exclusiveOr();
        const ask::Forest forest = learn(examples, choiceLoss(examples.question, examples.right));
        for (size_t i = 0; i < examples.rows.size(); i += 4) {
            double worstRight = INFINITY;
            double bestWrong = -INFINITY;
            for (size_t c = i; c < i + 4; ++c) {
                const double score = forest.score(examples.rows[c]);
                double &side = examples.right[c] ? worstRight : bestWrong;
                side = examples.right[c] ? std::min(side, score) : std::max(side, score);
            }
            QVERIFY(worstRight > bestWrong);
        }
    }

    void logisticScoresBecomeShares()
    {
        Examples examples = exclusiveOr();
        // Three of four are right where the first feature holds, none elsewhere.
        for (size_t i = 0; i < examples.rows.size(); ++i)
            examples.right[i] = examples.rows[i][0] > 0 && i % 8 != 1;
        std::iota(examples.question.begin(), examples.question.end(), 0);
        const ask::Forest forest = learn(examples, logisticLoss(examples.right));
        double right = 0;
        double said = 0;
        for (size_t i = 0; i < examples.rows.size(); ++i) {
            right += examples.right[i] ? 1 : 0;
            said += 1 / (1 + std::exp(-forest.score(examples.rows[i])));
        }
        QVERIFY(std::abs(right - said) < 0.05 * right);
    }

    void questionsWithoutARightCandidateTeachNothing()
    {
        Examples examples = exclusiveOr();
        std::fill(examples.right.begin(), examples.right.end(), false);
        const ask::Forest forest = learn(examples, choiceLoss(examples.question, examples.right));
        QCOMPARE(forest.score(examples.rows[0]), forest.score(examples.rows[1]));
    }

    void theSameSeedGrowsTheSameForest()
    {
        const Examples examples = exclusiveOr();
        const Loss loss = choiceLoss(examples.question, examples.right);
        QCOMPARE(learn(examples, loss).toText(), learn(examples, loss).toText());
        QVERIFY(learn(examples, loss).toText() != learn(examples, loss, 2).toText());
    }
};

static const bool registered = tabletalk::test::add<TestForestTrainer>();
#include "tst_ForestTrainer.moc"
