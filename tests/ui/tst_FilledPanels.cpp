// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/CutText.h"
#include "tests/ui/ShopStage.h"
#include "ui/settings/Languages.h"
#include "ui/shell/NavigationRail.h"
#include "ui/shell/Panel.h"
#include "ui/theme/Metrics.h"
#include "ui/widgets/Notice.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QTabBar>

#include <algorithm>
#include <cstdlib>
#include <functional>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int longWait = ShopStage::longWait;
constexpr int settles = ShopStage::settles;

/// Notices beside which there is nothing, and which do not reach to the edge of their place.
void findNarrowNotices(const QWidget &root, QStringList &narrow)
{
    const auto notices = root.findChildren<Notice *>();
    for (const Notice *notice : notices) {
        if (!notice->isVisible())
            continue;
        const QRect room = notice->parentWidget()->contentsRect();
        constexpr int margins = 2 * 24 + 2;
        if (notice->width() < std::min(room.width() - margins, 1080))
            narrow.append(
                u"%1: %2 of %3"_s.arg(placeOf(*notice, notice->text())).arg(notice->width()).arg(room.width()));
    }
}

void findCut(const QWidget &root, QStringList &cut)
{
    cut.append(cutTexts(root));
    findNarrowNotices(root, cut);
}

} // namespace

/// Every panel and each of its tabs in a shop where something is going on: whole in German in a window of 1,024 pixels,
/// and pictured in every look, to be looked at one by one (build/screenshots/looks).
class TestFilledPanels : public QObject
{
    Q_OBJECT

    const QDir m_place{QStringLiteral(TABLETALK_BIN_DIR "/../../screenshots/looks")};
    Theme *m_theme = nullptr;
    std::unique_ptr<ShopStage> m;
    Translator m_german;

