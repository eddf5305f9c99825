// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/WindowFixture.h"
#include "ui/session/Pins.h"
#include "ui/shell/MessageBar.h"
#include "ui/shell/OfflineBar.h"
#include "ui/shell/PlaceButton.h"
#include "ui/start/TrustQuestion.h"
#include "ui/widgets/Announcer.h"
#include "ui/widgets/RowList.h"

#include <QActionGroup>
#include <QApplication>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSettings>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTableView>
#include <QTimer>

#include <algorithm>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

const QUrl office(u"wss://office.example:8765/rpc"_s);
const QUrl lab(u"wss://lab.example:8765/rpc"_s);

QJsonObject organizationNamed(int number, const QString &name)
{
    return {{u"id"_s, idText(number)}, {u"name"_s, name}, {u"slug"_s, name.toLower()}, {u"role"_s, u"member"_s}};
}

api::SignedIn tokens(const QString &name)
{
    return api::SignedIn{u"access "_s + name, u"refresh "_s + name, 900, {}, {}, {}};
}

/// The window with a server of its own, and others that it may join; those that rest are kept here.
struct ManyServers
{
    explicit ManyServers(Theme &windowTheme)
        : theme(windowTheme)
    {
        start();
    }
    /// Whoever comes with a refresh token of it is let in, and keeps that.
    static std::unique_ptr<FakeServer> makeServer()
    {
        auto made = std::make_unique<FakeServer>();
        made->on(u"auth.refresh"_s, [](const QJsonObject &params) -> QJsonValue {
            return signedInJson(u"access"_s, params.value("refreshToken"_L1).toString());
        });
        return made;
    }
    void start()
    {
        DesktopOptions options;
        options.configDir = directory.path();
        options.makeTransport = [this] {
            auto made = makeServer();
            if (!front)
                front = made.get();
            return made;
        };
        options.makeRestingTransport = [this] {
            auto made = makeServer();
            if (renews)
                made->on(u"auth.refresh"_s, QJsonValue(signedInJson(u"access"_s, u"renewed"_s)));
            made->on(u"events.resume"_s, QJsonValue(QJsonObject{{u"lastSeq"_s, 2}, {u"finished"_s, false}}));
            resting.push_back(made.get());
            return made;
        };
        desktop = std::make_unique<Desktop>(theme, options);
        desktop->secrets().useFile();
        desktop->window().resize(1240, 820);
        desktop->showWindow();
    }
    void restart()
    {
        desktop.reset();
        front = nullptr;
        resting.clear();
        start();
        open();
    }
    bool open()
    {
        desktop->servers().setLocal(
            {QUrl(u"ws://127.0.0.1:1/rpc"_s), directory.path(), [] { return tokens(u"local"_s); }});
        return isReady();
    }
    bool join(const QUrl &url, const QString &name)
    {
        desktop->servers().useRemote(url, tokens(name));
        return isReady();
    }
    bool isReady()
    {
        return QTest::qWaitFor([this] { return desktop->session().isReady(); });
    }
    ServerStanding standing(const QUrl &url)
    {
        for (const ServerStanding &each : desktop->servers().all()) {
            if (each.url == url)
                return each;
        }
        return {};
    }
    QString secret(const QUrl &url)
    {
        QString found;
        desktop->secrets().read(u"refresh "_s + url.toString(), desktop.get(),
                                [&found](const QString &kept) { found = kept; });
        return found;
    }
    void drop() { Q_EMIT front->closed(Problem::of(ProblemCode::Unavailable, u"The cable is out."_s)); }
    template <class Widget>
    Widget *find(const QString &name)
    {
        return desktop->window().findChild<Widget *>(name);
    }
    bool picture(QWidget &widget, const QString &name)
    {
        bool saved = true;
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            theme.setMode(mode);
            QTest::qWait(60);
            saved = saveScreenshot(widget, name + (mode == ThemeMode::Dark ? u"-dark"_s : u"-light"_s)) && saved;
        }
        theme.setMode(ThemeMode::Light);
        return saved;
    }

    Theme &theme;
    QTemporaryDir directory;
    FakeServer *front = nullptr;
    bool renews = false; ///< those that rest give another refresh token, and take the one before no more
    std::vector<FakeServer *> resting;
    std::unique_ptr<Desktop> desktop;
};

