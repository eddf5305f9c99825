// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/Communities.h"
#include "core/diagram/Diagram.h"
#include "core/diagram/Layers.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <random>

using namespace tabletalk;

namespace {

constexpr double rowY = 45; ///< in every box

/// A schema such as there are: modules whose tables refer to each other, some to any other, many to the first few, and
/// now and then a table that refers to nothing.
DiagramInput modulesOf(int tables, unsigned seed)
{
    constexpr int module = 25;
    std::mt19937 random(seed);
    const auto below = [&](int end) { return int(random() % unsigned(end)); };
    DiagramInput input;
    for (int i = 0; i < tables; ++i)
        input.boxes.push_back(QSizeF(140 + below(80), 60 + 20 * below(4)));
    for (int i = 0; i < tables; ++i) {
        const int joins = i % 13 == 5 ? 0 : 1 + below(3);
        for (int k = 0; k < joins; ++k) {
            const int dice = below(100);
            const int to = dice < 70 ? i / module * module + below(module / 3) : dice < 85 ? below(tables) : below(6);
            if (to < tables)
                input.joins.push_back({i, to, rowY, 17});
        }
    }
    return input;
}

DiagramInput starOf(int tables)
{
    DiagramInput input;
    input.boxes.assign(size_t(tables), QSizeF(160, 80));
    for (int i = 1; i < tables; ++i)
        input.joins.push_back({i, 0, rowY, 17});
    return input;
}

/// Each refers to the next, and the last to the first.
DiagramInput ringOf(int tables)
{
    DiagramInput input;
    input.boxes.assign(size_t(tables), QSizeF(160, 80));
    for (int i = 0; i < tables; ++i)
        input.joins.push_back({i, (i + 1) % tables, rowY, 17});
    return input;
}

QRectF boxOf(const DiagramInput &input, const DiagramPlan &plan, size_t box)
{
    return {plan.places[box], input.boxes[box]};
}

int overlaps(const DiagramInput &input, const DiagramPlan &plan)
{
    int count = 0;
    for (size_t i = 0; i < input.boxes.size(); ++i) {
        for (size_t j = 0; j < i; ++j)
            count += boxOf(input, plan, i).intersects(boxOf(input, plan, j)) ? 1 : 0;
    }
    return count;
}

/// What is wrong with the lines: ends that are not at their boxes, slanted parts, parts that run through a box.
QStringList faultsOf(const DiagramInput &input, const DiagramPlan &plan)
{
    QStringList faults;
    for (size_t i = 0; i < input.joins.size(); ++i) {
        const DiagramJoin &join = input.joins[i];
        const auto &route = plan.routes[i];
        const QString name = QStringLiteral("join %1").arg(i);
        if (route.size() < 2) {
            faults << name + QStringLiteral(" has no line");
            continue;
        }
        const auto isAtSide = [](const QRectF &box, QPointF point, double y) {
            return qAbs(point.y() - box.top() - y) < 0.01
                   && (qAbs(point.x() - box.left()) < 0.01 || qAbs(point.x() - box.right()) < 0.01);
        };
        if (!isAtSide(boxOf(input, plan, size_t(join.from)), route.front(), join.fromY)
            || !isAtSide(boxOf(input, plan, size_t(join.to)), route.back(), join.toY))
            faults << name + QStringLiteral(" does not end at its boxes");
        for (size_t k = 0; k + 1 < route.size(); ++k) {
            const QPointF a = route[k];
            const QPointF b = route[k + 1];
            if (qAbs(a.x() - b.x()) > 0.01 && qAbs(a.y() - b.y()) > 0.01)
                faults << name + QStringLiteral(" is slanted");
            const QRectF part(QPointF(qMin(a.x(), b.x()), qMin(a.y(), b.y())),
                              QSizeF(qAbs(a.x() - b.x()) + 0.01, qAbs(a.y() - b.y()) + 0.01));
            for (size_t box = 0; box < input.boxes.size(); ++box) {
                if (boxOf(input, plan, box).adjusted(1, 1, -1, -1).intersects(part))
                    faults << name + QStringLiteral(" runs through box %1").arg(box);
            }
        }
    }
    return faults;
}

} // namespace

