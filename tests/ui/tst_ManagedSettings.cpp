// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window on a computer whose administrator has set something, and people who try to get around it.
#include "core/api/Models.h"
#include "server/embedded/EmbeddedServer.h"
#include "tests/support/TestRunner.h"
#include "tests/ui/FakeServer.h"
#include "tests/ui/Screenshots.h"
#include "ui/session/GuardedTransport.h"
#include "ui/session/Pins.h"
#include "ui/shell/Desktop.h"
#include "ui/shell/MainWindow.h"
#include "ui/start/JoinDialog.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Notice.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int longWait = 30'000;

/// JSON with single quotation marks, which are easier to read here.
ManagedPolicy policyOf(const char *json)
{
    return readPolicy(QByteArray(json).replace('\'', '"'), u"/etc/tabletalk/policy.json"_s);
}

api::SignedIn somebody()
{
    return {u"access"_s, u"refresh"_s, 900, {}, {}, {}};
}

/// A window whose every way to a server is written down.
struct ManagedWindow
{
    ManagedWindow(Theme &windowTheme, ManagedPolicy policy)
        : theme(windowTheme)
    {
        DesktopOptions options;
        options.configDir = directory.path();
        options.policy = std::move(policy);
        options.makeTransport = [this] {
            auto made = std::make_unique<Recorder>(opened);
            servers.push_back(made.get());
            return made;
        };
        desktop = std::make_unique<Desktop>(windowTheme, options);
        desktop->secrets().useFile();
        desktop->window().resize(1180, 900);
        desktop->showWindow();
    }
    void openLocal()
    {
        LocalServer local;
        local.url = QUrl(u"ws://127.0.0.1:1/rpc"_s);
        local.dataDir = directory.path();
        local.signIn = [] { return somebody(); };
        desktop->servers().setLocal(local);
    }
    template <class Widget>
    Widget *find(const QString &name)
    {
        return desktop->window().findChild<Widget *>(name);
    }

    class Recorder final : public Transport
    {
    public:
        explicit Recorder(QList<QUrl> &opened)
            : m_opened(opened)
        {
            connect(&m_server, &Transport::opened, this, &Transport::opened);
            connect(&m_server, &Transport::received, this, &Transport::received);
            connect(&m_server, &Transport::closed, this, &Transport::closed);
        }
        void open(const QUrl &url) override
        {
            m_opened.append(url);
            m_server.open(url);
        }
        void send(const QByteArray &text) override
        {
            sent.append(text);
            m_server.send(text);
        }
        void close() override { m_server.close(); }

        QByteArrayList sent;

    private:
        QList<QUrl> &m_opened;
        FakeServer m_server;
    };

    Theme &theme;
    QTemporaryDir directory;
    QList<QUrl> opened;
    std::vector<Recorder *> servers;
    std::unique_ptr<Desktop> desktop;
};

const QUrl ours(u"wss://tabletalk.example.org/rpc"_s);
const QUrl elsewhere(u"wss://elsewhere.example.com/rpc"_s);

} // namespace

Q_DECLARE_METATYPE(tabletalk::ManagedPolicy)