/// Answers the next message box.
void answerNext(QMessageBox::ButtonRole role)
{
    QTimer::singleShot(0, qApp, [role] {
        auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        if (!box)
            return answerNext(role);
        for (QAbstractButton *button : box->buttons()) {
            if (box->buttonRole(button) == role)
                return button->click();
        }
    });
}

} // namespace

/// Several servers at once, and what becomes of the window when one is out of reach or of another version.
class TestServers : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
    }
    void cleanupTestCase() { delete m_theme; }

    void joinedServersAreRememberedAndSwitchedBetween()
    {
        ManyServers f(*m_theme);
        QVERIFY(f.open());
        QVERIFY(f.join(office, u"office"_s));
        QVERIFY(f.join(lab, u"lab"_s));
        QCOMPARE(f.desktop->servers().all().size(), size_t(3));
        QCOMPARE(f.desktop->servers().name(), u"lab.example:8765"_s);
        f.desktop->servers().rename(office, u" Office "_s);
        QCOMPARE(f.standing(office).name, u"Office"_s);
        QTRY_COMPARE(f.standing(office).state, Session::State::Ready); // in the background
        f.desktop->servers().use(office);
        QVERIFY(f.isReady());
        QCOMPARE(f.desktop->session().url(), office);
        QCOMPARE(f.desktop->session().credentials().refreshToken, u"refresh office"_s);
        QTRY_COMPARE(f.standing(lab).state, Session::State::Ready);

        f.restart();
        QVERIFY(f.isReady());
        QCOMPARE(f.desktop->session().url(), office); // where it was
        QCOMPARE(f.desktop->servers().name(), u"Office"_s);
        QTRY_COMPARE(f.standing(lab).state, Session::State::Ready);
    }

    void aServerThatIsRemovedIsForgotten()
    {
        ManyServers f(*m_theme);
        QVERIFY(f.open());
        QVERIFY(f.join(office, u"office"_s));
        QVERIFY(f.join(lab, u"lab"_s));
        Pins().pin(u"office.example:8765"_s, QByteArray(32, 'a'));
        QTRY_COMPARE(f.standing(office).state, Session::State::Ready);
        const QPointer<FakeServer> still(f.resting.back());
        f.desktop->servers().remove(office);
        QTRY_VERIFY(!still || still->count(u"auth.logout"_s) == 1);
        QCOMPARE(f.desktop->servers().all().size(), size_t(2));
        QVERIFY(f.secret(office).isEmpty());
        QVERIFY(Pins().fingerprint(u"office.example:8765"_s).isEmpty());
        f.desktop->servers().remove(lab); // the one that the window is on
        QVERIFY(f.isReady());
        QVERIFY(f.desktop->servers().isLocal());
        QVERIFY(f.secret(lab).isEmpty());
    }

    void aSignInThatIsBeingRenewedIsWaitedFor()
    {
        ManyServers f(*m_theme);
        QVERIFY(f.open());
        f.renews = true;
        api::SignedIn kept;
        kept.refreshToken = u"kept"_s;
        f.desktop->servers().useRemote(office, kept);
        f.desktop->servers().useRemote(lab, kept); // the first goes on in the background, and renews its sign-in there
        f.desktop->servers().use(office);
        QTRY_COMPARE(f.desktop->session().url(), office);
        QVERIFY(f.isReady());
        QCOMPARE(f.desktop->session().credentials().refreshToken, u"renewed"_s);
    }

    void theLastChoiceCounts()
    {
        ManyServers f(*m_theme);
        QVERIFY(f.open());
        f.desktop->servers().useRemote(office, tokens(u"office"_s));
        f.desktop->servers().useRemote(lab, tokens(u"lab"_s));
        f.desktop->servers().use(office); // which is not connected yet
        f.desktop->servers().use(lab);
        QTRY_COMPARE(f.standing(office).state, Session::State::Ready);
        QCoreApplication::processEvents();
        QCOMPARE(f.desktop->session().url(), lab);
        QTRY_COMPARE(f.standing(lab).state, Session::State::Ready);
    }

    void organisationsOfOneServerAreNotOfferedOnAnother()
    {
        ManyServers f(*m_theme);
        f.front->on(u"organizations.list"_s, QJsonObject{{u"items"_s, QJsonArray{organizationNamed(2, u"Own"_s),
                                                                                 organizationNamed(3, u"Other"_s)}}});
        QVERIFY(f.open());
        auto *place = f.desktop->window().findChild<PlaceButton *>();
        const auto offers = [place](const QString &name) {
            const auto actions = place->choices()->actions();
            return std::ranges::any_of(actions, [&](const QAction *each) { return each->text() == name; });
        };
        QTRY_VERIFY(offers(u"Other"_s));
        f.front->refuse(u"organizations.list"_s, {{u"code"_s, u"unknown_operation"_s}}); // it is an older one
        const int before = f.front->count(u"organizations.list"_s);
        QVERIFY(f.join(office, u"office"_s));
        QTRY_VERIFY(f.front->count(u"organizations.list"_s) > before);
        QCoreApplication::processEvents();
        QVERIFY(!offers(u"Other"_s));
        for (int i = 0; i < 20; ++i)
            Q_EMIT f.desktop->servers().changed();
        QVERIFY(place->choices()->findChildren<QActionGroup *>().size() <= 3); // what was offered before is gone
    }

    void aCertificateIsAskedAboutInItsOwnWords()
    {
        Qt::TextFormat format = Qt::AutoText;
        QTimer look;
        connect(&look, &QTimer::timeout, this, [&format] {
            auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            if (!box)
                return;
            format = box->textFormat();
            box->reject();
        });
        look.start(0);
        QVERIFY(!askToTrust({u"office.example:8765"_s, u"<h1>Verified</h1>"_s, QByteArray(32, 'a')}));
        QCOMPARE(format, Qt::PlainText);
    }

    void onlySoManyStayConnected()
    {
        ManyServers f(*m_theme);
        QVERIFY(f.open());
        for (size_t i = 0; i < Servers::mostResting + 3; ++i)
            QVERIFY(f.join(QUrl(u"wss://s%1.example:8765/rpc"_s.arg(i)), QString::number(i)));
        size_t connected = 0;
        for (const ServerStanding &each : f.desktop->servers().all())
            connected += !each.isCurrent && each.state != Session::State::Idle ? 1 : 0;
        QCOMPARE(connected, Servers::mostResting);
    }

    void aServerWithoutASignInAsksForOne()
    {
        ManyServers f(*m_theme);
        QVERIFY(f.open());
        QVERIFY(f.join(office, u"office"_s));
        f.desktop->servers().signOut();
        QVERIFY(f.isReady());
        QVERIFY(f.desktop->servers().isLocal());
        QCOMPARE(f.standing(office).state, Session::State::Idle); // it stays in the list
        f.desktop->servers().use(office);
        QTRY_VERIFY(f.find<QDialog>(u"joinDialog"_s));
        QVERIFY(f.find<QLineEdit>(u"serverAddress"_s)->text().contains(u"office.example"_s));
        QVERIFY(f.desktop->servers().isLocal());
    }

    void anAnswerThatFinishesElsewhereShowsABadge()
    {
        ManyServers f(*m_theme);
        QVERIFY(f.open());
        QVERIFY(f.join(office, u"office"_s));
        const auto stream = StreamId::fromString(idText(7));
        QVERIFY(stream);
        f.front->on(u"events.resume"_s, QJsonValue(QJsonObject{{u"lastSeq"_s, 2}, {u"finished"_s, false}}));
        f.desktop->session().follow(*stream, 2, this, [](const api::Event &) {});
        QSignalSpy told(&f.desktop->servers(), &Servers::finishedElsewhere);
        f.desktop->servers().useLocal();
        QVERIFY(f.isReady());
        QCOMPARE(f.desktop->servers().unread(), 0);
        FakeServer *server = f.resting.back();
        QTRY_COMPARE(server->count(u"events.resume"_s), 1);
        QCOMPARE(server->last(u"events.resume"_s).value("after"_L1).toInt(), 2);
        server->event(idText(7), 3, u"text"_s, {});
        server->event(idText(7), 4, u"done"_s, {{u"ms"_s, 5}});
        QTRY_COMPARE(f.desktop->servers().unread(), 1);
        QCOMPARE(told.size(), 1);
        auto *place = f.desktop->window().findChild<PlaceButton *>();
        QVERIFY2(place->accessibleName().contains(u"finished"_s), qPrintable(place->accessibleName()));
        Q_EMIT place->choices()->aboutToShow();
        bool offered = false;
        for (const QAction *action : place->choices()->actions())
            offered = offered || action->text().contains(u"1 finished"_s);
        QVERIFY(offered);
        QVERIFY(f.picture(f.desktop->window(), u"servers-badge"_s));
        f.desktop->servers().use(office);
        QVERIFY(f.isReady());
        QCOMPARE(f.desktop->servers().unread(), 0); // it was gone to
    }

    void theCardListsRenamesAndRemoves()
    {
        ManyServers f(*m_theme);
        QVERIFY(f.open());
        QVERIFY(f.join(office, u"office"_s));
        f.desktop->window().showPanel(u"settings"_s);
        auto *list = f.find<QTableView>(u"serverList"_s);
        QCOMPARE(list->model()->rowCount(), 2);
        auto *remove = f.find<QPushButton>(u"serverRemove"_s);
        list->selectRow(0);
        QVERIFY(!remove->isEnabled()); // this computer's own
        list->selectRow(1);
        QVERIFY(remove->isEnabled());
        f.find<QPushButton>(u"serverRename"_s)->click();
        auto *dialog = f.find<QInputDialog>(u"renameServer"_s);
        QVERIFY(dialog);
        dialog->setTextValue(u"Office"_s);
        dialog->accept();
        QTRY_COMPARE(f.standing(office).name, u"Office"_s);
        QVERIFY(f.picture(*f.find<QWidget>(u"serversCard"_s), u"servers-card"_s));
        QSignalSpy anew(list->model(), &QAbstractItemModel::modelReset);
        QTRY_COMPARE(f.standing(QUrl(u"ws://127.0.0.1:1/rpc"_s)).state, Session::State::Ready);
        anew.clear();
        Q_EMIT f.desktop->servers().changed(); // as each second, when nothing did
        QCOMPARE(anew.size(), 0);
        answerNext(QMessageBox::DestructiveRole);
        remove->click();
        QTRY_COMPARE(list->model()->rowCount(), 1);
        QVERIFY(f.desktop->servers().isLocal());
    }

    void aLostConnectionIsCountedDownAndComesBack()
    {
        ManyServers f(*m_theme);
        QVERIFY(f.open());
        QVERIFY(f.join(office, u"office"_s));
        f.desktop->window().showPanel(u"chat"_s);
        auto *draft = f.find<QPlainTextEdit>(u"questionInput"_s);
        draft->setPlainText(u"how many orders per city"_s);
        auto *bar = f.find<OfflineBar>(u"offlineBar"_s);
        QVERIFY(!bar->isVisible());
        f.front->hang(u"auth.attach"_s); // it is reached, and says nothing
        f.drop();
        QTRY_VERIFY(bar->isVisible());
        f.drop();
        QTRY_VERIFY2(bar->text().contains(u"Offline"_s), qPrintable(bar->text()));
        QVERIFY2(bar->text().contains(u"The cable is out."_s), qPrintable(bar->text()));
        auto *retry = f.find<QPushButton>(u"offlineRetry"_s);
        auto *local = f.find<QPushButton>(u"offlineLocal"_s);
        QVERIFY(retry->isVisible() && local->isVisible());
        const QString said = f.desktop->window().findChild<MessageBar *>()->text();
        QVERIFY2(!said.contains(u"connection was lost"_s), qPrintable(said)); // once is enough
        QVERIFY(f.picture(f.desktop->window(), u"offline"_s));
        QCOMPARE(draft->toPlainText(), u"how many orders per city"_s);
        QCOMPARE(f.find<QPlainTextEdit>(u"questionInput"_s), draft); // no panel was made anew
        local->click();
        QVERIFY(QTest::qWaitFor([&f] { return f.desktop->servers().isLocal(); }));
        QTRY_VERIFY(!local->isVisible());
    }

    void tryingNowWaitsNoLonger()
    {
        auto transport = std::make_unique<ScriptedTransport>();
        ScriptedTransport &script = *transport;
        SessionOptions options;
        options.firstRetry = std::chrono::minutes(5);
        options.longestRetry = std::chrono::minutes(10);
        Session session(std::move(transport), options);
        std::vector<std::chrono::milliseconds> waits;
        connect(&session, &Session::connectionLost, this,
                [&waits](const Problem &, std::chrono::milliseconds wait) { waits.push_back(wait); });
        session.open(office);
        script.drop();
        QCOMPARE(session.state(), Session::State::Waiting);
        QVERIFY(session.retryIn() > std::chrono::minutes(3));
        QCOMPARE(script.opens, 1);
        session.retryNow();
        QTRY_COMPARE(script.opens, 2);
        for (int i = 0; i < 20; ++i) {
            script.drop();
            session.retryNow();
            QTRY_COMPARE(script.opens, 3 + i);
        }
        // Not all windows come back at once.
        QVERIFY(std::ranges::any_of(waits, [&waits](auto wait) { return wait != waits.front(); }));
        QVERIFY(std::ranges::all_of(
            waits, [](auto wait) { return wait >= std::chrono::minutes(4) && wait <= std::chrono::minutes(6); }));
    }

    void aChangedCertificateIsShownAndRefusedUntilSomebodySaysOtherwise()
    {
        ManyServers f(*m_theme);
        QVERIFY(f.open());
        QVERIFY(f.join(office, u"office"_s));
        const QString server = u"office.example:8765"_s;
        const QByteArray before(32, char(0xA1));
        const QByteArray now(32, char(0xB2));
        Pins().pin(server, before);
        f.front->hang(u"auth.attach"_s);
        Q_EMIT f.front->certificateChanged({server, before, now});
        f.drop();
        auto *bar = f.find<OfflineBar>(u"offlineBar"_s);
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(bar->text().contains(Pins::displayInLines(before)));
        QVERIFY(bar->text().contains(Pins::displayInLines(now)));
        auto *review = f.find<QPushButton>(u"certificateReview"_s);
        QVERIFY(review->isVisible());
        QVERIFY(!f.find<QPushButton>(u"offlineRetry"_s)->isVisible());
        QVERIFY(f.picture(f.desktop->window(), u"certificate-changed"_s));
        auto *announcer = f.desktop->window().findChild<Announcer *>();
        QVERIFY(announcer->said().contains(u"changed"_s));
        announcer->say(u"Something else."_s);
        Q_EMIT f.front->certificateChanged({server, before, now}); // the next attempt
        QCOMPARE(announcer->said(), u"Something else."_s);
        answerNext(QMessageBox::RejectRole);
        review->click();
        QCOMPARE(Pins().fingerprint(server), before);
        QVERIFY(review->isVisible());
        answerNext(QMessageBox::DestructiveRole);
        review->click();
        QCOMPARE(Pins().fingerprint(server), now);
    }

    void aServerOfAVersionThatDoesNotFitIsRefusedInWords_data()
    {
        QTest::addColumn<int>("protocol");
        QTest::addColumn<int>("oldest");
        QTest::addColumn<QString>("words");
        QTest::newRow("too old") << 0 << 0 << u"too old"_s;
        QTest::newRow("too new") << 9 << 9 << u"too new"_s;
    }

    void aServerOfAVersionThatDoesNotFitIsRefusedInWords()
    {
        QFETCH(const int, protocol);
        QFETCH(const int, oldest);
        QFETCH(const QString, words);
        ManyServers f(*m_theme);
        QVERIFY(f.open());
        QJsonObject attached = attachedJson();
        attached[u"server"_s] =
            QJsonObject{{u"program"_s, u"7.8.9"_s}, {u"protocol"_s, protocol}, {u"oldestProtocol"_s, oldest}};
        f.front->on(u"auth.attach"_s, QJsonValue(attached));
        f.desktop->servers().useRemote(office, tokens(u"office"_s));
        QTRY_COMPARE(f.desktop->session().state(), Session::State::Unfit);
        auto *bar = f.find<OfflineBar>(u"offlineBar"_s);
        QTRY_VERIFY(bar->isVisible());
        QVERIFY2(bar->text().contains(words) && bar->text().contains(u"7.8.9"_s), qPrintable(bar->text()));
        QVERIFY(!f.find<QPushButton>(u"offlineRetry"_s)->isVisible());
        QVERIFY(f.find<QPushButton>(u"offlineLocal"_s)->isVisible());
        QCOMPARE(f.secret(office), u"refresh office"_s); // for when one of the two is updated
        std::optional<Problem> why;
        f.desktop->session().call<api::Empty>("usage.today", api::Empty{}, this,
                                              [&why](const Result<api::Empty> &answer) { why = answer.error(); });
        QTRY_VERIFY(why.has_value());
        QVERIFY(why->detail.contains(words));
    }

    void whatAnOlderServerDoesNotKnowIsSaidAndItsPanelsAreNotOffered()
    {
        ManyServers f(*m_theme);
        f.front->on(u"server.about"_s, QJsonObject{{u"name"_s, u"Old"_s},
                                                   {u"supportAddress"_s, QString()},
                                                   {u"registration"_s, u"closed"_s},
                                                   {u"operations"_s, QJsonArray{u"chat.ask"_s, u"documents.list"_s}}});
        f.front->refuse(u"workflows.list"_s, {{u"code"_s, u"unknown_operation"_s}, {u"title"_s, u"No such"_s}});
        QVERIFY(f.open());
        auto *actions = &f.desktop->actions();
        QTRY_VERIFY(!actions->action(u"panel.workflows"_s)->isVisible());
        QVERIFY(actions->action(u"panel.knowledge"_s)->isVisible());
        QVERIFY(actions->action(u"panel.chat"_s)->isVisible());
        std::optional<Problem> why;
        f.desktop->session().call<api::Empty>("workflows.list", api::Empty{}, this,
                                              [&why](const Result<api::Empty> &answer) { why = answer.error(); });
        QTRY_VERIFY(why.has_value());
        QVERIFY2(why->detail.contains(u"workflows.list"_s) && why->detail.contains(u"older"_s),
                 qPrintable(why->detail));
        QVERIFY(!why->hint.isEmpty());
    }

    void aServerThatDoesNotListWhatItKnowsKeepsAllPanels()
    {
        ManyServers f(*m_theme);
        QVERIFY(f.open());
        QTRY_COMPARE(f.front->count(u"server.about"_s), 1);
        QVERIFY(f.desktop->actions().action(u"panel.workflows"_s)->isVisible());
    }
};

static const bool registered = tabletalk::test::add<TestServers>();
#include "tst_Servers.moc"