/// Arranging tables and their joins.
class TestDiagram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boxesNeverOverlapAndLinesNeverRunThroughThem_data()
    {
        QTest::addColumn<int>("tables");
        QTest::addColumn<unsigned>("seed");
        for (const int tables : {1, 2, 7, 30, 37, 120, 500})
            QTest::addRow("%d tables", tables) << tables << unsigned(tables);
        for (unsigned seed = 1; seed < 12; ++seed)
            QTest::addRow("seed %u", seed) << 90 << seed;
    }
    void boxesNeverOverlapAndLinesNeverRunThroughThem()
    {
        QFETCH(int, tables);
        QFETCH(unsigned, seed);
        const DiagramInput input = modulesOf(tables, seed);
        const DiagramPlan plan = arrangeDiagram(input);
        QCOMPARE(overlaps(input, plan), 0);
        QCOMPARE(faultsOf(input, plan), QStringList());
        for (size_t i = 0; i < input.boxes.size(); ++i)
            QVERIFY(plan.area.contains(boxOf(input, plan, i)));
    }

    void starsAndRingsAndSelfReferencesAreArrangedToo()
    {
        DiagramInput self = ringOf(3);
        self.joins.push_back({1, 1, rowY, 17});
        for (const DiagramInput &input : {starOf(300), ringOf(2), ringOf(80), self, DiagramInput()}) {
            const DiagramPlan plan = arrangeDiagram(input);
            QCOMPARE(overlaps(input, plan), 0);
            QCOMPARE(faultsOf(input, plan), QStringList());
        }
    }

    void aTableThatAllReferToDoesNotMakeATower()
    {
        const DiagramPlan plan = arrangeDiagram(starOf(300));
        QVERIFY2(plan.area.height() < 2 * plan.area.width(), qPrintable(QString::number(plan.area.height())));
        QVERIFY2(plan.area.width() < 4 * plan.area.height(), qPrintable(QString::number(plan.area.width())));
    }

    void whatIsReferredToStandsAtTheLeft()
    {
        DiagramInput input;
        input.boxes.assign(3, QSizeF(160, 80));
        input.joins = {{2, 1, rowY, 17}, {1, 0, rowY, 17}};
        const DiagramPlan plan = arrangeDiagram(input);
        QVERIFY(plan.places[0].x() < plan.places[1].x());
        QVERIFY(plan.places[1].x() < plan.places[2].x());
    }

    void theSameInputIsArrangedAlike()
    {
        const DiagramInput input = modulesOf(300, 5);
        const DiagramPlan one = arrangeDiagram(input);
        const DiagramPlan other = arrangeDiagram(input);
        QVERIFY(one.places == other.places);
        QVERIFY(one.routes == other.routes);
        QVERIFY(one.groups == other.groups);
    }

    void orderedLayersCrossFarLessThanThoseInAnyOrder()
    {
        qint64 ordered = 0;
        qint64 random = 0;
        for (unsigned seed = 1; seed <= 8; ++seed) {
            std::mt19937 dice(seed);
            Layers layers = layersOf(modulesOf(60, seed), 800);
            for (auto &layer : layers.order)
                std::shuffle(layer.begin(), layer.end(), dice);
            random += crossingsOf(layers);
            orderLayers(layers);
            ordered += crossingsOf(layers);
        }
        QVERIFY2(ordered * 3 < random, qPrintable(QStringLiteral("%1 against %2").arg(ordered).arg(random)));
    }

    void crossingsAreCounted()
    {
        Layers layers;
        layers.nodes = {{0, -1, 0}, {1, -1, 0}, {2, -1, 1}, {3, -1, 1}};
        layers.links = {{0, 3, 0, 0}, {1, 2, 0, 0}, {0, 2, 0, 0}};
        layers.order = {{0, 1}, {2, 3}};
        QCOMPARE(crossingsOf(layers), 1);
        orderLayers(layers);
        QCOMPARE(crossingsOf(layers), 0);
    }

    void modulesComeApartIntoTheirCommunities()
    {
        std::vector<std::pair<int, int>> edges;
        for (int clique = 0; clique < 4; ++clique) {
            for (int a = 0; a < 6; ++a) {
                for (int b = 0; b < a; ++b)
                    edges.emplace_back(clique * 6 + a, clique * 6 + b);
            }
            edges.emplace_back(clique * 6, (clique + 1) % 4 * 6);
        }
        const std::vector<int> communities = communitiesOf(24, edges);
        for (int node = 0; node < 24; ++node)
            QCOMPARE(communities[size_t(node)], node / 6);
        QCOMPARE(connectedParts(26, edges),
                 std::vector<int>({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2}));
    }

    void manyTablesAreArrangedInTime_data()
    {
        QTest::addColumn<int>("tables");
        QTest::addColumn<int>("mostMs");
        QTest::newRow("500") << 500 << 2'000;
        QTest::newRow("2,000") << 2'000 << 8'000; // also where nothing is optimised, on a busy machine
    }
    void manyTablesAreArrangedInTime()
    {
        QFETCH(int, tables);
        QFETCH(int, mostMs);
        const DiagramInput input = modulesOf(tables, 3);
        QElapsedTimer timer;
        timer.start();
        const DiagramPlan plan = arrangeDiagram(input);
        QVERIFY2(timer.elapsed() < mostMs, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(plan.places.size(), input.boxes.size());
        QCOMPARE(overlaps(input, plan), 0);
    }

    void whatIsStoppedEndsAtOnce()
    {
        std::stop_source stop;
        stop.request_stop();
        QElapsedTimer timer;
        timer.start();
        arrangeDiagram(modulesOf(2'000, 3), stop.get_token());
        QVERIFY(timer.elapsed() < 500);
    }
};

static const bool registered = tabletalk::test::add<TestDiagram>();
#include "tst_Diagram.moc"
