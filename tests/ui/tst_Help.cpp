// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/WindowFixture.h"
#include "ui/agents/AgentDialog.h"
#include "ui/chat/CellDialog.h"
#include "ui/chat/StatisticsDialog.h"
#include "ui/dashboards/PinDialog.h"
#include "ui/help/Guides.h"
#include "ui/help/HelpBrowser.h"
#include "ui/help/HelpPane.h"
#include "ui/knowledge/AddressDialog.h"
#include "ui/knowledge/TextDialog.h"
#include "ui/platform/PlatformPage.h"
#include "ui/saved/SaveDialog.h"
#include "ui/schedules/ScheduleDialog.h"
#include "ui/settings/Languages.h"
#include "ui/sharing/ShareDialog.h"
#include "ui/theme/Metrics.h"
#include "ui/workflows/WorkflowEditor.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPointer>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QScrollBar>
#include <QSettings>
#include <QTabWidget>
#include <QTextBlock>
#include <QToolButton>

#include <algorithm>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// The guides in the window: for every panel, found, linked, and closed again.
class TestHelp : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;

    static QString textOf(const Guide &guide)
    {
        QString text;
        for (const GuideChapter &chapter : guide.chapters)
            text += chapter.text + u'\n';
        return text;
    }
    static QDialog *dialogNamed(WindowFixture &f, const QString &name)
    {
        Session &session = f.desktop->session();
        QWidget *window = &f.window();
        const WorkspaceId workspace;
        if (name == u"address")
            return new AddressDialog(session, workspace, window);
        if (name == u"agent")
            return new AgentDialog(session, workspace, {}, window);
        if (name == u"cell")
            return new CellDialog(session, {}, 0, 0, u"note"_s, window);
        if (name == u"pin")
            return new PinDialog(session, MessageId(), u"Orders by city"_s, window);
        if (name == u"save")
            return new SaveDialog(session, {}, u"Orders by city"_s, window);
        if (name == u"schedule")
            return new ScheduleDialog(session, std::optional<SavedQuestionId>(), window);
        if (name == u"share")
            return new ShareDialog(
                session, {u"Show to others"_s, u"Orders"_s, {}, [](QObject *, const Shareable::Done &) {}, {}}, window);
        if (name == u"statistics")
            return new StatisticsDialog(session, {}, u"amount"_s, window);
        if (name == u"text")
            return new TextDialog(session, workspace, {}, window);
        if (name == u"workflow")
            return new WorkflowEditor(session, workspace, {}, window);
        f.desktop->navigator().joinServer();
        return f.find<QDialog>(u"joinDialog"_s);
    }
    static HelpPane *paneOf(WindowFixture &f) { return f.window().findChild<HelpPane *>(); }
    static void ready(WindowFixture &f)
    {
        f.open();
        f.window().activateWindow();
        QTRY_VERIFY(f.desktop->session().isReady());
    }

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
    }
    void cleanupTestCase() { delete m_theme; }

    void everyGuideIsPackedAndHasChapters()
    {
        QVERIFY(guides().size() >= 7);
        for (const Guide &guide : guides())
            QVERIFY2(guide.chapters.size() > 1 && !guide.title.endsWith(u"-guide"_s), qPrintable(guide.id));
    }

    void everyPanelHasAChapterThatIsThere()
    {
        const PanelRegistry panels = standardPanels();
        for (const auto &panel : panels.panels()) {
            const GuideChapter *chapter = chapterAt(panel->helpPlace());
            QVERIFY2(chapter, qPrintable(panel->id() + u": "_s + panel->helpPlace()));
            QVERIFY(chapter->text.size() > 200);
        }
    }

    void everyPartOfAPanelWithAChapterOfItsOwnHasOneThatIsThere()
    {
        WindowFixture f(*m_theme);
        ready(f);
        int parts = 0;
        const PanelRegistry panels = standardPanels();
        for (const auto &panel : panels.panels()) {
            const auto children = f.window().panelWidget(panel->id())->findChildren<QWidget *>();
            for (const QWidget *child : children) {
                const QString place = child->property("helpPlace").toString();
                QVERIFY2(place.isEmpty() || chapterAt(place), qPrintable(panel->id() + u": "_s + place));
                parts += !place.isEmpty();
            }
        }
        QVERIFY(parts > 5);
        for (const PlatformPageFacts &page : platformPages())
            QVERIFY2(chapterAt(QString::fromLatin1(page.help)), page.help);
    }

    void everyLinkOfAGuideLeadsSomewhere()
    {
        static const QRegularExpression link(u"(?<!!)\\[[^\\]]+\\]\\(([^)\\s]+)\\)"_s);
        QStringList dead;
        int followed = 0;
        for (const Guide &guide : guides()) {
            auto each = link.globalMatch(textOf(guide));
            while (each.hasNext()) {
                const QString target = each.next().captured(1);
                const QString place = placeOfLink(guide.id, target);
                const bool isElsewhere = target.startsWith(u"https://"_s) || target.startsWith(u"../README.md"_s);
                if (place.isEmpty() ? !isElsewhere : !chapterAt(place))
                    dead.append(guide.id + u": "_s + target);
                ++followed;
            }
        }
        QVERIFY2(dead.isEmpty(), qPrintable(dead.join(u'\n')));
        QVERIFY(followed > 10);
    }

    void everyPictureIsPackedAndSaysWhatItShows()
    {
        static const QRegularExpression picture(u"!\\[([^\\]]*)\\]\\(([^)\\s]+)\\)"_s);
        int pictures = 0;
        for (const Guide &guide : guides()) {
            auto each = picture.globalMatch(textOf(guide));
            while (each.hasNext()) {
                const auto match = each.next();
                const QString file = u":/tabletalk/guides/"_s + match.captured(2);
                QVERIFY2(QFile::exists(file), qPrintable(guide.id + u": "_s + match.captured(2)));
                QVERIFY2(match.captured(1).size() > 15, qPrintable(match.captured(2)));
                ++pictures;
            }
        }
        QVERIFY(pictures > 0);
    }

    void headingsAreCalledAsOnThePageOfTheRepository()
    {
        QCOMPARE(anchorOf(u"Your own words"_s), u"your-own-words"_s);
        QCOMPARE(anchorOf(u"Connecting other assistants (MCP)"_s), u"connecting-other-assistants-mcp"_s);
        QCOMPARE(anchorOf(u"Read-only, and what it was tried with"_s), u"read-only-and-what-it-was-tried-with"_s);
        QCOMPARE(placeOfLink(u"user-guide"_s, u"#asking"_s), u"user-guide#asking"_s);
        QCOMPARE(placeOfLink(u"user-guide"_s, u"access.md"_s), u"access"_s);
        QCOMPARE(placeOfLink(u"user-guide"_s, u"https://example.org/a.md"_s), QString());
        QCOMPARE(placeOfLink(u"user-guide"_s, u"../README.md#other-systems"_s), QString());
    }

    void nothingOfTheHelpIsThereBeforeItIsWanted()
    {
        WindowFixture f(*m_theme);
        ready(f);
        QVERIFY(!paneOf(f));
    }

    void f1OpensTheChapterOfThePanelAndEscGivesTheFocusBack()
    {
        WindowFixture f(*m_theme);
        ready(f);
        f.window().showPanel(u"settings"_s);
        auto *before = f.find<QWidget>(u"theme"_s);
        before->setFocus();
        QTest::keyClick(&f.window(), Qt::Key_F1);
        QVERIFY(paneOf(f) && paneOf(f)->isVisible());
        QCOMPARE(paneOf(f)->place(), u"user-guide#settings"_s);
        auto *text = f.find<HelpBrowser>(u"helpText"_s);
        QCOMPARE(QApplication::focusWidget(), text);
        QVERIFY(text->toPlainText().startsWith(u"Settings"_s));
        QVERIFY(f.picture(f.window(), u"help-settings"_s));
        QTest::keyClick(text, Qt::Key_Escape);
        QVERIFY(!paneOf(f)->isVisible());
        QCOMPARE(QApplication::focusWidget(), before);
        QTest::keyClick(&f.window(), Qt::Key_F1);
        QVERIFY(paneOf(f)->isVisible());
        QTest::keyClick(&f.window(), Qt::Key_F1); // again: away
        QVERIFY(!paneOf(f)->isVisible());
    }

    void theQuestionMarkOfEachPanelOpensItsChapter_data()
    {
        QTest::addColumn<QString>("panel");
        QTest::addColumn<QString>("place");
        const PanelRegistry panels = standardPanels();
        for (const auto &panel : panels.panels())
            QTest::newRow(qPrintable(panel->id())) << panel->id() << panel->helpPlace();
    }
    void theQuestionMarkOfEachPanelOpensItsChapter()
    {
        QFETCH(QString, panel);
        QFETCH(QString, place);
        WindowFixture f(*m_theme);
        ready(f);
        f.window().showPanel(panel);
        QToolButton *mark = nullptr;
        const auto marks = f.window().panelWidget(panel)->findChildren<QToolButton *>(u"panelHelp"_s);
        for (QToolButton *each : marks) {
            if (each->isVisible())
                mark = each;
        }
        QVERIFY(mark);
        QTest::mouseClick(mark, Qt::LeftButton);
        QVERIFY(paneOf(f));
        const QString opened = paneOf(f)->place();
        QVERIFY2(opened == place || opened.startsWith(place + u'#'), qPrintable(opened));
    }

    void aTabWithAChapterOfItsOwnOpensThat()
    {
        WindowFixture f(*m_theme);
        ready(f);
        f.window().showPanel(u"platform"_s);
        QTRY_VERIFY(!f.window().panelWidget(u"platform"_s)->findChildren<QToolButton *>(u"panelHelp"_s).isEmpty());
        QTest::mouseClick(f.window().panelWidget(u"platform"_s)->findChild<QToolButton *>(u"panelHelp"_s),
                          Qt::LeftButton);
        QCOMPARE(paneOf(f)->place(), u"platform-guide#overview"_s);
    }

    void aSearchFindsHeadingsAndEnterOpensTheFirst()
    {
        WindowFixture f(*m_theme);
        ready(f);
        QTest::keyClick(&f.window(), Qt::Key_F1);
        auto *field = f.find<QLineEdit>(u"helpSearch"_s);
        auto *text = f.find<HelpBrowser>(u"helpText"_s);
        field->setFocus();
        QTest::keyClicks(field, u"quarterly unicorns"_s);
        QVERIFY(text->toPlainText().startsWith(u"Nothing in the guides"_s));
        field->selectAll();
        QTest::keyClicks(field, u"air-gap"_s);
        QVERIFY(text->toPlainText().contains(u"Administrator guide"_s));
        field->selectAll();
        QTest::keyClicks(field, u"choosing tables"_s);
        QVERIFY(f.picture(f.window(), u"help-search"_s));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(paneOf(f)->place(), u"user-guide#choosing-tables"_s);
        QVERIFY(text->verticalScrollBar()->value() > 0); // it stands within a chapter
        QTest::mouseClick(f.find<QToolButton>(u"helpBack"_s), Qt::LeftButton);
        QCOMPARE(paneOf(f)->place(), u"user-guide#your-first-answer"_s);
    }

    void linksLeadOnAndBackAgain()
    {
        WindowFixture f(*m_theme);
        ready(f);
        f.desktop->navigator().showHelp(u"user-guide"_s);
        auto *text = f.find<HelpBrowser>(u"helpText"_s);
        Q_EMIT text->anchorClicked(QUrl(u"administrator-guide.md#language-models"_s));
        QCOMPARE(paneOf(f)->place(), u"administrator-guide#language-models"_s);
        Q_EMIT text->anchorClicked(QUrl(u"#backups"_s));
        QCOMPARE(paneOf(f)->place(), u"administrator-guide#backups"_s);
        Q_EMIT text->anchorClicked(QUrl(u"file:///etc/passwd"_s)); // leads nowhere
        QCOMPARE(paneOf(f)->place(), u"administrator-guide#backups"_s);
        QVERIFY(text->toPlainText().startsWith(u"Backups"_s));
        auto *back = f.find<QToolButton>(u"helpBack"_s);
        QTest::mouseClick(back, Qt::LeftButton);
        QTest::mouseClick(back, Qt::LeftButton);
        QCOMPARE(paneOf(f)->place(), u"user-guide"_s);
        QVERIFY(!back->isEnabled());
        QTest::mouseClick(f.find<QToolButton>(u"helpContents"_s), Qt::LeftButton);
        for (const Guide &guide : guides())
            QVERIFY2(text->toPlainText().contains(guide.title), qPrintable(guide.title));
        QCOMPARE(text->verticalScrollBar()->value(), 0);
        QVERIFY(f.picture(f.window(), u"help-contents"_s));
        QCOMPARE(namelessControls(*paneOf(f)), QStringList());
    }

    void picturesFitThePaneAndLinksTakeTheColoursOfTheTheme()
    {
        WindowFixture f(*m_theme);
        ready(f);
        f.desktop->navigator().showHelp(u"user-guide#asking"_s);
        auto *text = f.find<HelpBrowser>(u"helpText"_s);
        const auto look = [text] {
            QColor link;
            int widest = 0;
            for (QTextBlock block = text->document()->begin(); block.isValid(); block = block.next()) {
                for (auto at = block.begin(); !at.atEnd(); ++at) {
                    const QTextCharFormat format = at.fragment().charFormat();
                    if (format.isImageFormat()) {
                        const QVariant found = text->document()->resource(QTextDocument::ImageResource,
                                                                          QUrl(format.toImageFormat().name()));
                        const auto image = found.value<QImage>();
                        widest = std::max(widest, int(image.width() / image.devicePixelRatio()));
                    } else if (format.isAnchor()) {
                        link = format.foreground().color();
                    }
                }
            }
            return std::pair(link, widest);
        };
        QTRY_VERIFY(look().second > 100);
        QTRY_VERIFY(look().second <= text->viewport()->width());
        f.desktop->navigator().showHelp(u"user-guide"_s);
        QCOMPARE(look().first, currentColors().accent);
        m_theme->setMode(ThemeMode::Dark);
        QCOMPARE(look().first, currentColors().accent);
        QVERIFY(currentColors().dark);
    }

    void inASmallWindowItTakesThePlaceOfThePanelUntilOneIsChosen()
    {
        WindowFixture f(*m_theme);
        ready(f);
        f.window().resize(900, 600);
        f.window().showPanel(u"settings"_s);
        QTest::keyClick(&f.window(), Qt::Key_F1);
        QWidget *panel = f.window().panelWidget(u"settings"_s);
        QVERIFY(!panel->isVisible());
        QVERIFY(f.picture(f.window(), u"help-small"_s));
        f.window().showPanel(u"usage"_s);
        QVERIFY(!paneOf(f)->isVisible());
        QVERIFY(f.window().panelWidget(u"usage"_s)->isVisible());
        QCOMPARE(f.window().width(), 900);
    }

    void aDialogHasItsChapterInAWindowOfItsOwn()
    {
        WindowFixture f(*m_theme);
        ready(f);
        f.desktop->navigator().connectDatabase();
        QTRY_VERIFY(f.find<QDialog>(u"connectDialog"_s));
        auto *dialog = f.find<QDialog>(u"connectDialog"_s);
        dialog->activateWindow();
        QTRY_COMPARE(QApplication::activeWindow(), dialog);
        QTest::keyClick(dialog, Qt::Key_F1);
        auto *pane = dialog->findChild<HelpPane *>();
        QVERIFY(pane && pane->isVisible());
        QCOMPARE(pane->place(), u"user-guide#connecting-a-database"_s);
        QTest::keyClick(pane->findChild<HelpBrowser *>(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog->findChild<HelpPane *>());
        QVERIFY(dialog->isVisible());
        QTest::mouseClick(dialog->findChild<QToolButton *>(u"dialogHelp"_s), Qt::LeftButton);
        QVERIFY(dialog->findChild<HelpPane *>());
    }

    /// In German and dark, also at 200 %: no word is cut, and what is in it keeps the same distance from every edge.
    void everyDialogLooksRight_data()
    {
        QTest::addColumn<QString>("dialog");
        for (const char *dialog :
             {"address", "agent", "cell", "join", "pin", "save", "schedule", "share", "statistics", "text"})
            QTest::newRow(dialog) << QString::fromLatin1(dialog);
    }
    void everyDialogLooksRight()
    {
        QFETCH(QString, dialog);
        Translator german;
        QVERIFY(german.loadLanguage(QLocale(u"de"_s)));
        QApplication::installTranslator(&german);
        const auto leave = qScopeGuard([&german] { QApplication::removeTranslator(&german); });
        m_theme->setMode(ThemeMode::Dark);
        WindowFixture f(*m_theme);
        ready(f);
        QPointer<QDialog> opened = dialogNamed(f, dialog);
        QVERIFY(opened);
        opened->show();
        QTest::qWait(60); // layouts settle over several events
        QStringList cut;
        const auto buttons = opened->findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : buttons) {
            if (button->isVisible() && !button->text().isEmpty() && button->width() < button->minimumSizeHint().width())
                cut.append(button->text());
        }
        const auto labels = opened->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
            if (label->isVisible() && !label->text().isEmpty() && label->height() < needed)
                cut.append(label->text());
            if (label->isVisible() && !label->wordWrap() && label->width() < label->sizeHint().width())
                cut.append(label->text());
        }
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
        QCOMPARE(opened->layout()->contentsMargins(), QMargins(space::huge, space::huge, space::huge, space::huge));
        QPixmap picture(opened->size() * 2);
        picture.setDevicePixelRatio(2);
        opened->render(&picture);
        QVERIFY(QDir().mkpath(QStringLiteral(TABLETALK_BIN_DIR "/../../screenshots/dialogs")));
        QVERIFY(picture.save(QStringLiteral(TABLETALK_BIN_DIR "/../../screenshots/dialogs/%1.png").arg(dialog)));
        delete opened;
    }

    void everyDialogHasItsChapter_data()
    {
        QTest::addColumn<QString>("dialog");
        QTest::addColumn<QString>("place");
        const std::pair<const char *, const char *> expected[] = {
            {"address", "user-guide#documents"},
            {"agent", "user-guide#agents"},
            {"cell", "user-guide#large-results-charts-and-exports"},
            {"join", "user-guide#servers"},
            {"pin", "user-guide#dashboards"},
            {"save", "user-guide#saved-questions"},
            {"schedule", "user-guide#schedules"},
            {"share", "user-guide#showing-a-conversation-to-others"},
            {"statistics", "user-guide#answers"},
            {"text", "user-guide#documents"},
            {"workflow", "user-guide#workflows"},
        };
        for (const auto &[dialog, place] : expected)
            QTest::newRow(dialog) << QString::fromLatin1(dialog) << QString::fromLatin1(place);
    }
    void everyDialogHasItsChapter()
    {
        QFETCH(QString, dialog);
        QFETCH(QString, place);
        WindowFixture f(*m_theme);
        ready(f);
        QPointer<QDialog> opened = dialogNamed(f, dialog);
        QVERIFY(opened);
        opened->show();
        opened->activateWindow();
        QTRY_COMPARE(QApplication::activeWindow(), opened.data());
        auto *mark = opened->findChild<QToolButton *>(u"dialogHelp"_s);
        QVERIFY(mark && mark->isVisible());
        QCOMPARE(opened->findChildren<QToolButton *>(u"dialogHelp"_s).size(), 1);
        QVERIFY2(mark->accessibleName().contains(opened->windowTitle()), qPrintable(mark->accessibleName()));
        // In the row of the buttons, at its left.
        QTest::qWait(20);
        const QPoint at = mark->mapTo(opened, QPoint(0, 0));
        QVERIFY2(at.x() < opened->width() / 4 && at.y() > opened->height() / 2, qPrintable(dialog));
        const auto buttons = opened->findChildren<QPushButton *>();
        QVERIFY(std::ranges::any_of(buttons, [&](const QPushButton *button) {
            const QRect other(button->mapTo(opened, QPoint(0, 0)), button->size());
            return button->isVisible() && std::abs(other.center().y() - at.y() - mark->height() / 2) < 6;
        }));
        QVERIFY(saveScreenshot(*opened, u"dialog-help-"_s + dialog));
        const QStringList nameless = namelessControls(*opened);
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
        QTest::keyClick(opened, Qt::Key_F1);
        auto *pane = opened->findChild<HelpPane *>();
        QVERIFY(pane && pane->isVisible());
        QVERIFY(chapterAt(place));
        QCOMPARE(pane->place(), place);
        QTest::keyClick(pane->findChild<HelpBrowser *>(), Qt::Key_Escape);
        QTRY_VERIFY(!opened->findChild<HelpPane *>());
        opened->show(); // a second time brings no second one
        QCOMPARE(opened->findChildren<QToolButton *>(u"dialogHelp"_s).size(), 1);
        delete opened;
    }

    void aShortQuestionHasTheKeyAlone()
    {
        WindowFixture f(*m_theme);
        ready(f);
        QMessageBox box(&f.window());
        box.setText(u"Remove it?"_s);
        box.open();
        box.activateWindow();
        QTRY_COMPARE(QApplication::activeWindow(), &box);
        QVERIFY(!box.findChild<QToolButton *>(u"dialogHelp"_s));
        QTest::keyClick(&box, Qt::Key_F1);
        auto *pane = box.findChild<HelpPane *>();
        QVERIFY(pane && pane->isVisible());
        QVERIFY(chapterAt(pane->place()));
    }

    void theEyeOfAPasswordIsReachedByTheTabKey()
    {
        WindowFixture f(*m_theme);
        ready(f);
        f.desktop->navigator().connectDatabase();
        QTRY_VERIFY(f.find<QDialog>(u"connectDialog"_s));
        auto *dialog = f.find<QDialog>(u"connectDialog"_s);
        dialog->activateWindow();
        QTRY_COMPARE(QApplication::activeWindow(), dialog);
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"kindPostgres"_s), Qt::LeftButton);
        auto *password = dialog->findChild<QLineEdit *>(u"password"_s);
        auto *eye = dialog->findChild<QToolButton *>(u"showPasswordButton"_s);
        QVERIFY(eye && eye->isVisible());
        password->setText(u"secret"_s);
        password->setFocus();
        QTest::keyClick(password, Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), eye);
        QCOMPARE(eye->accessibleName(), u"Show the password"_s);
        QTest::keyClick(eye, Qt::Key_Space);
        QCOMPARE(password->echoMode(), QLineEdit::Normal);
        QCOMPARE(eye->accessibleName(), u"Hide the password"_s);
        QVERIFY(saveScreenshot(*dialog, u"password-shown"_s));
        QTest::keyClick(eye, Qt::Key_Space);
        QCOMPARE(password->echoMode(), QLineEdit::Password);
    }

    void thePaletteLeadsToChapters()
    {
        WindowFixture f(*m_theme);
        ready(f);
        QTest::keyClick(&f.window(), Qt::Key_K, Qt::ControlModifier);
        auto *field = f.find<QLineEdit>(u"paletteField"_s);
        QTest::keyClicks(field, u"help: searching doc"_s);
        QCOMPARE(f.find<QListView>(u"paletteList"_s)->currentIndex().data().toString(), u"Help: Searching documents"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(paneOf(f));
        QCOMPARE(paneOf(f)->place(), u"user-guide#searching-documents"_s);
    }
};

static const bool registered = tabletalk::test::add<TestHelp>();
#include "tst_Help.moc"