class TestManagedSettings : public QObject
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

    void withoutAPolicyNothingIsLocked()
    {
        ManagedWindow f(*m_theme, {});
        f.openLocal();
        f.desktop->servers().useRemote(elsewhere, somebody());
        QTRY_VERIFY(f.opened.contains(elsewhere));
        f.desktop->window().showPanel(u"settings"_s);
        QVERIFY(!f.find<QWidget>(u"managedCard"_s));
        QVERIFY(f.find<QLabel>(u"noUpdateCheck"_s)->isVisibleTo(&f.desktop->window()));
    }

    void noOtherServerThanTheLockedOneIsEverConnected()
    {
        ManagedWindow f(*m_theme, policyOf("{'serverUrl': 'https://tabletalk.example.org'}"));
        f.openLocal();
        QSignalSpy failures(&f.desktop->servers(), &Servers::failed);
        f.desktop->servers().useRemote(elsewhere, somebody());
        f.desktop->servers().use(elsewhere);
        QCOMPARE(failures.size(), 2);
        QVERIFY(failures.at(0).at(0).value<Problem>().detail.contains(u"policy.json"_s));
        // Past all of the list of servers, as code would that forgets to ask.
        QSignalSpy lost(&f.desktop->session(), &Session::connectionLost);
        f.desktop->session().open(elsewhere, somebody());
        QTRY_VERIFY(lost.size() > 0);
        QVERIFY(!f.opened.contains(elsewhere));
        for (const QUrl &near :
             {QUrl(u"ws://tabletalk.example.org/rpc"_s), QUrl(u"wss://tabletalk.example.org:444/rpc"_s),
              QUrl(u"wss://tabletalk.example.org.evil.com/rpc"_s), QUrl(u"ws://127.0.0.1:2/rpc"_s)}) {
            lost.clear();
            f.desktop->session().open(near, somebody());
            QTRY_VERIFY(!lost.isEmpty());
            QCOMPARE(lost.takeLast().at(0).value<Problem>().code, ProblemCode::Forbidden);
            QVERIFY2(!f.opened.contains(near), qPrintable(near.toString()));
        }
    }

    void theLockedServerItselfIsReached()
    {
        ManagedWindow f(*m_theme, policyOf("{'serverUrl': 'wss://tabletalk.example.org:443/rpc'}"));
        f.openLocal();
        const QUrl address =
            f.desktop->servers().managed().isServerLocked() ? QUrl(u"wss://tabletalk.example.org:443/rpc"_s) : QUrl();
        f.desktop->servers().useRemote(address, somebody());
        QTRY_VERIFY(f.opened.contains(address));
    }

    void whatTheUsersSettingsSayDoesNotCount()
    {
        QSettings().setValue(u"servers/last"_s, elsewhere);
        QSettings settings;
        settings.beginWriteArray(u"servers/list"_s, 1);
        settings.setArrayIndex(0);
        settings.setValue(u"url"_s, elsewhere);
        settings.endArray();
        settings.setValue(u"policy/serverUrl"_s, elsewhere);
        settings.setValue(u"serverUrl"_s, elsewhere);
        settings.sync();
        ManagedWindow f(*m_theme, policyOf("{'serverUrl': 'wss://tabletalk.example.org/rpc'}"));
        f.openLocal();
        QTRY_VERIFY(f.desktop->session().isReady());
        QVERIFY(f.desktop->servers().isLocal());
        QVERIFY(!f.opened.contains(elsewhere));
    }

    void theOwnServerCanBeSwitchedOff()
    {
        ManagedWindow f(*m_theme, policyOf("{'serverUrl': 'tabletalk.example.org', 'allowOwnServer': false}"));
        QSignalSpy wanted(&f.desktop->servers(), &Servers::signInWanted);
        f.openLocal();
        QVERIFY(!f.desktop->servers().hasLocal());
        QCOMPARE(wanted.size(), 1);
        auto *dialog = f.desktop->window().findChild<JoinDialog *>();
        QVERIFY(dialog);
        f.desktop->servers().useLocal();
        QVERIFY(f.opened.isEmpty());
    }

    void joiningShowsWhatIsLocked()
    {
        ManagedWindow f(*m_theme, policyOf("{'serverUrl': 'tabletalk.example.org', 'signInMethod': 'sso'}"));
        f.openLocal();
        f.desktop->navigator().joinServer();
        auto *dialog = f.desktop->window().findChild<JoinDialog *>();
        QVERIFY(dialog);
        auto *address = dialog->findChild<QLineEdit *>(u"serverAddress"_s);
        QCOMPARE(address->text(), u"tabletalk.example.org"_s);
        QVERIFY(address->isReadOnly());
        QTest::keyClicks(address, u"elsewhere.example.com"_s);
        QCOMPARE(address->text(), u"tabletalk.example.org"_s);
        QVERIFY(address->toolTip().contains(u"/etc/tabletalk/policy.json"_s));
        auto *tabs = dialog->findChild<QTabWidget *>(u"accountTabs"_s);
        QVERIFY(!tabs->isTabEnabled(0));
        QVERIFY(tabs->isTabEnabled(1));
        QVERIFY(!tabs->isTabEnabled(2));
        QCOMPARE(tabs->currentIndex(), 1);
        QVERIFY(saveScreenshot(*dialog, u"managed-join"_s));
    }

    void anInvitationToTheLockedServerIsAccepted()
    {
        ManagedWindow f(*m_theme, policyOf("{'serverUrl': 'tabletalk.example.org'}"));
        f.openLocal();
        f.desktop->navigator().joinServer();
        auto *dialog = f.desktop->window().findChild<JoinDialog *>();
        auto *address = dialog->findChild<QLineEdit *>(u"serverAddress"_s);
        auto *link = dialog->findChild<QLineEdit *>(u"invitationLink"_s);
        QVERIFY(link && !link->isReadOnly());
        // Pasted where the eye is: onto the address, which is locked.
        QGuiApplication::clipboard()->setText(u" https://tabletalk.example.org:8765/join#ti_abc "_s);
        address->setFocus();
        QTest::keySequence(address, QKeySequence::Paste);
        QCOMPARE(address->text(), u"tabletalk.example.org"_s);
        QCOMPARE(link->text(), u"https://tabletalk.example.org:8765/join#ti_abc"_s);
        QVERIFY(!dialog->findChild<Notice *>()->isVisible());
        QVERIFY(saveScreenshot(*dialog, u"managed-invitation"_s));
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"joinNext"_s), Qt::LeftButton);
        QTRY_VERIFY(dialog->findChild<QLineEdit *>(u"invitedEmail"_s)->isVisible());
        QVERIFY(f.opened.contains(QUrl(u"wss://tabletalk.example.org:8765/rpc"_s)));
        QCOMPARE(namelessControls(*dialog), QStringList());
    }

    void anInvitationThatCannotBeTakenSaysWhy_data()
    {
        QTest::addColumn<ManagedPolicy>("policy");
        QTest::addColumn<QString>("link");
        QTest::addColumn<QStringList>("said");
        const auto server = policyOf("{'serverUrl': 'tabletalk.example.org'}");
        QTest::newRow("another server") << server << u"https://elsewhere.example.com:8765/join#ti_abc"_s
                                        << QStringList{u"elsewhere.example.com"_s, u"tabletalk.example.org"_s,
                                                       u"policy.json"_s};
        QTest::newRow("another port") << server << u"https://tabletalk.example.org/join#ti_abc"_s
                                      << QStringList{u":8765"_s, u":443"_s, u"policy.json"_s};
        QTest::newRow("no link") << server << u"elsewhere.example.com"_s << QStringList{u"no link"_s};
        QTest::newRow("single sign-on") << policyOf("{'serverUrl': 'tabletalk.example.org', 'signInMethod': 'sso'}")
                                        << u"https://tabletalk.example.org:8765/join#ti_abc"_s
                                        << QStringList{u"single sign-on"_s, u"password"_s, u"policy.json"_s};
    }
    void anInvitationThatCannotBeTakenSaysWhy()
    {
        QFETCH(ManagedPolicy, policy);
        QFETCH(QString, link);
        QFETCH(QStringList, said);
        ManagedWindow f(*m_theme, policy);
        f.openLocal();
        QTRY_VERIFY(f.desktop->session().isReady());
        const qsizetype before = f.opened.size();
        f.desktop->navigator().joinServer();
        auto *dialog = f.desktop->window().findChild<JoinDialog *>();
        QGuiApplication::clipboard()->setText(link);
        auto *address = dialog->findChild<QLineEdit *>(u"serverAddress"_s);
        address->setFocus();
        QTest::keySequence(address, QKeySequence::Paste);
        auto *notice = dialog->findChild<Notice *>();
        QVERIFY(notice->isVisible());
        for (const QString &word : said)
            QVERIFY2(notice->text().contains(word), qPrintable(notice->text()));
        QVERIFY(saveScreenshot(*dialog, u"managed-invitation-refused"_s));
        dialog->findChild<QPushButton *>(u"joinNext"_s)->click();
        QVERIFY(notice->isVisible());
        QCOMPARE(f.opened.size(), before); // nobody was asked
        // Without the link one goes on as before.
        dialog->findChild<QLineEdit *>(u"invitationLink"_s)->clear();
        QVERIFY(!notice->isVisible());
        dialog->findChild<QPushButton *>(u"joinNext"_s)->click();
        QTRY_VERIFY(f.opened.contains(QUrl(u"wss://tabletalk.example.org:8765/rpc"_s)));
    }

    void passwordsNeverLeaveWhereSingleSignOnIsLocked()
    {
        ManagedWindow f(*m_theme, policyOf("{'signInMethod': 'sso'}"));
        f.openLocal();
        Session &session = f.desktop->session();
        session.open(ours);
        QTRY_COMPARE(session.state(), Session::State::SignedOut);
        std::optional<Problem> why;
        api::LoginRequest login;
        login.email = u"a@example.org"_s;
        login.password = u"a-password-nobody-sees"_s;
        session.signIn(login, this, [&](const Result<void> &answer) { why = answer.error(); });
        QTRY_VERIFY(why);
        QCOMPARE(why->code, ProblemCode::Forbidden);
        for (const ManagedWindow::Recorder *server : f.servers) {
            for (const QByteArray &sent : server->sent)
                QVERIFY(!sent.contains("a-password-nobody-sees"));
        }
    }

    void aFaultyPolicyShutsEverythingAndSaysSo()
    {
        ManagedWindow f(*m_theme, policyOf("{ this is no policy"));
        f.openLocal();
        f.desktop->servers().useRemote(ours, somebody());
        f.desktop->session().open(ours, somebody());
        QTest::qWait(0);
        QVERIFY(f.opened.isEmpty());
        f.desktop->window().showPanel(u"settings"_s);
        auto *notice = f.find<QWidget>(u"managedNotice"_s);
        QVERIFY(notice);
        QVERIFY(notice->isVisibleTo(&f.desktop->window()));
        QVERIFY(saveScreenshot(f.desktop->window(), u"managed-faulty"_s));
    }

    void settingsShowWhatIsLockedAndWhere()
    {
        ManagedWindow f(*m_theme, policyOf("{'serverUrl': 'wss://tabletalk.example.org/rpc', 'signInMethod': 'sso', "
                                           "'airGap': true, 'updateCheck': true, 'trustNewCertificates': false}"));
        f.openLocal();
        f.desktop->window().showPanel(u"settings"_s);
        for (const QString &key :
             {u"serverUrl"_s, u"signInMethod"_s, u"airGap"_s, u"updateCheck"_s, u"trustNewCertificates"_s}) {
            auto *field = f.find<QLineEdit>(u"managed."_s + key);
            QVERIFY2(field, qPrintable(key));
            QVERIFY(field->isReadOnly());
            QVERIFY(!field->text().isEmpty());
            QVERIFY(field->accessibleName().contains(u"locked"_s));
            QVERIFY(field->toolTip().contains(u"/etc/tabletalk/policy.json"_s));
        }
        QVERIFY(f.find<QLineEdit>(u"managed.updateCheck"_s)->text().startsWith(u"Never"_s));
        QCOMPARE(namelessControls(f.desktop->window()), QStringList());
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            m_theme->setMode(mode);
            QTest::qWait(60);
            QVERIFY(
                saveScreenshot(f.desktop->window(), mode == ThemeMode::Light ? u"managed-light"_s : u"managed-dark"_s));
        }
    }

    void certificatesThatWereAcceptedBeforeDoNotCountWhereNobodyMayAccept()
    {
        const ManagedSettings managed(policyOf("{'trustNewCertificates': false}"));
        QVERIFY(!managed.trust().mayAcceptNew);
        const ManagedSettings authority(policyOf("{'caFile': '/nowhere/ca.pem'}"));
        const auto why = authority.refusalOf(ours);
        QVERIFY(why);
        QVERIFY(why->detail.contains(u"/nowhere/ca.pem"_s));
        QVERIFY(authority.policy().problem());
    }

    /// With the same watch on a computer without the policy, so that the test can fail.
    void theAirGapKeepsTheServerInsideTheProgramFromCallingAnybody_data()
    {
        QTest::addColumn<ManagedPolicy>("policy");
        QTest::addColumn<bool>("isSealed");
        QTest::newRow("on") << policyOf("{'airGap': true}") << true;
        QTest::newRow("faulty") << policyOf("{'airGap': 'of course'}") << true;
        QTest::newRow("no policy") << ManagedPolicy() << false;
    }
    void theAirGapKeepsTheServerInsideTheProgramFromCallingAnybody()
    {
        QFETCH(ManagedPolicy, policy);
        QFETCH(bool, isSealed);
        QTcpServer model;
        QVERIFY(model.listen(QHostAddress::LocalHost));
        int calls = 0;
        connect(&model, &QTcpServer::newConnection, this, [&] {
            ++calls;
            model.nextPendingConnection()->close();
        });
        QTemporaryDir directory;
        EmbeddedServerOptions options;
        options.dataDir = directory.path();
        options.airGap = policy.airGap.value.value_or(false);
        auto server = EmbeddedServer::start(options);
        QVERIFY(server);
        DesktopOptions windowOptions;
        windowOptions.configDir = directory.path();
        Desktop desktop(*m_theme, windowOptions);
        desktop.secrets().useFile();
        desktop.servers().setLocal({(*server)->rpcUrl(), options.dataDir, [&] { return (*server)->signInOwner(); }});
        QTRY_VERIFY_WITH_TIMEOUT(desktop.session().isReady(), longWait);
        api::UpdateModelRequest request;
        request.mode = u"always"_s;
        request.protocol = u"openai"_s;
        request.baseUrl = u"http://127.0.0.1:%1/v1"_s.arg(model.serverPort());
        request.model = u"told"_s;
        bool isDone = false;
        desktop.session().call<api::ModelSettings>(
            "model.update", request, this, [&](const Result<api::ModelSettings> &) {
                desktop.session().call<api::ModelCheck>("model.check", api::Empty(), this,
                                                        [&](const Result<api::ModelCheck> &) { isDone = true; });
            });
        QTRY_VERIFY_WITH_TIMEOUT(isDone, longWait);
        QCOMPARE(calls == 0, isSealed);
    }
};

static const bool registered = tabletalk::test::add<TestManagedSettings>();
#include "tst_ManagedSettings.moc"
