// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/BuiltInEmbedder.h"
#include "core/search/Feedback.h"
#include "core/search/Fusion.h"
#include "core/search/PassageIndex.h"
#include "core/search/Subspace.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <cmath>

using namespace tabletalk::search;
using namespace Qt::StringLiterals;

namespace {

PassageIndex indexOf(const QStringList &texts)
{
    PassageIndex index;
    for (qsizetype i = 0; i < texts.size(); ++i)
        index.add(i + 1, countTerms({}, {}, texts[i], u"en"));
    return index;
}

std::vector<qint64> labelsOf(const std::vector<PassageIndex::Found> &found)
{
    std::vector<qint64> labels;
    for (const auto &each : found)
        labels.push_back(each.label);
    return labels;
}

double cosine(const std::vector<float> &a, const std::vector<float> &b)
{
    double sum = 0;
    for (size_t i = 0; i < a.size(); ++i)
        sum += double(a[i]) * b[i];
    return sum;
}

const QStringList vehicles{u"The car has a strong engine and four wheels."_s,
                           u"An automobile with an engine and wheels."_s,
                           u"This automobile needs a garage."_s,
                           u"Park the car in the garage."_s,
                           u"Apples and pears grow on trees."_s,
                           u"Pears are fruit of trees in the orchard."_s,
                           u"An orchard of apples needs water."_s,
                           u"Water the trees in summer."_s};

} // namespace

