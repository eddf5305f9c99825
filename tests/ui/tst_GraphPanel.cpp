// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Tenants.h"
#include "tests/support/TestRunner.h"
#include "tests/ui/FakeDatabases.h"
#include "tests/ui/WindowFixture.h"
#include "ui/graph/ForceLayout.h"
#include "ui/graph/GraphModel.h"
#include "ui/graph/GraphView.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSettings>

#include <cmath>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

struct Name
{
    const char *name;
    const char *kind;
    int mentions;
};

constexpr Name names[] = {{"Northwind Traders Inc.", "organization", 24},
                          {"Halden Foods GmbH", "organization", 11},
                          {"Daniel Okoro", "person", 6},
                          {"Seattle", "place", 3},
                          {"Hamburg", "place", 5},
                          {"Katrin Behrens", "person", 2},
                          {"Edelmarkt", "other", 1},
                          {"ORD-48213", "code", 1},
                          {"GridBox Pro", "product", 4},
                          {"refund policy", "term", 7}};

QJsonObject entity(int index)
{
    const Name &one = names[index];
    return {{u"id"_s, idText(100 + index)},
            {u"name"_s, QString::fromUtf8(one.name)},
            {u"kind"_s, QString::fromUtf8(one.kind)},
            {u"mentions"_s, one.mentions},
            {u"documents"_s, 1 + index % 3}};
}

QJsonObject relation(int from, const QString &label, int to)
{
    return {{u"fromId"_s, idText(100 + from)},
            {u"toId"_s, idText(100 + to)},
            {u"label"_s, label},
            {u"weight"_s, 1.0},
            {u"evidence"_s, 1}};
}

QJsonObject evidence(const QString &sentence)
{
    return {{u"passageId"_s, idText(201)},
            {u"documentId"_s, idText(202)},
            {u"documentName"_s, u"press-release.pdf"_s},
            {u"sourceUrl"_s, QString()},
            {u"page"_s, 2},
            {u"heading"_s, QString()},
            {u"sentence"_s, sentence}};
}

int indexOf(const QJsonObject &params)
{
    return params.value(u"id"_s).toString() == idText(101) ? 1 : 0;
}

QJsonObject neighboursOf(int index)
{
    if (index == 1)
        return {{u"centre"_s, entity(1)},
                {u"entities"_s, QJsonArray{entity(0), entity(4), entity(5), entity(6)}},
                {u"relations"_s, QJsonArray{relation(0, u"acquired"_s, 1), relation(1, u"producer in"_s, 4),
                                            relation(5, u"director of"_s, 1), relation(1, u"supplies"_s, 6)}}};
    return {{u"centre"_s, entity(0)},
            {u"entities"_s, QJsonArray{entity(1), entity(2), entity(3), entity(8), entity(9)}},
            {u"relations"_s,
             QJsonArray{relation(0, u"acquired"_s, 1), relation(2, u"leads"_s, 0), relation(0, u"founded in"_s, 3),
                        relation(0, QString(), 8), relation(0, QString(), 9)}}};
}

QJsonObject detailOf(int index)
{
    const QString sentence = u"Northwind Traders Inc. announced today that it has acquired Halden Foods GmbH."_s;
    return {{u"entity"_s, entity(index)},
            {u"relations"_s, QJsonArray{QJsonObject{{u"relation"_s, relation(0, u"acquired"_s, 1)},
                                                    {u"other"_s, entity(1 - index)},
                                                    {u"evidence"_s, QJsonArray{evidence(sentence)}}}}},
            {u"mentions"_s, QJsonArray{evidence(sentence)}}};
}

} // namespace

/// The panel of names, and what lays out its picture.
class TestGraphPanel : public QObject
{
    Q_OBJECT

private:
    Theme *m_theme = nullptr;
    FakeDatabases m_databases{10};
    bool m_isEmpty = false;

    void fill(FakeServer &server)
    {
        m_databases.serve(server);
        server.on(u"tenant.read"_s,
                  messageWith<api::TenantProfile>({{u"id"_s, idText(2)}, {u"defaultWorkspaceId"_s, idText(5)}}));
        server.on(u"graph.search"_s, FakeServer::Answer([this](const QJsonObject &params) {
                      QJsonArray items;
                      for (int i = 0; !m_isEmpty && i < int(std::size(names)); ++i) {
                          const QString text = params.value(u"text"_s).toString();
                          const QString kind = params.value(u"kind"_s).toString();
                          if (QString::fromUtf8(names[i].name).contains(text, Qt::CaseInsensitive)
                              && (kind.isEmpty() || kind == QLatin1String(names[i].kind)))
                              items.append(entity(i));
                      }
                      return QJsonValue(QJsonObject{{u"items"_s, items}});
                  }));
        server.on(u"graph.neighbours"_s, FakeServer::Answer([](const QJsonObject &params) {
                      return QJsonValue(neighboursOf(indexOf(params)));
                  }));
        server.on(u"graph.entity"_s,
                  FakeServer::Answer([](const QJsonObject &params) { return QJsonValue(detailOf(indexOf(params))); }));
        server.on(u"graph.path"_s,
                  QJsonObject{{u"found"_s, true},
                              {u"entities"_s, QJsonArray{entity(2), entity(0), entity(1)}},
                              {u"relations"_s, QJsonArray{relation(2, u"leads"_s, 0), relation(0, u"acquired"_s, 1)}},
                              {u"evidence"_s, QJsonArray{evidence(u"Daniel Okoro leads Northwind Traders Inc."_s),
                                                         evidence(u"Northwind Traders Inc. acquired Halden Foods."_s)}},
                              {u"note"_s, QString()}});
    }

