// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/Forest.h"
#include "core/ask/rank/Ranker.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ask;

/// One tree over "a" and "b": a <= 0.5 gives 1; else b <= 2 gives 10, else 20.
static Forest twoLevels()
{
    FeatureSpace space;
    space.findOrAdd("a");
    space.findOrAdd("b");
    return {space, {{{0, 0.5F, 1, 2}, {-1, 1, 0, 0}, {1, 2, 3, 4}, {-1, 10, 0, 0}, {-1, 20, 0, 0}}}};
}

class TestForest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void treesAreWalkedByTheirThresholds()
    {
        const Forest forest = twoLevels();
        QCOMPARE(forest.score(std::vector<float>{0.5F, 9}), 1.0);
        QCOMPARE(forest.score(std::vector<float>{0.6F, 2}), 10.0);
        QCOMPARE(forest.score(std::vector<float>{1, 2.5F}), 20.0);
    }

    void featuresThatAreMissingCountAsNought()
    {
        QCOMPARE(twoLevels().score({}), 1.0);
        QCOMPARE(twoLevels().score(std::vector<float>{1}), 10.0);
    }

    void aForestReadsWhatItWrote()
    {
        const Forest read = Forest::fromText("# a remark\n" + twoLevels().toText());
        QCOMPARE(read.toText(), twoLevels().toText());
        QCOMPARE(read.space().find("b"), 1);
        QCOMPARE(read.score(std::vector<float>{1, 3}), 20.0);
    }

    void damagedTextsGiveAnEmptyForest_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no number") << QByteArray("features a\nx\n");
        QTest::newRow("a child before its parent") << QByteArray("features a\n3 0 1 0 2 -1 1 -1 1\n");
        QTest::newRow("a child that is not there") << QByteArray("features a\n3 0 1 1 3 -1 1 -1 1\n");
        QTest::newRow("an unknown feature") << QByteArray("features a\n3 7 1 1 2 -1 1 -1 1\n");
        QTest::newRow("cut off") << QByteArray("features a\n3 0 1 1 2 -1\n");
        QTest::newRow("too large") << QByteArray("features a\n99999999 -1 1\n");
    }
    void damagedTextsGiveAnEmptyForest()
    {
        QFETCH(QByteArray, text);
        QVERIFY(Forest::fromText(text).isEmpty());
    }

    void rowsDropWhatTheSpaceDoesNotKnow()
    {
        const Forest forest = twoLevels();
        FeatureRow row(forest.space());
        row.add("b", 1.5);
        row.add("c", 7);
        row.add("", "b");
        QCOMPARE(row.values(), (std::vector<float>{0, 2.5F}));
    }

    void equalScoresKeepTheirOrderAndSharesSumToOne()
    {
        const std::vector<Ranked> ranking = byScore({1, 3, 1, 3});
        QCOMPARE(ranking.size(), size_t(4));
        QCOMPARE(ranking[0].candidate, size_t(1));
        QCOMPARE(ranking[1].candidate, size_t(3));
        QCOMPARE(ranking[2].candidate, size_t(0));
        QCOMPARE(ranking[3].candidate, size_t(2));
        double sum = 0;
        for (const Ranked &ranked : ranking)
            sum += ranked.share;
        QVERIFY(qFuzzyCompare(sum, 1.0));
    }
};

static const bool registered = tabletalk::test::add<TestForest>();
#include "tst_Forest.moc"
