// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/FakeDatabases.h"
#include "tests/ui/SampleWindow.h"
#include "tests/ui/WindowFixture.h"
#include "ui/connections/DatabaseCatalog.h"
#include "ui/connections/diagram/DiagramModel.h"
#include "ui/connections/diagram/DiagramTab.h"
#include "ui/connections/diagram/DiagramView.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QStackedWidget>
#include <QTabWidget>

#include <ctime>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int diagramTab = 2;
constexpr int longWait = 20'000; ///< of one that has to be arranged while others use the machine

/// Milliseconds that this thread has worked so far.
double workedMs()
{
    timespec worked{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &worked);
    return double(worked.tv_sec) * 1e3 + double(worked.tv_nsec) / 1e6;
}

/// A database with that many tables, in modules of 25, most of which refer to others.
QString makeDatabase(const QString &path, int tables)
{
    QString problem;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"made"_s);
        database.setDatabaseName(path);
        if (!database.open())
            return database.lastError().text();
        database.transaction();
        for (int i = 0; i < tables && problem.isEmpty(); ++i) {
            const int parent = i / 25 * 25 + i % 25 / 4;
            const QString up = u"REFERENCES module%1_table%2(id)"_s.arg(i / 25).arg(parent);
            QSqlQuery query(database);
            const bool made =
                query.exec(u"CREATE TABLE module%1_table%2 (id INTEGER PRIMARY KEY, name TEXT, created_on DATE, "
                           "parent_id INTEGER %3, owner_id INTEGER %4)"_s.arg(i / 25)
                               .arg(i)
                               .arg(i % 25 == 0 ? QString() : up)
                               .arg(i == 0 || i % 6 != 0 ? QString() : u"REFERENCES module0_table0(id)"_s));
            if (!made)
                problem = query.lastError().text();
        }
        database.commit();
    }
    QSqlDatabase::removeDatabase(u"made"_s);
    return problem;
}

} // namespace

/// The picture of all tables of a database.
class TestSchemaDiagram : public QObject
{
    Q_OBJECT

    struct Fixture : WindowFixture
    {
        explicit Fixture(Theme &windowTheme, int tables)
            : WindowFixture(windowTheme)
            , databases(tables)
        {
            databases.serve(*server);
        }
        bool openDiagram()
        {
            open();
            window().showPanel(u"connections"_s);
            auto *list = find<QListView>(u"databases"_s);
            if (!QTest::qWaitFor([&] { return list->model()->rowCount() == 2; }))
                return false;
            list->setCurrentIndex(list->model()->index(1, 0));
            QSignalSpy arranged(tab(), &DiagramTab::arranged);
            find<QTabWidget>(u"databaseTabs"_s)->setCurrentIndex(diagramTab);
            return arranged.size() > 0 || arranged.wait(longWait);
        }
        DiagramTab *tab() { return window().findChild<DiagramTab *>(); }
        DiagramView *view() { return window().findChild<DiagramView *>(); }
        QListView *list() { return find<QListView>(u"diagramList"_s); }

        FakeDatabases databases;
    };

