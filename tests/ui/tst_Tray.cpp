// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/WindowFixture.h"
#include "ui/chat/ChatWidget.h"
#include "ui/session/Sharing.h"
#include "ui/shell/DroppedFiles.h"
#include "ui/shell/MessageBar.h"

#include <QApplication>
#include <QDialog>
#include <QDropEvent>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QSettings>
#include <QUrl>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// The switch of the network as it was set, with nobody behind it.
class FixedSharing final : public Sharing
{
public:
    const api::SharingState &state() const override { return shown; }
    void change(const api::SharingSettings &settings) override { shown.settings = settings; }
    bool isBusy() const override { return false; }

    api::SharingState shown;
};

/// What happens around the window: closing it, telling of finished work, undoing, dropping files.
class TestTray : public QObject
{
    Q_OBJECT

    struct Told
    {
        QStringList titles;
        int asked = 0;
        CloseChoice answer = CloseChoice::Stay;
    };
    static Tray::Options options(Told &told)
    {
        Tray::Options made;
        made.available = true;
        made.ask = [&told](QWidget *) {
            ++told.asked;
            return told.answer;
        };
        made.notify = [&told](const QString &title, const QString &) { told.titles.append(title); };
        return made;
    }
    static QString write(const QTemporaryDir &place, const QString &name, const QByteArray &content)
    {
        QFile file(place.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(content);
        return file.fileName();
    }
    static void drop(QWidget &window, const QStringList &paths)
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString &path : paths)
            urls.append(QUrl::fromLocalFile(path));
        data.setUrls(urls);
        QDropEvent event(QPointF(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        static_cast<QObject &>(window).event(&event); // the application sends drops to where something is dragged
    }

    Theme *m_theme = nullptr;

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
    }
    void cleanupTestCase()
    {
        QApplication::setQuitOnLastWindowClosed(true);
        delete m_theme;
    }

    void closingTheWindowAsksWhatBecomesOfTheServer()
    {
        Told told;
        WindowFixture f(*m_theme, options(told));
        f.open();
        QTRY_VERIFY(f.desktop->session().isReady());
        QVERIFY(!f.window().close());
        QCOMPARE(told.asked, 1);
        QVERIFY(f.window().isVisible());
        told.answer = CloseChoice::KeepServing;
        QVERIFY(f.window().close());
        QVERIFY(!QApplication::quitOnLastWindowClosed());
        QVERIFY(f.desktop->session().isReady());
    }

    void whatWasChosenForAlwaysIsNotAskedAgain()
    {
        saveCloseChoice(CloseChoice::KeepServing);
        Told told;
        WindowFixture f(*m_theme, options(told));
        f.open();
        QTRY_VERIFY(f.desktop->session().isReady());
        QVERIFY(f.window().close());
        QCOMPARE(told.asked, 0);
        QVERIFY(savedCloseChoice() == CloseChoice::KeepServing);
        saveCloseChoice({});
        QVERIFY(!savedCloseChoice());
    }

    void withoutATrayClosingQuits()
    {
        WindowFixture f(*m_theme);
        f.open();
        QTRY_VERIFY(f.desktop->session().isReady());
        QVERIFY(f.window().close());
        QVERIFY(QApplication::quitOnLastWindowClosed());
    }

    void withoutATrayASharedServerMayGoOnAndIsComeBackTo()
    {
        Told told;
        told.answer = CloseChoice::KeepServing;
        Tray::Options made = options(told);
        made.available = false;
        made.comesBack = true;
        FixedSharing sharing;
        sharing.shown.settings.on = true;
        WindowFixture f(*m_theme, made);
        f.desktop->servers().setLocal({QUrl(u"ws://127.0.0.1:1/rpc"_s), f.directory.path(),
                                       [] { return api::SignedIn{u"a"_s, u"r"_s, 900, {}, {}, {}}; }, &sharing});
        QTRY_VERIFY(f.desktop->session().isReady());
        QVERIFY(f.window().close());
        QCOMPARE(told.asked, 1);
        QVERIFY(!QApplication::quitOnLastWindowClosed());
        f.desktop->tray().showWindow(); // as a second start does
        QVERIFY(f.window().isVisible());
        sharing.shown.settings.on = false;
        QVERIFY(f.window().close());
        QCOMPARE(told.asked, 1);
        QVERIFY(QApplication::quitOnLastWindowClosed());
    }

    void whatGoesOnBehindTheWindowIsSaidOnce()
    {
        saveCloseChoice(CloseChoice::KeepServing);
        Told told;
        WindowFixture f(*m_theme, options(told));
        f.open();
        QTRY_VERIFY(f.desktop->session().isReady());
        QVERIFY(f.window().close());
        QCOMPARE(told.titles, QStringList{u"Tabletalk goes on"_s});
        f.desktop->tray().showWindow();
        QVERIFY(f.window().close());
        QCOMPARE(told.titles.size(), 1);
    }

    void whoeverQuitsIsAskedNothing()
    {
        saveCloseChoice(CloseChoice::KeepServing);
        Told told;
        WindowFixture f(*m_theme, options(told));
        f.open();
        QTRY_VERIFY(f.desktop->session().isReady());
        f.desktop->tray().quit(); // a test has no loop to end, and closes the window itself
        QVERIFY(f.desktop->tray().decideClose() == CloseChoice::Quit);
        QCOMPARE(told.asked, 0);
        QVERIFY(told.titles.isEmpty());
    }

    void theTraySaysHowTheServerStands()
    {
        Told told;
        WindowFixture f(*m_theme, options(told));
        f.open();
        QTRY_VERIFY(f.desktop->session().isReady());
        QVERIFY(f.desktop->tray().menu().actions().first()->text().contains(u"connected"_s));
    }

