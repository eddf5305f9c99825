// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/SavedAnswers.h"
#include "tests/ui/WindowFixture.h"
#include "ui/charts/ChartWidget.h"
#include "ui/chat/ResultView.h"
#include "ui/dashboards/DashboardGrid.h"
#include "ui/dashboards/DashboardReport.h"
#include "ui/dashboards/DashboardTile.h"
#include "ui/dashboards/DashboardsWidget.h"
#include "ui/dashboards/PinDialog.h"
#include "ui/dashboards/TileGrid.h"
#include "ui/export/PageWriter.h"
#include "ui/saved/RunView.h"
#include "ui/widgets/Notice.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTextDocument>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject itemJson(int number, const QString &name, const QString &view, const QRect &place)
{
    return {{u"id"_s, idText(number)},   {u"savedQuestionId"_s, idText(100 + number)},
            {u"title"_s, u""_s},         {u"view"_s, view},
            {u"x"_s, place.x()},         {u"y"_s, place.y()},
            {u"width"_s, place.width()}, {u"height"_s, place.height()},
            {u"name"_s, name},           {u"databaseName"_s, u"Shop"_s},
            {u"mine"_s, true},           {u"isPrivate"_s, false}};
}

QJsonObject dashboardJson(const QJsonArray &items, bool mine = true, int minutes = 0)
{
    return {{u"id"_s, idText(50)},
            {u"workspaceId"_s, idText(90)},
            {u"name"_s, u"Sales"_s},
            {u"visibility"_s, u"private"_s},
            {u"refreshMinutes"_s, minutes},
            {u"ownerId"_s, idText(92)},
            {u"ownerName"_s, u"Ada Lovelace"_s},
            {u"mine"_s, mine},
            {u"itemCount"_s, items.size()},
            {u"createdAt"_s, u"2026-05-05T10:15:00Z"_s},
            {u"updatedAt"_s, u"2026-05-05T10:15:00Z"_s},
            {u"items"_s, items}};
}

QJsonArray fourItems()
{
    return {itemJson(1, u"Sales by city"_s, u"chart"_s, {0, 0, 6, 6}),
            itemJson(2, u"Sales by city as a table"_s, u"table"_s, {6, 0, 6, 6}),
            itemJson(3, u"Sales"_s, u"number"_s, {0, 6, 3, 4}), itemJson(4, u"Broken"_s, u"chart"_s, {3, 6, 9, 4})};
}

DashboardItemId itemId(int number)
{
    return DashboardItemId::fromString(idText(number)).value();
}

} // namespace

