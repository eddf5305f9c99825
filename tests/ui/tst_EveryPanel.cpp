// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/SampleWindow.h"
#include "ui/session/Workspaces.h"
#include "ui/shell/NavigationRail.h"
#include "ui/shell/PlaceButton.h"
#include "ui/widgets/Announcer.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>
#include <QSettings>
#include <QSplitter>
#include <QTabBar>
#include <QToolButton>

#include <algorithm>
#include <functional>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

QString placeOf(const QObject *object)
{
    QString place;
    for (const QObject *at = object; at; at = at->parent()) {
        place += QStringLiteral(" < %1 %2").arg(QString::fromLatin1(at->metaObject()->className()), at->objectName());
        if (at->objectName() == u"mainWindow")
            break;
    }
    return place.mid(3);
}

/// What Qt makes itself inside a control, which speaks for all of it.
bool isPartOfAnother(const QWidget *widget)
{
    if (widget->objectName().startsWith(u"qt_") || widget->inherits("QLineEditIconButton")
        || qobject_cast<const QScrollBar *>(widget) || qobject_cast<const QHeaderView *>(widget)
        || widget->inherits("QTableCornerButton") || widget->inherits("QTabWidget")
        || widget->inherits("QComboBoxListView"))
        return true;
    const QWidget *parent = widget->parentWidget();
    return parent
           && (qobject_cast<const QAbstractSpinBox *>(parent) || qobject_cast<const QComboBox *>(parent)
               || qobject_cast<const QTabBar *>(parent));
}

bool isControlRole(QAccessible::Role role)
{
    switch (role) {
    case QAccessible::PushButton:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::ComboBox:
    case QAccessible::EditableText:
    case QAccessible::SpinBox:
    case QAccessible::Slider:
    case QAccessible::List:
    case QAccessible::Table:
    case QAccessible::Tree:
    case QAccessible::PageTabList:
    case QAccessible::ButtonMenu:
        return true;
    default:
        return false;
    }
}

/// In a group of which the Tab key reaches one, arrow keys reach the rest.
bool isReachedByArrows(const QWidget *widget)
{
    for (const QWidget *at = widget->parentWidget(); at; at = at->parentWidget()) {
        if (at->property("arrowKeys").toBool())
            return true;
    }
    const auto *button = qobject_cast<const QAbstractButton *>(widget);
    return button && button->group() && button->group()->exclusive();
}

std::vector<QWidget *> controlsIn(QWidget &root)
{
    std::vector<QWidget *> found;
    const auto all = root.findChildren<QWidget *>();
    for (QWidget *each : all) {
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(each);
        if (!each->isVisibleTo(&root) || !each->isEnabledTo(&root) || isPartOfAnother(each) || !face)
            continue;
        const bool takesFocus = each->focusPolicy() != Qt::NoFocus && !qobject_cast<QLabel *>(each);
        if (takesFocus || isControlRole(face->role()))
            found.push_back(each);
    }
    return found;
}

} // namespace