    static bool open(WindowFixture &f)
    {
        f.open();
        if (!QTest::qWaitFor([&] { return f.server->count(u"databases.list"_s) > 0; }))
            return false;
        f.window().showPanel(u"graph"_s);
        return QTest::qWaitFor([&] { return f.server->count(u"graph.search"_s) > 0; });
    }
    static QListView *results(WindowFixture &f) { return f.find<QListView>(u"graphResults"_s); }
    static GraphView *view(WindowFixture &f) { return f.find<GraphView>(u"graphView"_s); }
    /// Chooses a name among the found ones.
    static bool begin(WindowFixture &f, int row)
    {
        if (!QTest::qWaitFor([&] { return results(f)->model()->rowCount() > row; }))
            return false;
        Q_EMIT results(f)->activated(results(f)->model()->index(row, 0));
        return QTest::qWaitFor([&] { return !view(f)->chosen().isNull(); });
    }
    static QString detailsText(WindowFixture &f)
    {
        QStringList all;
        for (const QLabel *label : f.find<QWidget>(u"graphDetails"_s)->findChildren<QLabel *>())
            all << label->text();
        return all.join(u'\n');
    }

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
        m_isEmpty = false;
    }
    void cleanupTestCase() { delete m_theme; }

    void whereNoDocumentsAreThePanelSaysWhatWouldBeHere()
    {
        m_isEmpty = true;
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        QTRY_VERIFY(f.find<QLabel>(u"graphEmpty"_s)->text().contains(u"Documents"_s));
        QVERIFY(f.find<QLabel>(u"graphEmpty"_s)->isVisible());
        QVERIFY(!f.find<QListView>(u"graphResults"_s)->isVisible());
        QVERIFY(f.picture(f.window(), u"graph-empty"_s));
        QCOMPARE(namelessControls(f.window()).join(u"; "_s), QString());
    }

    void aNameIsChosenItsNeighboursComeAndTheSentencesStandBeside()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        QVERIFY(begin(f, 0));
        auto *list = f.find<QListView>(u"graphList"_s);
        QTRY_COMPARE(list->model()->rowCount(), 6);
        QCOMPARE(f.server->last(u"graph.neighbours"_s).value(u"id"_s).toString(), idText(100));
        QTRY_VERIFY(f.find<QLabel>(u"graphEntityName"_s));
        QVERIFY(detailsText(f).contains(u"announced today"_s));
        QVERIFY(detailsText(f).contains(u"press-release.pdf"_s));
        Q_EMIT view(f)->expandWanted(*EntityId::fromString(idText(101)));
        QTRY_COMPARE(list->model()->rowCount(), 9);
        view(f)->settle();
        QVERIFY(f.picture(f.window(), u"graph"_s));
        QCOMPARE(namelessControls(f.window()).join(u"; "_s), QString());
        f.click(u"graphClear"_s);
        QCOMPARE(list->model()->rowCount(), 0);
        QVERIFY(f.find<QLabel>(u"graphEmpty"_s)->isVisible());
    }

    void theKeyboardWalksFromNameToName()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        QVERIFY(begin(f, 0));
        view(f)->settle();
        QSet<EntityId> seen{view(f)->chosen()};
        for (const int key : {Qt::Key_Right, Qt::Key_Left, Qt::Key_Left, Qt::Key_Up, Qt::Key_Down, Qt::Key_Down}) {
            QTest::keyClick(view(f), Qt::Key(key));
            seen.insert(view(f)->chosen());
        }
        QVERIFY(seen.size() >= 3);
        const int asked = f.server->count(u"graph.neighbours"_s);
        QTest::keyClick(view(f), Qt::Key_Return);
        QTRY_COMPARE(f.server->count(u"graph.neighbours"_s), asked + 1);
        const double before = view(f)->transform().m11();
        QTest::keyClick(view(f), Qt::Key_Plus);
        QVERIFY(view(f)->transform().m11() > before);
        QTest::keyClick(view(f), Qt::Key_Minus);
        QTest::keyClick(view(f), Qt::Key_F);
        QVERIFY(view(f)->transform().m11() <= 1);
    }

    void aClickChoosesAName()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        QVERIFY(begin(f, 0));
        view(f)->settle();
        const EntityId other = *EntityId::fromString(idText(102));
        QTest::mouseClick(view(f)->viewport(), Qt::LeftButton, {}, view(f)->placeOf(other));
        QCOMPARE(view(f)->chosen(), other);
        QTRY_COMPARE(f.server->last(u"graph.entity"_s).value(u"id"_s).toString(), idText(102));
        // And so does the list.
        auto *list = f.find<QListView>(u"graphList"_s);
        list->setCurrentIndex(list->model()->index(1, 0));
        QCOMPARE(view(f)->chosen(), *EntityId::fromString(idText(101)));
    }

    void theWayBetweenTwoNamesIsShownStepByStep()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        QVERIFY(begin(f, 0));
        view(f)->choose(*EntityId::fromString(idText(102)));
        f.click(u"graphWay"_s);
        view(f)->choose(*EntityId::fromString(idText(101)));
        QTRY_VERIFY(f.find<QLabel>(u"graphPathTitle"_s));
        const QJsonObject asked = f.server->last(u"graph.path"_s);
        QCOMPARE(asked.value(u"fromId"_s).toString(), idText(102));
        QCOMPARE(asked.value(u"toId"_s).toString(), idText(101));
        QVERIFY(detailsText(f).contains(u"Daniel Okoro leads"_s));
        view(f)->settle();
        QVERIFY(f.picture(f.window(), u"graph-way"_s));
    }

    void namesAreSearchedByWordsAndKind()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        f.find<QLineEdit>(u"graphSearch"_s)->setText(u"okoro"_s);
        QTRY_COMPARE(results(f)->model()->rowCount(), 1);
        f.find<QLineEdit>(u"graphSearch"_s)->setText(u"nobody"_s);
        QTRY_VERIFY(f.find<QLabel>(u"graphNone"_s)->isVisible());
        f.find<QLineEdit>(u"graphSearch"_s)->clear();
        auto *kind = f.find<QComboBox>(u"graphKind"_s);
        kind->setCurrentIndex(kind->findData(u"place"_s));
        QTRY_COMPARE(results(f)->model()->rowCount(), 2);
    }

    void theModelHoldsABoundedPicture()
    {
        GraphModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        api::GraphNeighbours many;
        many.centre.id = *EntityId::fromString(idText(1));
        for (int i = 2; i < 400; ++i) {
            api::GraphEntity one;
            one.id = *EntityId::fromString(idText(i));
            many.entities.push_back(one);
        }
        QVERIFY(!model.add(many));
        QCOMPARE(model.rowCount(), int(GraphModel::mostNodes));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void theLayoutIsTheSameEachTimeAndKeepsNamesApart()
    {
        const auto laidOut = [] {
            ForceLayout layout;
            for (int i = 0; i < 40; ++i) {
                layout.add(i > 0 ? layout.at(size_t(i) / 3) : QPointF());
                if (i > 0)
                    layout.join(size_t(i), size_t(i) / 3);
            }
            layout.warm();
            int steps = 0;
            while (layout.step())
                ++steps;
            return std::pair(layout, steps);
        };
        const auto [first, steps] = laidOut();
        const auto [second, again] = laidOut();
        QCOMPARE(steps, again);
        QVERIFY(steps > 10 && steps < 400);
        for (size_t i = 0; i < first.size(); ++i) {
            QCOMPARE(first.at(i), second.at(i));
            QVERIFY(std::isfinite(first.at(i).x()) && std::isfinite(first.at(i).y()));
            for (size_t k = i + 1; k < first.size(); ++k) {
                const QPointF between = first.at(i) - first.at(k);
                QVERIFY(std::hypot(between.x(), between.y()) > 30);
            }
        }
    }

    void evidenceLeadsToItsPassage()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        f.open();
        QTRY_VERIFY(f.server->count(u"databases.list"_s) > 0);
        f.window().showPanel(u"graph"_s);
        auto *results = f.find<QListView>(u"graphResults"_s);
        QTRY_VERIFY(results->model()->rowCount() > 0);
        Q_EMIT results->activated(results->model()->index(0, 0));
        QLabel *evidence = nullptr;
        QTRY_VERIFY((evidence = f.find<QLabel>(u"graphEvidence"_s)));
        QVERIFY(evidence->text().contains(u"passage:%1:%2"_s.arg(idText(202), idText(201))));
        Q_EMIT evidence->linkActivated(u"passage:%1:%2"_s.arg(idText(202), idText(201)));
        QTRY_COMPARE(f.server->last(u"documents.read"_s)[u"id"_s].toString(), idText(202));
    }
};

static const bool registered = tabletalk::test::add<TestGraphPanel>();
#include "tst_GraphPanel.moc"