    Theme *m_theme = nullptr;

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
    }
    void cleanupTestCase() { delete m_theme; }

    void tablesAndJoinsAreDrawnAndListed()
    {
        Fixture f(*m_theme, 40);
        QVERIFY(f.openDiagram());
        QCOMPARE(f.view()->picture().shapes.size(), size_t(40));
        QVERIFY(f.view()->picture().lines.size() > 30);
        QCOMPARE(f.list()->model()->rowCount(), 40);
        QVERIFY(f.view()->shownArea().contains(f.view()->picture().rectOf(0)));
        const QString spoken = f.list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.contains(u"joined with"_s), qPrintable(spoken));
        QVERIFY(f.picture(f.window(), u"diagram"_s));
        QCOMPARE(namelessControls(f.window()), QStringList());
    }

    void typingANameBringsItsTableToTheMiddle()
    {
        Fixture f(*m_theme, 400);
        QVERIFY(f.openDiagram());
        QTest::keyClicks(f.find<QLineEdit>(u"diagramSearch"_s), u"invoices_0132"_s);
        QTRY_VERIFY(f.view()->chosen() >= 0);
        const api::DiagramTable *chosen = f.tab()->findChild<DiagramModel *>()->tableAt(f.view()->chosen());
        QCOMPARE(chosen->name, u"invoices_0132"_s);
        const QPoint middle = f.view()->rectOf(f.view()->chosen()).center();
        QVERIFY((middle - f.view()->viewport()->rect().center()).manhattanLength() < 20);
        QVERIFY(f.view()->detail() >= 0.9);
        QCOMPARE(f.list()->model()->rowCount(), 1);
        QVERIFY(f.picture(f.window(), u"diagram-found"_s));
    }

    void aTableOpensInTheExplorerByKeyboardAndByMouse()
    {
        Fixture f(*m_theme, 40);
        QVERIFY(f.openDiagram());
        f.view()->find(4);
        f.view()->setFocus();
        QTest::keyClick(f.view(), Qt::Key_Return);
        QCOMPARE(f.find<QTabWidget>(u"databaseTabs"_s)->currentIndex(), 1);
        QTRY_COMPARE(f.find<QLabel>(u"tableName"_s)->text(), u"finance.orders_0004"_s);
        f.find<QTabWidget>(u"databaseTabs"_s)->setCurrentIndex(diagramTab);
        f.view()->find(9);
        QTest::mouseDClick(f.view()->viewport(), Qt::LeftButton, {}, f.view()->rectOf(9).center());
        QCOMPARE(f.find<QTabWidget>(u"databaseTabs"_s)->currentIndex(), 1);
        QTRY_VERIFY(f.find<QLabel>(u"tableName"_s)->text().endsWith(u"_0009"_s));
    }

    void arrowsGoFromTableToTableAndKeysChangeTheSize()
    {
        Fixture f(*m_theme, 40);
        QVERIFY(f.openDiagram());
        f.view()->setFocus();
        QTest::keyClick(f.view(), Qt::Key_Right);
        const int first = f.view()->chosen();
        QVERIFY(first >= 0);
        QTest::keyClick(f.view(), Qt::Key_Right);
        QVERIFY(f.view()->chosen() != first);
        QCOMPARE(f.list()->currentIndex().row(), f.view()->chosen());
        const double before = f.view()->detail();
        QTest::keyClick(f.view(), Qt::Key_Plus);
        QVERIFY(f.view()->detail() > before);
        QTest::keyClick(f.view(), Qt::Key_Minus);
        QTest::keyClick(f.view(), Qt::Key_Minus);
        QVERIFY(f.view()->detail() < before);
        QTest::keyClick(f.view(), Qt::Key_0);
        QVERIFY(f.view()->shownArea().contains(f.view()->picture().rectOf(0)));
    }

    void onlyNeighboursAreShownWhereThatIsWanted()
    {
        Fixture f(*m_theme, 60);
        QVERIFY(f.openDiagram());
        f.view()->find(21);
        QSignalSpy arranged(f.tab(), &DiagramTab::arranged);
        f.click(u"diagramFocus"_s);
        QVERIFY(arranged.wait(longWait));
        const auto *model = f.tab()->findChild<DiagramModel *>();
        QCOMPARE(f.view()->picture().shapes.size(), model->around(21, 1).size());
        QVERIFY(f.view()->picture().shapes.size() < 20);
        f.find<QSpinBox>(u"diagramDepth"_s)->setValue(2);
        QVERIFY(arranged.wait(longWait));
        QCOMPARE(f.view()->picture().shapes.size(), model->around(21, 2).size());
        QVERIFY(f.picture(f.window(), u"diagram-neighbours"_s));
        f.click(u"diagramFocus"_s);
        QVERIFY(arranged.wait(longWait));
        QCOMPARE(f.view()->picture().shapes.size(), size_t(60));
    }

    void whatIsBeingArrangedIsDroppedWithItsDatabase()
    {
        Fixture f(*m_theme, 40);
        QVERIFY(f.openDiagram());
        QSignalSpy arranged(f.tab(), &DiagramTab::arranged);
        f.server->hang(u"databases.diagram"_s);
        f.click(u"diagramAgain"_s);
        f.tab()->show(ConnectionId::fromString(idText(8)).value()); // another is chosen before that is done
        QVERIFY(!arranged.wait(500));
        QVERIFY(f.view()->picture().shapes.empty());
        QCOMPARE(f.find<QStackedWidget>(u"diagramPages"_s)->currentIndex(), 0);
    }

    void whereABoxWasPutByHandIsRemembered()
    {
        QPointF place;
        {
            Fixture f(*m_theme, 12);
            QVERIFY(f.openDiagram());
            f.view()->find(3);
            const QPoint from = f.view()->rectOf(3).center();
            QTest::mousePress(f.view()->viewport(), Qt::LeftButton, {}, from);
            QTest::mouseMove(f.view()->viewport(), from + QPoint(30, 10));
            QTest::mouseMove(f.view()->viewport(), from + QPoint(60, 40));
            QTest::mouseRelease(f.view()->viewport(), Qt::LeftButton, {}, from + QPoint(60, 40));
            place = f.view()->picture().places[3];
        }
        Fixture again(*m_theme, 12);
        QVERIFY(again.openDiagram());
        QVERIFY((again.view()->picture().places[3] - place).manhattanLength() < 1);
        QSignalSpy arranged(again.tab(), &DiagramTab::arranged);
        again.click(u"diagramAgain"_s);
        QVERIFY(arranged.wait(longWait));
        QVERIFY((again.view()->picture().places[3] - place).manhattanLength() > 10);
    }

    void theDiagramIsSavedAsPictureDrawingAndPage()
    {
        Fixture f(*m_theme, 30);
        QVERIFY(f.openDiagram());
        for (const QString &suffix : {u"png"_s, u"svg"_s, u"pdf"_s}) {
            const QString path = f.directory.filePath(u"diagram."_s + suffix);
            f.tab()->chooseFile = [&](const QString &suggestion, DiagramForm) {
                return suggestion.endsWith(suffix) ? path : QString();
            };
            auto *action = f.tab()->findChild<QAction *>(u"diagramSave."_s + suffix);
            QVERIFY(action);
            action->trigger();
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), 20'000);
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray begin = file.read(400);
            if (suffix == u"png")
                QVERIFY(QImage(path).width() > 500);
            else
                QVERIFY2(begin.contains(suffix == u"svg" ? "<svg" : "%PDF"), begin.constData());
        }
        f.tab()->chooseFile = [](const QString &, DiagramForm) { return u"/nowhere/at/all.png"_s; };
        f.tab()->findChild<QAction *>(u"diagramSave.png"_s)->trigger();
        QTRY_VERIFY(f.find<QWidget>(u"diagramNotice"_s)->isVisible());
    }

    void seventyThousandTablesShowTheFirstAndASearchChoosesWhich()
    {
        Fixture f(*m_theme, 70'000);
        QVERIFY(f.openDiagram());
        QCOMPARE(f.view()->picture().shapes.size(), size_t(2'000));
        QVERIFY(f.find<QWidget>(u"diagramNotice"_s)->isVisible());
        QVERIFY(f.find<QLabel>(u"diagramCount"_s)->text().contains(u"2,000"_s));
        QVERIFY(f.picture(f.window(), u"diagram-70000"_s));
        QSignalSpy arranged(f.tab(), &DiagramTab::arranged);
        QTest::keyClicks(f.find<QLineEdit>(u"diagramSearch"_s), u"_6999"_s);
        QVERIFY(arranged.wait(longWait));
        QCOMPARE(f.server->last(u"databases.diagram"_s).value(u"search"_s).toString(), u"_6999"_s);
        QVERIFY(f.view()->picture().shapes.size() < 100);
    }

    void fiveHundredTablesAreDrawnAtSixtyFramesASecond()
    {
        Fixture f(*m_theme, 500);
        QVERIFY(f.openDiagram());
        // As the screen does it: what moves into view is drawn, and at each other size all of it.
        QImage screen(f.view()->viewport()->size(), QImage::Format_ARGB32_Premultiplied);
        double slowest = 0;
        for (const double detail : {0.1, 0.2, 0.35, 0.6, 1.0, 2.0}) {
            f.view()->zoom(detail / f.view()->detail());
            const double before = workedMs();
            constexpr int frames = 5;
            for (int i = 0; i < frames; ++i)
                f.view()->viewport()->render(&screen);
            const double ms = (workedMs() - before) / frames;
            qInfo("at %.2f a frame takes %.1f ms", detail, ms);
            slowest = std::max(slowest, ms);
        }
        QVERIFY2(slowest < 150, qPrintable(QString::number(slowest))); // nothing is optimised here
    }

    void aSampleIsDrawnFromTheRealServer()
    {
        SampleWindow f(*m_theme);
        QVERIFY(f.openSample());
        f.desktop->window().showPanel(u"connections"_s);
        auto *tab = f.desktop->window().findChild<DiagramTab *>();
        auto *view = f.desktop->window().findChild<DiagramView *>();
        QTRY_VERIFY(f.desktop->catalog().databases().size() == 1);
        f.desktop->navigator().showItem(u"connections"_s, u"diagram"_s);
        QTRY_VERIFY_WITH_TIMEOUT(view->picture().shapes.size() > 5, SampleWindow::longWait);
        QVERIFY(view->picture().lines.size() > 4);
        QVERIFY(tab->isVisible());
        QTest::qWait(100);
        QVERIFY(f.picture(f.desktop->window(), u"diagram-sample"_s));
        tab->findChild<QPushButton *>(u"diagramColumns"_s)->click();
        QSignalSpy arranged(tab, &DiagramTab::arranged);
        QVERIFY(arranged.wait(longWait));
        QVERIFY(f.picture(f.desktop->window(), u"diagram-sample-columns"_s));
    }

    void fiveHundredTablesOfARealDatabaseAreArranged()
    {
        SampleWindow f(*m_theme);
        const QString path = f.directory.filePath(u"large.sqlite"_s);
        QCOMPARE(makeDatabase(path, 500), QString());
        QVERIFY(f.start());
        QTRY_VERIFY_WITH_TIMEOUT(f.desktop->session().isReady(), SampleWindow::longWait);
        std::optional<Result<api::Database>> created;
        api::CreateDatabaseRequest request;
        request.name = u"Large"_s;
        request.url = u"sqlite://"_s + path;
        f.desktop->session().call<api::Database>("databases.create", request, this,
                                                 [&](const Result<api::Database> &answer) { created = answer; });
        QTRY_VERIFY_WITH_TIMEOUT(created, SampleWindow::longWait);
        QVERIFY2(*created, created->has_value() ? "" : qPrintable(created->error().detail));
        f.desktop->catalog().reload();
        QTRY_VERIFY_WITH_TIMEOUT(!f.desktop->catalog().databases().empty()
                                     && DatabaseCatalog::isReady(f.desktop->catalog().databases().front()),
                                 120'000);
        f.desktop->navigator().showDatabase((*created)->id);
        f.desktop->navigator().showItem(u"connections"_s, u"diagram"_s);
        auto *view = f.desktop->window().findChild<DiagramView *>();
        QTRY_COMPARE_WITH_TIMEOUT(view->picture().shapes.size(), size_t(500), SampleWindow::longWait);
        QVERIFY(view->picture().lines.size() > 450);
        QTest::qWait(100);
        QVERIFY(f.picture(f.desktop->window(), u"diagram-500"_s));
    }

    void thePaletteLeadsToDiagrams()
    {
        Fixture f(*m_theme, 40);
        QVERIFY(f.openDiagram());
        f.window().showPanel(u"chat"_s);
        QTest::keyClick(&f.window(), Qt::Key_K, Qt::ControlModifier);
        auto *search = f.find<QLineEdit>(u"paletteField"_s);
        QVERIFY(search);
        QTest::keyClicks(search, u"diagram of ware"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_COMPARE(f.window().currentPanel(), u"connections"_s);
        QCOMPARE(f.find<QTabWidget>(u"databaseTabs"_s)->currentIndex(), diagramTab);
    }

    void theListKeepsItsContract()
    {
        DiagramModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        api::SchemaDiagram diagram;
        diagram.tables.resize(3);
        diagram.tables[0].name = u"a"_s;
        diagram.keys = {{0, 1, {u"x"_s}, {u"id"_s}, false}, {1, 7, {u"x"_s}, {u"id"_s}, false}};
        model.setDiagram(diagram);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.diagram().keys.size(), size_t(1)); // the other leads nowhere
        QCOMPARE(model.around(0, 3), std::vector<int>({0, 1}));
        QCOMPARE(model.neighbours(2).size(), size_t(0));
    }
};

static const bool registered = tabletalk::test::add<TestSchemaDiagram>();
#include "tst_SchemaDiagram.moc"