/// Scores that can be reckoned by hand, and what is learned from passages.
class TestPassageRanking : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Three passages of 2, 3 and 4 words; "flow" is in two of them.
    void aScoreIsWhatTheFormulaSays()
    {
        const PassageIndex index = indexOf({u"flow wing"_s, u"flow flow shock"_s, u"plate heat shock tube"_s});
        const auto found = index.search({{{u"flow"_s}, 1.0}}, 10);
        QCOMPARE(labelsOf(found), (std::vector<qint64>{2, 1}));
        const double idf = std::log(1.0 + (3 - 2 + 0.5) / (2 + 0.5));
        const auto score = [&](double count, double length) {
            const double frequency = count / (1 - 0.75 + 0.75 * length / 3.0);
            return idf * frequency * (1.2 + 1) / (frequency + 1.2);
        };
        QVERIFY(qAbs(found[0].score - score(2, 3)) < 1e-9);
        QVERIFY(qAbs(found[1].score - score(1, 2)) < 1e-9);
    }

    void headingsAndNamesCount()
    {
        PassageIndex index;
        index.add(1, countTerms(u"Manual"_s, u"Warranty"_s, u"Two years from the date of sale."_s, u"en"));
        index.add(2, countTerms(u"Manual"_s, u"Cleaning"_s, u"Cleaning does not end the warranty, whatever is used."_s,
                                u"en"));
        index.add(3, countTerms(u"Warranty"_s, u"Other"_s, u"Ask whoever sold it."_s, u"en"));
        const auto found = index.search({{{u"warranti"_s}, 1.0}}, 10);
        QCOMPARE(found.size(), size_t{3});
        QCOMPARE(found.front().label, 1);
    }

    void whatIsRemovedNeitherCountsNorIsFound()
    {
        PassageIndex index = indexOf({u"flow wing"_s, u"flow shock"_s, u"plate heat"_s, u"flow"_s});
        index.remove(2);
        index.remove(2);
        index.remove(99);
        const PassageIndex without = [] {
            PassageIndex made;
            made.add(1, countTerms({}, {}, u"flow wing"_s, u"en"));
            made.add(3, countTerms({}, {}, u"plate heat"_s, u"en"));
            made.add(4, countTerms({}, {}, u"flow"_s, u"en"));
            return made;
        }();
        for (const bool packed : {false, true}) {
            if (packed)
                index.compact();
            QCOMPARE(index.size(), 3);
            QCOMPARE(index.removed(), packed ? 0 : 1);
            const auto found = index.search({{{u"flow"_s}, 1.0}}, 10);
            const auto expected = without.search({{{u"flow"_s}, 1.0}}, 10);
            QCOMPARE(labelsOf(found), labelsOf(expected));
            for (size_t i = 0; i < found.size(); ++i)
                QCOMPARE(found[i].score, expected[i].score);
        }
    }

    void slipsFindTheWordThatWasMeant()
    {
        const PassageIndex index = indexOf({u"warranty terms"_s, u"warrant officer"_s});
        QCOMPARE(index.similarTerms(u"warrenti"_s, 3).front(), u"warranti"_s);
        QCOMPARE(index.similarTerms(u"zzzzzz"_s, 3).size(), size_t{0});
    }

    void listsAreJoinedByTheirRanks()
    {
        const auto fused = fuse({{{7, 8, 9}, 1.0}, {{9, 7}, 1.0}}, 10);
        QCOMPARE(fused.size(), size_t{3});
        QCOMPARE(fused[0].label, 7);
        QVERIFY(qAbs(fused[0].score - (1.0 / 61 + 1.0 / 62)) < 1e-12);
        QCOMPARE(fused[0].ranks, (std::vector<int>{1, 2}));
        QVERIFY(qAbs(fused[0].shares[0] + fused[0].shares[1] - 1) < 1e-12);
        QCOMPARE(fused[1].label, 9);
        QCOMPARE(fused[2].ranks, (std::vector<int>{2, 0}));
        QCOMPARE(fuse({{{7, 8, 9}, 1.0}}, 2).size(), size_t{2});
    }

    void feedbackAddsWhatTheBestHaveInCommon()
    {
        const std::vector<SoughtWord> query{{{u"car"_s}, 1.0}};
        const auto words = withFeedback(query, {{countTerms({}, {}, u"car engine wheel engine"_s, u"en"), 1.0}});
        double sum = 0;
        for (const SoughtWord &word : words)
            sum += word.weight;
        QVERIFY(qAbs(sum - 1) < 1e-9);
        QCOMPARE(words.front().terms.front(), u"car"_s);
        QVERIFY(words.front().weight > 0.5);
        QVERIFY(std::ranges::any_of(words, [](const SoughtWord &word) { return word.terms.front() == u"engin"_s; }));
        QCOMPARE(withFeedback(query, {}).size(), size_t{1});
    }

    /// Of a matrix with two directions, both are found and stand upright on each other.
    void theSubspaceIsThatOfTheLargestDirections()
    {
        SparseMatrix matrix;
        matrix.columns = 4;
        matrix.rows = {{{0, 3.0F}, {1, 3.0F}}, {{0, 3.0F}, {1, 3.0F}}, {{2, 1.0F}, {3, 1.0F}}, {}};
        const auto basis = dominantSubspace(matrix, 2);
        QCOMPARE(basis.size(), size_t{8});
        // (1, 1, 0, 0) and (0, 0, 1, 0) lie in it.
        for (const auto &direction :
             {std::vector<double>{M_SQRT1_2, M_SQRT1_2, 0, 0}, std::vector<double>{0, 0, 1, 0}}) {
            double length = 0;
            for (size_t column = 0; column < 2; ++column) {
                double part = 0;
                for (size_t row = 0; row < 4; ++row)
                    part += direction[row] * double(basis[row * 2 + column]);
                length += part * part;
            }
            QVERIFY2(qAbs(length - 1) < 1e-4, qPrintable(QString::number(length)));
        }
        QCOMPARE(basis, dominantSubspace(matrix, 2));
    }

    void passagesAboutTheSameAreNearInOtherWords()
    {
        const PassageIndex index = indexOf(vehicles);
        const auto embedder = BuiltInEmbedder::learn(index);
        QVERIFY(embedder);
        const auto of = [&](const QString &text) {
            return embedder->embed(countTerms({}, {}, text, u"en"), BuiltInEmbedder::Unknown::Guessed);
        };
        QVERIFY(qAbs(cosine(of(u"car"_s), of(u"car"_s)) - 1) < 1e-3);
        QVERIFY(cosine(of(u"automobile garage"_s), of(u"car garage"_s)) > cosine(of(u"automobile"_s), of(u"pears"_s)));
        // A word that it does not know is read by its letters.
        QVERIFY(cosine(of(u"automobille"_s), of(u"automobile"_s)) > 0.9);
        QVERIFY(std::ranges::all_of(of(u"xyzzy"_s), [](float each) { return each == 0; }));
    }

    void theEmbedderIsTheSameEachTimeAndAfterStorage()
    {
        const PassageIndex index = indexOf(vehicles);
        const auto one = BuiltInEmbedder::learn(index);
        const auto other = BuiltInEmbedder::learn(indexOf(vehicles));
        QVERIFY(one && other);
        QCOMPARE(one->toBytes(), other->toBytes());
        const auto read = BuiltInEmbedder::fromBytes(one->toBytes());
        QVERIFY(read);
        const TermCounts text = countTerms({}, {}, vehicles[0], u"en");
        QCOMPARE(read->embed(text, BuiltInEmbedder::Unknown::Skipped),
                 one->embed(text, BuiltInEmbedder::Unknown::Skipped));
        QVERIFY(!BuiltInEmbedder::fromBytes(one->toBytes().chopped(1)));
        QVERIFY(!BuiltInEmbedder::fromBytes("nonsense"));
    }

    void aSinglePassageIsEnoughToLearnFrom()
    {
        const auto embedder = BuiltInEmbedder::learn(indexOf({u"Refunds take five days."_s}));
        QVERIFY(embedder);
        const auto vector = embedder->embed(countTerms({}, {}, u"refund"_s, u"en"), BuiltInEmbedder::Unknown::Skipped);
        QVERIFY(qAbs(cosine(vector, vector) - 1) < 1e-3);
        QVERIFY(!BuiltInEmbedder::learn(PassageIndex()));
    }
};

static const bool registered = tabletalk::test::add<TestPassageRanking>();
#include "tst_PassageRanking.moc"