/// Dashboards: where tiles come to lie, and the panel against fixed answers.
class TestDashboardPanel : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;
    QJsonObject m_dashboard; ///< as the server has it

    void fill(FakeServer &server)
    {
        fillWindow(server);
        server.on(u"dashboards.list"_s, [this](const QJsonObject &) {
            QJsonObject listed = m_dashboard;
            listed[u"items"_s] = QJsonArray();
            return QJsonObject{{u"items"_s, QJsonArray{listed}}};
        });
        const FakeServer::Answer whole = [this](const QJsonObject &) { return m_dashboard; };
        server.on(u"dashboards.read"_s, whole);
        server.on(u"dashboards.update"_s, [this](const QJsonObject &params) {
            for (const QString &field : {u"name"_s, u"visibility"_s, u"refreshMinutes"_s}) {
                if (!params[field].isNull() && !params[field].isUndefined())
                    m_dashboard[field] = params[field];
            }
            return m_dashboard;
        });
        server.on(u"dashboards.arrange"_s, [this](const QJsonObject &params) {
            QJsonArray items = m_dashboard[u"items"_s].toArray();
            const QJsonArray places = params[u"items"_s].toArray();
            for (auto item : items) {
                QJsonObject changed = item.toObject();
                for (const QJsonValue &place : places) {
                    if (place[u"id"_s] != changed[u"id"_s])
                        continue;
                    for (const QString &field : {u"title"_s, u"view"_s, u"x"_s, u"y"_s, u"width"_s, u"height"_s})
                        changed[field] = place[field];
                }
                item = changed;
            }
            m_dashboard[u"items"_s] = items;
            return m_dashboard;
        });
        server.on(u"dashboards.unpin"_s, [this](const QJsonObject &params) {
            QJsonArray items;
            const QJsonArray before = m_dashboard[u"items"_s].toArray();
            for (const QJsonValue &item : before) {
                if (item[u"id"_s] != params[u"id"_s])
                    items.append(item);
            }
            m_dashboard[u"items"_s] = items;
            return m_dashboard;
        });
        server.on(u"savedQuestions.run"_s, [](const QJsonObject &params) {
            const QString id = params[u"id"_s].toString();
            // An answer that cannot be read is a problem of its tile, as any other.
            return id == idText(104) ? QJsonValue(u"broken"_s) : QJsonValue(runJson(id));
        });
    }

    DashboardsWidget *open(WindowFixture &f, const QJsonObject &dashboard)
    {
        m_dashboard = dashboard;
        f.open();
        fill(*f.server);
        f.window().showPanel(u"dashboards"_s);
        const auto wanted = dashboard[u"items"_s].toArray().size();
        const bool isThere = QTest::qWaitFor([&] { return qsizetype(grid(f)->tiles().size()) == wanted; });
        return isThere ? f.find<DashboardsWidget>(u"dashboardsPanel"_s) : nullptr;
    }
    static DashboardGrid *grid(WindowFixture &f) { return f.find<DashboardGrid>(u"dashboardGrid"_s); }
    static QRect placeOf(WindowFixture &f, int number)
    {
        for (const api::DashboardPlace &place : grid(f)->places()) {
            if (place.id == itemId(number))
                return {place.x, place.y, place.width, place.height};
        }
        return {};
    }
    static bool haveRun(WindowFixture &f)
    {
        return std::ranges::all_of(grid(f)->tiles(), [](DashboardTile *tile) {
            return tile->result().run().has_value() || tile->result().hasProblem();
        });
    }

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void cleanupTestCase() { delete m_theme; }

    void tilesMakeRoomAndNeverLieOnEachOther()
    {
        std::vector<PlacedTile> tiles;
        for (int i = 0; i < 12; ++i)
            tiles.push_back({itemId(i + 1), QRect(i % 3 * 4, i / 3 * 3, 4, 3)});
        for (int step = 0; step < 400; ++step) {
            const QRect wanted(step * 7 % 15 - 2, step * 5 % 14 - 1, 1 + step * 3 % 14, 1 + step % 9);
            const auto id = itemId(1 + step * 11 % 12);
            tiles = tile_grid::moved(tiles, id, wanted);
            QCOMPARE(tiles.size(), size_t(12));
            for (size_t i = 0; i < tiles.size(); ++i) {
                const QRect &place = tiles[i].place;
                QVERIFY(place.x() >= 0 && place.y() >= 0 && place.x() + place.width() <= tile_grid::columns);
                QVERIFY(place.width() >= tile_grid::narrowest && place.height() >= tile_grid::lowest);
                for (size_t j = 0; j < i; ++j)
                    QVERIFY(!place.intersects(tiles[j].place));
            }
        }
    }

    void aTileThatIsDroppedOnAnotherChangesPlacesWithIt()
    {
        const std::vector<PlacedTile> tiles{{itemId(1), QRect(0, 0, 6, 4)}, {itemId(2), QRect(0, 4, 6, 4)}};
        const auto after = tile_grid::moved(tiles, itemId(1), QRect(0, 4, 6, 4));
        QCOMPARE(after.at(0), (PlacedTile{itemId(1), QRect(0, 4, 6, 4)}));
        QCOMPARE(after.at(1), (PlacedTile{itemId(2), QRect(0, 0, 6, 4)}));
        QCOMPARE(tile_grid::rowsOf(after), 8);
    }

    void eachTileShowsItsResultOrItsProblem()
    {
        WindowFixture f(*m_theme);
        const auto *panel = open(f, dashboardJson(fourItems()));
        QTRY_VERIFY(haveRun(f));
        f.window().resize(1240, 900);
        const auto tiles = grid(f)->tiles();
        QVERIFY(tiles[0]->findChild<ChartWidget *>()->isVisible());
        QVERIFY(!tiles[0]->findChild<ResultView *>()->isVisible());
        QVERIFY(tiles[1]->findChild<ResultView *>()->isVisible());
        QCOMPARE(tiles[2]->result().chart()->shape, ChartShape::Number);
        QVERIFY(tiles[3]->result().hasProblem());
        QVERIFY(!tiles[1]->result().hasProblem());
        QVERIFY(namelessControls(*panel).isEmpty());
        QVERIFY(f.picture(f.window(), u"dashboard"_s));
    }

    void noMoreThanThreeTilesRunAtOnce()
    {
        WindowFixture f(*m_theme);
        m_dashboard = dashboardJson(fourItems());
        f.open();
        fill(*f.server);
        f.server->hang(u"savedQuestions.run"_s);
        f.window().showPanel(u"dashboards"_s);
        QTRY_COMPARE(f.server->count(u"savedQuestions.run"_s), DashboardsWidget::mostRunning);
        QTest::qWait(50);
        QCOMPARE(f.server->count(u"savedQuestions.run"_s), DashboardsWidget::mostRunning);
        QVERIFY(grid(f)->tiles()[3]->findChild<QLabel *>(u"running"_s)->isVisible());
        QVERIFY(f.picture(f.window(), u"dashboard-loading"_s));
    }

    void tilesAreMovedAndSizedWithTheKeys()
    {
        WindowFixture f(*m_theme);
        open(f, dashboardJson(fourItems()));
        QTRY_VERIFY(haveRun(f));
        DashboardTile *number = grid(f)->tile(itemId(3));
        number->setFocus();
        QTest::keyClick(number, Qt::Key_Down, Qt::ControlModifier);
        QTRY_COMPARE(placeOf(f, 3), QRect(0, 7, 3, 4));
        QTest::keyClick(number, Qt::Key_Down, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(placeOf(f, 3), QRect(0, 7, 3, 5));
        QTest::keyClick(number, Qt::Key_Left, Qt::ControlModifier); // nothing there to go to
        QTRY_COMPARE(f.server->count(u"dashboards.arrange"_s), 2);
        const int ran = f.server->count(u"savedQuestions.run"_s);
        QTest::keyClick(number, Qt::Key_Return);
        QTRY_COMPARE(f.server->count(u"savedQuestions.run"_s), ran + 1);
        QTest::keyClick(number, Qt::Key_Delete);
        QTRY_COMPARE(grid(f)->tiles().size(), size_t(3));
    }

    void tilesAreMovedAndSizedWithTheMouse()
    {
        WindowFixture f(*m_theme);
        open(f, dashboardJson(fourItems()));
        QTRY_VERIFY(haveRun(f));
        DashboardTile *first = grid(f)->tile(itemId(1));
        const auto drag = [](DashboardTile *tile, QPoint from, QPoint by) {
            QTest::mousePress(tile, Qt::LeftButton, {}, from);
            const QPoint at = tile->mapToGlobal(from) + by;
            QMouseEvent move(QEvent::MouseMove, QPointF(from + by), QPointF(at), Qt::LeftButton, Qt::LeftButton, {});
            QApplication::sendEvent(tile, &move);
            QTest::mouseRelease(tile, Qt::LeftButton, {}, from + by);
        };
        drag(first, {60, 12}, {first->width() + 12, 0});
        QTRY_COMPARE(placeOf(f, 1), QRect(6, 0, 6, 6));
        QVERIFY(!placeOf(f, 1).intersects(placeOf(f, 2)));
        const QPoint corner(first->width() - 4, first->height() - 4);
        drag(first, corner, {0, 104});
        QTRY_COMPARE(placeOf(f, 1).height(), 8);
        QTRY_COMPARE(f.server->count(u"dashboards.arrange"_s), 2);
        QCOMPARE(f.server->last(u"dashboards.arrange"_s)[u"items"_s].toArray().size(), 4);
    }

    void aRefusedChangeIsTakenBack()
    {
        WindowFixture f(*m_theme);
        open(f, dashboardJson(fourItems()));
        QTRY_VERIFY(haveRun(f));
        f.server->refuse(u"dashboards.arrange"_s, {{u"code"_s, u"forbidden"_s}, {u"title"_s, u"Not allowed"_s}});
        DashboardTile *number = grid(f)->tile(itemId(3));
        QTest::keyClick(number, Qt::Key_Down, Qt::ControlModifier);
        QTRY_COMPARE(placeOf(f, 3), QRect(0, 6, 3, 4));
        QVERIFY(f.find<DashboardsWidget>(u"dashboardsPanel"_s)->findChild<Notice *>()->isVisible());
    }

    void howATileIsShownIsChosenInItsMenu()
    {
        WindowFixture f(*m_theme);
        auto *panel = open(f, dashboardJson(fourItems()));
        QTRY_VERIFY(haveRun(f));
        DashboardTile *first = grid(f)->tile(itemId(1));
        first->findChild<QAction *>(u"tile.table"_s)->trigger();
        QTRY_VERIFY(first->findChild<ResultView *>()->isVisible());
        panel->askName = [](const QString &, const QString &) { return u"By city"_s; };
        first->findChild<QAction *>(u"tile.rename"_s)->trigger();
        QTRY_COMPARE(first->title(), u"By city"_s);
    }

    void othersDashboardsAreSeenAndNotChanged()
    {
        WindowFixture f(*m_theme);
        QJsonArray items = fourItems();
        QJsonObject hidden = items[0].toObject();
        hidden.remove(u"name"_s);
        hidden[u"mine"_s] = false;
        hidden[u"isPrivate"_s] = true;
        items[0] = hidden;
        open(f, dashboardJson(items, false));
        QTRY_VERIFY(haveRun(f));
        DashboardTile *first = grid(f)->tile(itemId(1));
        QCOMPARE(first->title(), u"A private question"_s);
        QVERIFY(!first->findChild<QPushButton *>(u"tileMenu"_s)->isVisible());
        QTest::keyClick(first, Qt::Key_Right, Qt::ControlModifier);
        QTest::keyClick(first, Qt::Key_Delete);
        QTest::qWait(20);
        QCOMPARE(f.server->count(u"dashboards.arrange"_s) + f.server->count(u"dashboards.unpin"_s), 0);
        QVERIFY(!f.find<QPushButton>(u"deleteDashboard"_s)->isVisible());
        QVERIFY(f.picture(f.window(), u"dashboard-of-others"_s));
    }

    void itFillsTheScreenAndComesBack()
    {
        WindowFixture f(*m_theme);
        auto *panel = open(f, dashboardJson(fourItems()));
        QTRY_VERIFY(haveRun(f));
        QTest::keyClick(panel, Qt::Key_F11);
        QWidget *screen = nullptr;
        const auto tops = QApplication::topLevelWidgets();
        for (QWidget *top : tops) {
            if (top->objectName() == u"dashboardScreen"_s)
                screen = top;
        }
        QVERIFY(screen && screen->isVisible() && screen->isFullScreen());
        QVERIFY(screen->isAncestorOf(grid(f) ? grid(f) : screen->findChild<DashboardGrid *>()));
        auto *inside = screen->findChild<DashboardGrid *>();
        QVERIFY(inside);
        QTest::keyClick(inside->tiles().front(), Qt::Key_Escape);
        QTRY_VERIFY(grid(f));
        QVERIFY(grid(f)->isVisible());
        QVERIFY(!screen->isVisible());
    }

    void itIsWrittenAsPdfWithItsProblems()
    {
        WindowFixture f(*m_theme);
        auto *panel = open(f, dashboardJson(fourItems()));
        QTRY_VERIFY(haveRun(f));
        const QString path = f.directory.filePath(u"sales.pdf"_s);
        QString suggested;
        panel->chooseFile = [&](const QString &name) {
            suggested = name;
            return path;
        };
        f.click(u"saveDashboard"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.startsWith("%PDF"));
        QVERIFY(bytes.size() > 10'000); // the chart is in it
        QCOMPARE(suggested, u"Sales.pdf"_s);

        api::Dashboard dashboard;
        dashboard.name = u"Sales"_s;
        const auto document = dashboardDocument(dashboard, grid(f)->tiles());
        const QString text = document->toPlainText();
        for (const QString &said : {u"Sales by city as a table"_s, u"Paris"_s, u"could not be run"_s})
            QVERIFY2(text.contains(said), qPrintable(said));
        QImage image(QSize(700, 1400), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        document->setTextWidth(image.width());
        drawBlack(*document, painter, QRectF(image.rect()));
        painter.end();
        QVERIFY(image.save(QStringLiteral(TABLETALK_BIN_DIR "/../../screenshots/dashboard-pdf.png")));

        panel->chooseFile = [&](const QString &) { return f.directory.filePath(u"no/such/folder/x.pdf"_s); };
        f.click(u"saveDashboard"_s);
        QVERIFY(panel->findChild<Notice *>()->isVisible());
    }

    void itIsRefreshedByHandAndKeepsItsInterval()
    {
        WindowFixture f(*m_theme);
        open(f, dashboardJson(fourItems()));
        QTRY_VERIFY(haveRun(f));
        QCOMPARE(f.server->count(u"savedQuestions.run"_s), 4);
        f.click(u"refreshDashboard"_s);
        QTRY_COMPARE(f.server->count(u"savedQuestions.run"_s), 8);
        auto *every = f.find<QComboBox>(u"refreshEvery"_s);
        every->setCurrentIndex(every->findData(5));
        Q_EMIT every->activated(every->currentIndex());
        QTRY_COMPARE(f.server->last(u"dashboards.update"_s)[u"refreshMinutes"_s].toInt(), 5);
        auto *timer = f.find<QTimer>(u"refreshTimer"_s);
        QTRY_VERIFY(timer->isActive());
        QCOMPARE(timer->intervalAsDuration(), std::chrono::milliseconds(std::chrono::minutes(5)));
        f.window().showPanel(u"start"_s);
        QTRY_VERIFY(!timer->isActive()); // nobody looks
        f.window().showPanel(u"dashboards"_s);
        QTRY_VERIFY(timer->isActive());
    }

    void noDashboardAndAnEmptyOneSayHowToBegin()
    {
        WindowFixture f(*m_theme);
        auto *panel = open(f, dashboardJson({}));
        QTRY_VERIFY(f.find<QPushButton>(u"deleteDashboard"_s)->isVisible());
        QVERIFY(f.find<QLabel>(u"dashboardEmpty"_s)->text().contains(u"pinned"_s));
        QVERIFY(!f.find<QPushButton>(u"saveDashboard"_s)->isEnabled());
        f.server->on(u"dashboards.list"_s, QJsonObject{{u"items"_s, QJsonArray()}});
        f.window().showPanel(u"start"_s);
        f.window().showPanel(u"dashboards"_s);
        QTRY_VERIFY(f.find<QLabel>(u"dashboardEmpty"_s)->text().contains(u"no dashboard"_s));
        QVERIFY(f.picture(f.window(), u"dashboard-none"_s));
        f.server->on(u"dashboards.create"_s, dashboardJson({}));
        panel->askName = [](const QString &, const QString &) { return u"Sales"_s; };
        f.click(u"newDashboard"_s);
        QTRY_COMPARE(f.find<QComboBox>(u"dashboardChoice"_s)->count(), 1);
    }

    void anAnswerIsSavedAndPinnedToANewDashboard()
    {
        WindowFixture f(*m_theme);
        m_dashboard = dashboardJson({});
        f.open();
        fill(*f.server);
        f.server->on(u"savedQuestions.saveAnswer"_s, savedJson(5, u"Sales by city"_s));
        f.server->on(u"dashboards.create"_s, dashboardJson({}));
        f.server->refuse(u"dashboards.pin"_s, {{u"code"_s, u"limit_reached"_s}, {u"title"_s, u"Full"_s}});
        auto *dialog = new PinDialog(f.desktop->session(), MessageId::fromString(idText(7)).value(), u"Sales by city"_s,
                                     &f.window());
        QSignalSpy pinned(dialog, &PinDialog::pinned);
        dialog->show();
        auto *choice = dialog->findChild<QComboBox *>(u"pinDashboard"_s);
        QTRY_COMPARE(choice->count(), 2);
        choice->setCurrentIndex(1);
        auto *pin = dialog->findChild<QPushButton *>(u"pin"_s);
        QVERIFY(!pin->isEnabled());
        dialog->findChild<QLineEdit *>(u"pinNewName"_s)->setText(u"New"_s);
        QVERIFY(f.picture(*dialog, u"dashboard-pin"_s));
        QTest::mouseClick(pin, Qt::LeftButton);
        QTRY_VERIFY(dialog->findChild<Notice *>()->isVisible());
        f.server->on(u"dashboards.pin"_s, dashboardJson({}));
        QTest::mouseClick(pin, Qt::LeftButton); // goes on where it failed
        QTRY_COMPARE(pinned.count(), 1);
        QCOMPARE(f.server->count(u"savedQuestions.saveAnswer"_s), 1);
        QCOMPARE(f.server->count(u"dashboards.create"_s), 1);
        QCOMPARE(f.server->last(u"dashboards.create"_s)[u"workspaceId"_s].toString(), idText(90));
        QCOMPARE(f.server->last(u"dashboards.pin"_s)[u"savedQuestionId"_s].toString(), idText(5));
    }
};

static const bool registered = tabletalk::test::add<TestDashboardPanel>();
#include "tst_DashboardPanel.moc"