    QStringList panels() const
    {
        QStringList available;
        const PanelRegistry all = standardPanels();
        for (const auto &panel : all.panels()) {
            if (m->desk->window().findChild<NavigationRail *>()->isAvailable(panel->id()))
                available.append(panel->id());
        }
        return available;
    }
    /// What a person would have on the screen: the first of each list, an answer, found passages.
    void openSomething(const QString &panel)
    {
        if (panel == u"saved" && m->choose(u"savedList"_s)) {
            m->click(u"runSaved"_s);
        } else if (panel == u"schedules" || panel == u"workflows") {
            m->choose(panel);
        } else if (panel == u"knowledge") {
            m->choose(u"documentTable"_s);
        } else if (panel == u"search") {
            if (auto *query = m->see<QLineEdit>(u"searchQuery"_s)) {
                query->setText(u"are opened goods taken back?"_s);
                QTest::keyClick(query, Qt::Key_Return);
                (void)QTest::qWaitFor([this] { return m->find<QWidget>(u"searchHit"_s) != nullptr; }, 5'000);
            }
        } else if (panel == u"graph") {
            m->choose(u"graphResults"_s);
            QTest::qWait(2 * settles);
        } else if (panel == u"dashboards") {
            (void)QTest::qWaitFor([this] { return m->find<QWidget>(u"dashboardTile"_s) != nullptr; }, longWait);
            QTest::qWait(2 * settles);
        }
    }
    /// Does it once for each tab, with the name of the panel and of the tab.
    void onEachTab(const QString &panel, const std::function<void(QWidget &, const QString &)> &look)
    {
        QWidget *widget = m->show(panel);
        m->desk->messages().clear();
        openSomething(panel);
        QTest::qWait(settles);
        auto *tabs = widget->findChild<QTabBar *>();
        if (!tabs || !tabs->isVisibleTo(widget))
            return look(*widget, panel);
        for (int tab = 0; tab < tabs->count(); ++tab) {
            if (!tabs->isTabVisible(tab))
                continue;
            tabs->setCurrentIndex(tab);
            QTest::qWait(2 * settles);
            look(*widget, u"%1-%2"_s.arg(panel).arg(tab));
        }
        tabs->setCurrentIndex(0);
    }
    bool save(const QString &name, qreal ratio = 1)
    {
        MainWindow &window = m->desk->window();
        QPixmap picture(window.size() * ratio);
        picture.setDevicePixelRatio(ratio);
        window.render(&picture);
        constexpr int quick = 85; // they are looked at, not kept: packing them well takes longer than drawing them
        return picture.save(m_place.filePath(name + u".png"_s), "PNG", quick);
    }
    /// So high that nothing scrolls, or nearly.
    void stretchTo(QWidget &panel, QSize size)
    {
        constexpr int highest = 2000;
        m->desk->window().resize(size);
        QTest::qWait(60);
        int hidden = 0;
        const auto areas = panel.findChildren<QScrollArea *>();
        for (const QScrollArea *area : areas)
            hidden = std::max(hidden, area->isVisible() ? area->verticalScrollBar()->maximum() : 0);
        m->desk->window().resize(size.width(), std::min(highest, size.height() + hidden));
        QTest::qWait(60);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QSettings().clear();
        QVERIFY(QDir().mkpath(m_place.path()));
        QVERIFY(m_german.loadLanguage(QLocale(u"de"_s)));
        m_theme = new Theme(*qApp);
        m_theme->setMode(ThemeMode::Light);
        m = std::make_unique<ShopStage>(*m_theme);
        QVERIFY(m->server);
        m->openWindow();
        QTRY_VERIFY_WITH_TIMEOUT(m->desk->session().isReady(), longWait);
        QVERIFY(m->click(u"trySample"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m->card() && m->card()->isComplete(), longWait);
        m->database = m->desk->catalog().databases().front().id.toString();
        QTRY_VERIFY(m->desk->workspaces().current());
        m->workspace = m->desk->workspaces().current()->id.toString();
        m->addQuestions();
        m->addWords();
        m->addDocuments();
        m->addPeople();
        m->make(u"support/tickets"_s, ShopStage::json(R"({"subject": "A second workspace for the warehouse",
            "text": "May we have one whose documents the shops do not see?"})"));
        m->addOrganizations();
        QVERIFY(!QTest::currentTestFailed());
        m->openWindow();
        QTRY_VERIFY_WITH_TIMEOUT(m->desk->session().isReady() && m->desk->session().isOperator(), longWait);
        m->show(u"chat"_s);
        QVERIFY(m->ask(u"Number of orders by channel"_s));
        QVERIFY(m->ask(u"Total amount of orders by month in 2025"_s));
    }
    void cleanupTestCase()
    {
        QApplication::removeTranslator(&m_german);
        m.reset();
        delete m_theme;
    }

    /// One look after the other: changing it takes a while once all panels are there.
    void everyPanelIsPicturedInEveryLook_data()
    {
        QTest::addColumn<QString>("panel");
        QTest::addColumn<ThemeMode>("mode");
        QTest::addColumn<QString>("look");
        for (const auto &[mode, look] : {std::pair(ThemeMode::ContrastDark, "contrast"),
                                         std::pair(ThemeMode::Dark, "dark"), std::pair(ThemeMode::Light, "light")}) {
            for (const QString &panel : panels())
                QTest::newRow(qPrintable(panel + u' ' + QLatin1String(look)))
                    << panel << mode << QString(QLatin1String(look));
        }
    }
    void everyPanelIsPicturedInEveryLook()
    {
        QFETCH(QString, panel);
        QFETCH(ThemeMode, mode);
        QFETCH(QString, look);
        if (m_theme->mode() != mode)
            m_theme->setMode(mode);
        QStringList cut;
        onEachTab(panel, [&](QWidget &widget, const QString &name) {
            stretchTo(widget, {1280, 800});
            QVERIFY(save(name + u'-' + look));
            if (mode == ThemeMode::Light) {
                m->desk->window().resize(960, 540); // a screen of 1920 by 1080 at 200 %
                QTest::qWait(120);
                QVERIFY(save(name + u"-200"_s, 2));
            }
            findCut(widget, cut);
            m->desk->window().resize(1280, 800);
        });
        cut.removeDuplicates();
        QVERIFY2(cut.isEmpty(), qPrintable(u'\n' + cut.join(u'\n')));
    }

    /// What is told in passing reaches from edge to edge, and what can be done about it stands on its first line.
    void aMessageFillsItsBar()
    {
        m->desk->window().resize(1280, 800);
        m->desk->messages().offerUndo(u"\"Orders\" is archived."_s, [] { /* nothing to bring back */ });
        QTest::qWait(settles);
        auto *bar = m->see<QWidget>(u"messageBar"_s);
        auto *undo = m->see<QPushButton>(u"undo"_s);
        QVERIFY(bar && undo);
        auto *notice = bar->findChild<Notice *>();
        QCOMPARE(notice->width(), bar->width() - 2 * space::huge);
        QVERIFY(notice->isAncestorOf(undo) && notice->rect().contains(undo->geometry()));
        const auto *title = notice->findChild<QLabel *>(u"noticeTitle"_s);
        QVERIFY(std::abs(title->geometry().center().y() - undo->geometry().center().y()) <= 1);
        QVERIFY(save(u"message"_s));
        Problem why;
        why.title = u"The server answered with an error"_s;
        why.detail = u"It could not read the table."_s;
        why.hint = u"Try again in a minute."_s;
        m->desk->messages().report(why);
        QTest::qWait(settles);
        QVERIFY(save(u"message-problem"_s));
        m->desk->messages().clear();
    }

    void theWindowSpeaksGerman()
    {
        QApplication::installTranslator(&m_german);
        m->openWindow();
        QTRY_VERIFY_WITH_TIMEOUT(m->desk->session().isReady() && m->desk->session().isOperator(), longWait);
        m->show(u"chat"_s);
        QVERIFY(m->ask(u"Number of orders by channel"_s));
    }

    void nothingIsCutInANarrowWindow_data()
    {
        QTest::addColumn<QString>("panel");
        for (const QString &panel : panels())
            QTest::newRow(qPrintable(panel)) << panel;
    }
    void nothingIsCutInANarrowWindow()
    {
        QFETCH(QString, panel);
        QStringList cut;
        m->desk->window().resize(1024, 768);
        onEachTab(panel, [&](QWidget &widget, const QString &name) {
            stretchTo(widget, {1024, 768});
            findCut(widget, cut);
            QVERIFY(save(name + u"-german"_s));
        });
        cut.removeDuplicates();
        QVERIFY2(cut.isEmpty(), qPrintable(u'\n' + cut.join(u'\n')));
    }
};

static const bool registered = tabletalk::test::add<TestFilledPanels>();
#include "tst_FilledPanels.moc"