    void finishedWorkIsToldOnlyToWhoeverLooksElsewhere()
    {
        Told told;
        WindowFixture f(*m_theme, options(told));
        f.window().activateWindow();
        QTRY_VERIFY(f.window().isActiveWindow());
        f.desktop->messages().finished(u"Your answer is there"_s, u"Orders per city"_s, u"chat"_s);
        QVERIFY(told.titles.isEmpty());
        f.window().hide();
        f.desktop->messages().finished(u"Your answer is there"_s, u"Orders per city"_s, u"chat"_s);
        QCOMPARE(told.titles, QStringList{u"Your answer is there"_s});
    }

    /// An answer that was long in coming is told; one that nobody waits for any more is not.
    void whoeverLeftTheServerIsNotToldOfItsQuestion_data()
    {
        QTest::addColumn<bool>("leaves");
        QTest::newRow("stays") << false;
        QTest::newRow("leaves") << true;
    }
    void whoeverLeftTheServerIsNotToldOfItsQuestion()
    {
        QFETCH(bool, leaves);
        WindowFixture f(*m_theme);
        for (const QString &list : {u"databases.list"_s, u"conversations.list"_s})
            f.server->on(list, QJsonObject{{u"items"_s, QJsonArray()}});
        f.server->on(u"chat.databases"_s,
                     QJsonObject{{u"items"_s, QJsonArray{QJsonObject{{u"id"_s, idText(7)},
                                                                     {u"name"_s, u"Sample shop"_s},
                                                                     {u"ready"_s, true},
                                                                     {u"suggestions"_s, QJsonArray()}}}}});
        if (leaves)
            f.server->hang(u"chat.ask"_s);
        f.open();
        f.window().showPanel(u"chat"_s);
        auto *chat = f.find<ChatWidget>(u"chatPanel"_s);
        chat->longQuestionMs = 0;
        QStringList told;
        connect(&f.desktop->messages(), &Messages::workFinished, this,
                [&told](const QString &title) { told.append(title); });
        f.desktop->navigator().ask(*ConnectionId::fromString(idText(7)), u"orders per city"_s);
        QTRY_COMPARE(f.server->count(u"chat.ask"_s), 1);
        if (!leaves) {
            QTRY_COMPARE(told, QStringList{u"No answer"_s});
            return;
        }
        f.desktop->session().close();
        QCoreApplication::processEvents();
        QVERIFY2(told.isEmpty(), qPrintable(told.join(u',')));
    }

    void whatWasPutAwayComesBackByUndo()
    {
        WindowFixture f(*m_theme);
        int undone = 0;
        f.desktop->messages().offerUndo(u"“Orders” is archived."_s, [&undone] { ++undone; });
        auto *undo = f.find<QPushButton>(u"undo"_s);
        QVERIFY(undo->isVisible());
        QVERIFY(f.picture(f.window(), u"undo"_s));
        undo->click();
        QCOMPARE(undone, 1);
        QVERIFY(!undo->isVisible());
        f.desktop->messages().offerUndo(u"“Orders” is archived."_s, [&undone] { ++undone; });
        f.desktop->messages().note(u"Something else happened."_s);
        QVERIFY(!undo->isVisible()); // what is no longer named is not undone by mistake
    }

    void filesAreToldApartByWhatIsInThem()
    {
        const QTemporaryDir place;
        QCOMPARE(panelForFile(write(place, u"shop.bin"_s, QByteArray("SQLite format 3\0 and more", 25))),
                 u"connections"_s);
        QCOMPARE(panelForFile(write(place, u"shop.pdf"_s, QByteArray("SQLite format 3\0 and more", 25))),
                 u"connections"_s);
        QCOMPARE(panelForFile(write(place, u"a.PDF"_s, "%PDF-1.7")), u"knowledge"_s);
        QCOMPARE(panelForFile(write(place, u"a.csv"_s, "a,b\n1,2\n")), u"knowledge"_s);
        QCOMPARE(panelForFile(write(place, u"a.exe"_s, "MZ")), QString());
        QCOMPARE(panelForFile(place.path()), QString());
        QCOMPARE(panelForFile(place.filePath(u"nothing.pdf"_s)), QString());
    }

    void aDroppedDatabaseIsConnectedAndTheRestIsNamed()
    {
        const QTemporaryDir place;
        const QString shop = write(place, u"shop.sqlite"_s, QByteArray("SQLite format 3\0 and more", 25));
        const QString program = write(place, u"setup.exe"_s, "MZ");
        WindowFixture f(*m_theme);
        f.open();
        QTRY_VERIFY(f.desktop->session().isReady());
        drop(f.window(), {shop, program});
        QTRY_VERIFY(f.find<QDialog>(u"connectDialog"_s));
        QCOMPARE(f.find<QDialog>(u"connectDialog"_s)->findChild<QLineEdit *>(u"file"_s)->text(), shop);
        QVERIFY(f.window().findChild<MessageBar *>()->text().contains(u"setup.exe"_s));
    }

    void aDroppedDocumentGoesToTheDocuments()
    {
        const QTemporaryDir place;
        WindowFixture f(*m_theme);
        f.open();
        QTRY_VERIFY(f.desktop->session().isReady());
        drop(f.window(), {write(place, u"report.pdf"_s, "%PDF-1.7")});
        QCOMPARE(f.window().currentPanel(), u"knowledge"_s);
    }
};

static const bool registered = tabletalk::test::add<TestTray>();
#include "tst_Tray.moc"