/// Every panel of the window on a real server with the sample shop: named, reached by the keyboard, seen where the
/// focus is, and looked at in each theme.
class TestEveryPanel : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;
    std::unique_ptr<SampleWindow> m;

    void addPanels()
    {
        QTest::addColumn<QString>("panel");
        const PanelRegistry panels = standardPanels();
        for (const auto &panel : panels.panels()) {
            if (m->desktop->window().findChild<NavigationRail *>()->isAvailable(panel->id()))
                QTest::newRow(qPrintable(panel->id())) << panel->id();
        }
    }
    /// Does it once for each tab that the panel has, on that tab.
    static void onEachTab(QWidget &panel, const std::function<void()> &look)
    {
        auto *tabs = panel.findChild<QTabBar *>();
        if (!tabs || !tabs->isVisibleTo(&panel))
            return look();
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            QTest::qWait(250);
            look();
        }
        tabs->setCurrentIndex(0);
    }
    static void findWide(const QWidget &panel, QStringList &wide)
    {
        const auto areas = panel.findChildren<QScrollArea *>();
        for (const QScrollArea *area : areas) {
            if (!area->isVisible() || !area->widget() || area->horizontalScrollBar()->isVisible()
                || area->widget()->width() <= area->viewport()->width())
                continue;
            const auto parts = area->widget()->findChildren<QWidget *>();
            for (const QWidget *part : parts) {
                if (part->isVisible() && part->minimumSizeHint().width() > area->viewport()->width() - 100)
                    wide.append(u"%1 (%2 of %3)"_s.arg(placeOf(part))
                                    .arg(part->minimumSizeHint().width())
                                    .arg(area->viewport()->width()));
            }
            wide.append(placeOf(area->widget()));
        }
    }
    QWidget *show(const QString &panel)
    {
        m->desktop->window().activateWindow();
        m->desktop->window().showPanel(panel);
        QTest::qWait(350); // what it asks of the server in the same machine is there
        return m->desktop->window().panelWidget(panel);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QSettings().clear();
        m_theme = new Theme(*qApp);
        m_theme->setMode(ThemeMode::Light);
        m = std::make_unique<SampleWindow>(*m_theme);
        QVERIFY(m->openSample());
        m->desktop->window().resize(1280, 860);
    }
    void cleanupTestCase()
    {
        m.reset();
        delete m_theme;
    }

    void everyControlHasANameAndARole_data() { addPanels(); }
    void everyControlHasANameAndARole()
    {
        QFETCH(QString, panel);
        QWidget *widget = show(panel);
        QStringList nameless;
        onEachTab(*widget, [&] {
            const std::vector<QWidget *> controls = controlsIn(*widget);
            for (QWidget *control : controls) {
                QAccessibleInterface *face = QAccessible::queryAccessibleInterface(control);
                const bool isPlain = face->role() == QAccessible::Client || face->role() == QAccessible::NoRole;
                if (face->text(QAccessible::Name).trimmed().isEmpty() || isPlain)
                    nameless.append(placeOf(control) + (isPlain ? u" (no role)"_s : u" (no name)"_s));
            }
        });
        QVERIFY2(nameless.isEmpty(), qPrintable(u'\n' + nameless.join(u'\n')));
    }

    void theTabKeyReachesEveryControl_data() { addPanels(); }
    void theTabKeyReachesEveryControl()
    {
        QFETCH(QString, panel);
        QWidget *widget = show(panel);
        const std::vector<QWidget *> controls = controlsIn(*widget);
        QSet<const QWidget *> reached;
        std::vector<const QWidget *> stops;
        constexpr int mostRepeats = 60; // what loads meanwhile may take the focus elsewhere
        int repeats = 0;
        while (repeats < mostRepeats) {
            QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : widget->window(), Qt::Key_Tab);
            const QWidget *now = QApplication::focusWidget();
            if (!now || std::ranges::find(stops, now) != stops.end()) {
                ++repeats;
                continue;
            }
            repeats = 0;
            stops.push_back(now);
            for (const QWidget *at = now; at; at = at->parentWidget())
                reached.insert(at);
            for (const QObject *child : now->children()) {
                if (child->isWidgetType())
                    reached.insert(static_cast<const QWidget *>(child));
            }
        }
        QStringList missed;
        for (const QWidget *control : controls) {
            if (!reached.contains(control) && !isReachedByArrows(control))
                missed.append(placeOf(control));
        }
        QString last = u"\nthe stops: "_s;
        for (const QWidget *stop : stops)
            last += stop->objectName() + u' ';
        QVERIFY2(missed.isEmpty(), qPrintable(u'\n' + missed.join(u'\n') + last));
    }

    void theFocusIsSeen_data() { addPanels(); }
    void theFocusIsSeen()
    {
        QFETCH(QString, panel);
        QWidget *widget = show(panel);
        QStringList unseen;
        const std::vector<QWidget *> controls = controlsIn(*widget);
        for (QWidget *control : controls) {
            if (!(control->focusPolicy() & Qt::TabFocus) || control->visibleRegion().isEmpty())
                continue;
            const QWidget *drawn = control; // a field in a frame shows it by the frame
            if (control->parentWidget()->property("composer").isValid())
                drawn = control->parentWidget();
            const QRect around(drawn->mapTo(widget, QPoint(-4, -4)), drawn->size() + QSize(8, 8));
            m->desktop->window().findChild<QToolButton *>(u"place"_s)->setFocus(Qt::TabFocusReason);
            const QImage without = widget->grab(around).toImage();
            control->setFocus(Qt::TabFocusReason);
            if (QApplication::focusWidget() != control)
                continue; // it passes the focus on
            const QImage with = widget->grab(around).toImage();
            int different = 0;
            for (int y = 0; y < with.height(); ++y) {
                for (int x = 0; x < with.width(); ++x)
                    different += with.pixel(x, y) != without.pixel(x, y);
            }
            if (different < 24)
                unseen.append(placeOf(control));
        }
        QVERIFY2(unseen.isEmpty(), qPrintable(u'\n' + unseen.join(u'\n')));
    }

    /// What scrolls up and down has all of its width in view.
    void nothingRunsOutOfItsPage_data() { addPanels(); }
    void nothingRunsOutOfItsPage()
    {
        QFETCH(QString, panel);
        QWidget *widget = show(panel);
        QStringList wide;
        onEachTab(*widget, [&] { findWide(*widget, wide); });
        QVERIFY2(wide.isEmpty(), qPrintable(u'\n' + wide.join(u'\n')));
    }
    void theRailIsOneStopAndArrowsMoveInIt()
    {
        MainWindow &window = m->desktop->window();
        window.showPanel(u"chat"_s);
        auto *rail = window.findChild<NavigationRail *>();
        auto *chat = rail->findChild<QToolButton *>(u"rail.chat"_s);
        chat->setFocus();
        QTest::keyClick(chat, Qt::Key_Down);
        QCOMPARE(window.currentPanel(), u"agents"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left);
        auto *heading = rail->findChild<QToolButton *>(u"railGroup.ask"_s);
        QVERIFY(!rail->findChild<QToolButton *>(u"rail.saved"_s)->isVisible());
        QVERIFY(rail->findChild<QToolButton *>(u"rail.agents"_s)->isVisible()); // the current one stays
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
        QVERIFY(rail->findChild<QToolButton *>(u"rail.saved"_s)->isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Home);
        QCOMPARE(QApplication::focusWidget(), heading);
    }

    void whatIsOpenAndWideIsRemembered()
    {
        MainWindow &window = m->desktop->window();
        auto *rail = window.findChild<NavigationRail *>();
        const int wide = rail->width();
        QTest::keyClick(&window, Qt::Key_B, Qt::ControlModifier);
        QVERIFY(rail->width() < wide / 2);
        QTest::mouseClick(rail->findChild<QToolButton *>(u"railToggle"_s), Qt::LeftButton);
        QCOMPARE(rail->width(), wide);
        QTest::mouseClick(rail->findChild<QToolButton *>(u"railGroup.knowledge"_s), Qt::LeftButton);
        window.showPanel(u"usage"_s);
        QSettings().sync();
        {
            SampleWindow again(*m_theme);
            QCOMPARE(again.desktop->window().currentPanel(), u"usage"_s);
            auto *other = again.desktop->window().findChild<NavigationRail *>();
            QVERIFY(!other->findChild<QToolButton *>(u"rail.graph"_s)->isVisible());
        }
        QTest::mouseClick(rail->findChild<QToolButton *>(u"railGroup.knowledge"_s), Qt::LeftButton);
    }

    void theHeaderNamesThePlaceAndChangesTheWorkspace()
    {
        auto *place = m->desktop->window().findChild<PlaceButton *>();
        const api::Workspace *first = m->desktop->workspaces().current();
        QVERIFY(first);
        QVERIFY(place->accessibleName().contains(m->desktop->session().organization().name));
        QVERIFY(place->accessibleName().contains(first->name));
        const WorkspaceId before = first->id;
        std::optional<WorkspaceId> made;
        m->desktop->session().call<api::Workspace>(
            "workspaces.create",
            api::CreateWorkspaceRequest{m->desktop->session().organization().id, u"Research & more"_s}, this,
            [&made](const Result<api::Workspace> &answer) {
                if (answer)
                    made = answer->id;
            });
        QTRY_VERIFY(made);
        m->desktop->workspaces().reload();
        QTRY_COMPARE(m->desktop->workspaces().all().size(), 2U);
        QAction *other = nullptr;
        const auto actions = place->choices()->actions();
        for (QAction *action : actions) {
            if (action->text() == u"Research && more")
                other = action;
        }
        QVERIFY(other && other->isCheckable() && !other->isChecked());
        m->desktop->window().showPanel(u"connections"_s);
        QTRY_VERIFY(!m->desktop->catalog().databases().empty());
        other->trigger();
        QCOMPARE(m->desktop->workspaces().current()->id, *made);
        QTRY_VERIFY(m->desktop->catalog().databases().empty()); // the sample is in the first one
        QVERIFY(place->accessibleName().contains(u"Research & more"_s));
        m->desktop->workspaces().choose(before);
        QTRY_VERIFY(!m->desktop->catalog().databases().empty());
    }

    void anAnswerIsAnnouncedOnce()
    {
        auto *announcer = m->desktop->window().findChild<Announcer *>();
        m->desktop->window().showPanel(u"chat"_s);
        QVERIFY(QTest::qWaitFor([&] { return m->desktop->window().findChild<QPushButton *>(u"suggestion"_s); }, 30000));
        const QString question = u"how many customers"_s;
        m->ask(question);
        QVERIFY(QTest::qWaitFor([&] { return m->isAnswered(question); }, SampleWindow::longWait));
        QTRY_VERIFY(!m->card()->run().state().text.isEmpty());
        QVERIFY2(announcer->said().contains(m->card()->run().state().text), qPrintable(announcer->said()));
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(announcer);
        QCOMPARE(face->role(), QAccessible::AlertMessage);
        QCOMPARE(face->text(QAccessible::Name), announcer->said());
    }

    /// build/screenshots/all: to be looked at, one by one.
    void everyPanelIsPictured_data() { addPanels(); }
    void everyPanelIsPictured()
    {
        QFETCH(QString, panel);
        MainWindow &window = m->desktop->window();
        const QDir place(QStringLiteral(TABLETALK_BIN_DIR "/../../screenshots/all"));
        QVERIFY(QDir().mkpath(place.path()));
        const auto save = [&](const QString &name, qreal ratio) {
            QPixmap picture(window.size() * ratio);
            picture.setDevicePixelRatio(ratio);
            window.render(&picture);
            QVERIFY(picture.save(place.filePath(name + u".png"_s)));
        };
        window.resize(1280, 860);
        show(panel);
        for (const auto &[mode, name] : {std::pair(ThemeMode::Light, u"light"_s), std::pair(ThemeMode::Dark, u"dark"_s),
                                         std::pair(ThemeMode::ContrastDark, u"contrast"_s)}) {
            m_theme->setMode(mode);
            QTest::qWait(60);
            save(panel + u'-' + name, 1);
        }
        m_theme->setMode(ThemeMode::Light);
        window.resize(960, 540); // a screen of 1920 by 1080 at 200 %
        QTest::qWait(120);
        save(panel + u"-200"_s, 2);
        window.resize(1280, 860);
    }
};

static const bool registered = tabletalk::test::add<TestEveryPanel>();
#include "tst_EveryPanel.moc"
