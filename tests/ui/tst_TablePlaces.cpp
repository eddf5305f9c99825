// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/FakeDatabases.h"
#include "tests/ui/WindowFixture.h"
#include "ui/connections/diagram/DiagramModel.h"
#include "ui/connections/diagram/DiagramTab.h"
#include "ui/connections/diagram/DiagramView.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int schemaTab = 1;
constexpr int diagramTab = 2;

} // namespace

/// One table in its three places: the schema, the diagram, and a question about it.
class TestTablePlaces : public QObject
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
        bool openDatabase()
        {
            open();
            window().showPanel(u"connections"_s);
            auto *known = find<QListView>(u"databases"_s);
            if (!QTest::qWaitFor([&] { return known->model()->rowCount() == 2; }))
                return false;
            known->setCurrentIndex(known->model()->index(1, 0));
            return true;
        }
        bool openDiagram()
        {
            if (!openDatabase())
                return false;
            QSignalSpy arranged(tab(), &DiagramTab::arranged);
            find<QTabWidget>(u"databaseTabs"_s)->setCurrentIndex(diagramTab);
            return arranged.size() > 0 || arranged.wait(20'000);
        }
        QString chosen()
        {
            const int table = view()->chosen();
            return table < 0 ? QString() : tab()->findChild<DiagramModel *>()->tableAt(table)->name;
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

    void aTableOfTheExplorerIsShownInTheDiagramAndBack()
    {
        Fixture f(*m_theme, 60);
        QVERIFY(f.openDatabase());
        auto *book = f.find<QTabWidget>(u"databaseTabs"_s);
        book->setCurrentIndex(schemaTab);
        auto *tables = f.find<QListView>(u"schemaTables"_s);
        auto *shown = f.find<QLabel>(u"tableName"_s);
        QTRY_VERIFY(tables->model()->rowCount() > 30);
        tables->setCurrentIndex(tables->model()->index(30, 0));
        const QString name = tables->currentIndex().data().toString().section(u'.', -1);
        QTRY_VERIFY(shown->text().endsWith(name));
        tables->setFocus();
        QCOMPARE(tables->contextMenuPolicy(), Qt::ActionsContextMenu);
        // The diagram has not been read yet: it is led to the table when it has.
        QTest::keyClick(tables, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(book->currentIndex(), diagramTab);
        QTRY_COMPARE_WITH_TIMEOUT(f.chosen(), name, 20'000);
        const QPoint middle = f.view()->viewport()->rect().center();
        const QPoint off = f.view()->rectOf(f.view()->chosen()).center() - middle;
        QVERIFY2(off.manhattanLength() < 12, qPrintable(u"%1, %2"_s.arg(off.x()).arg(off.y())));
        QTRY_VERIFY(f.view()->hasFocus());
        QVERIFY(f.picture(f.window(), u"diagram-from-explorer"_s));
        // Another one, now that the picture is there.
        book->setCurrentIndex(schemaTab);
        tables->setCurrentIndex(tables->model()->index(5, 0));
        const QString other = tables->currentIndex().data().toString().section(u'.', -1);
        f.find<QAction>(u"showInDiagram"_s)->trigger();
        QTRY_COMPARE(f.chosen(), other);
        // And back, by the menu of what is under the mouse.
        QCOMPARE(f.view()->contextMenuPolicy(), Qt::ActionsContextMenu);
        f.list()->setCurrentIndex(f.list()->model()->index(2, 0));
        QTest::mouseClick(f.view()->viewport(), Qt::RightButton, {}, f.view()->rectOf(f.view()->chosen()).center());
        const QString back = f.chosen();
        f.find<QAction>(u"diagramShowInSchema"_s)->trigger();
        QCOMPARE(book->currentIndex(), schemaTab);
        QTRY_VERIFY(shown->text().endsWith(back));
    }

    void aTableIsAskedAboutWithoutLosingWhatWasTyped()
    {
        Fixture f(*m_theme, 40);
        QVERIFY(f.openDiagram());
        QVERIFY(!f.find<QAction>(u"diagramAsk"_s)->isEnabled()); // of which one?
        f.list()->setCurrentIndex(f.list()->model()->index(3, 0));
        auto *ask = f.find<QAction>(u"diagramAsk"_s);
        QVERIFY(ask->isEnabled());
        const QString name = f.tab()->findChild<DiagramModel *>()->tableAt(f.view()->chosen())->name;
        ask->trigger();
        QCOMPARE(f.window().currentPanel(), u"chat"_s);
        auto *input = f.find<QPlainTextEdit>(u"questionInput"_s);
        QVERIFY2(input->toPlainText().contains(name), qPrintable(input->toPlainText()));
        QCOMPARE(input->textCursor().selectedText(), input->toPlainText()); // to be written over
        input->setPlainText(u"half a question"_s);
        f.window().showPanel(u"connections"_s);
        f.find<QTabWidget>(u"databaseTabs"_s)->setCurrentIndex(schemaTab);
        QTRY_VERIFY(!f.find<QLabel>(u"tableName"_s)->text().isEmpty());
        f.find<QAction>(u"askAboutTable"_s)->trigger();
        QCOMPARE(f.window().currentPanel(), u"chat"_s);
        QCOMPARE(input->toPlainText(), u"half a question"_s);
    }
};

static const bool registered = tabletalk::test::add<TestTablePlaces>();
#include "tst_TablePlaces.moc"
