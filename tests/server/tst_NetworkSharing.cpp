// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"
#include "core/crypto/SelfSigned.h"
#include "server/embedded/EmbeddedServer.h"
#include "server/embedded/NetworkSharing.h"
#include "server/embedded/OwnAddresses.h"
#include "tests/support/TestRunner.h"

#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>

#include <algorithm>
#include <atomic>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000;

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

/// The server of somebody's window, and somebody else who comes to it over the network.
struct Shared
{
    struct Reply
    {
        int status = 0;
        QJsonObject body;
        QString code() const { return body.value("code"_L1).toString(); }
    };

    Shared() { start(); }
    void start()
    {
        EmbeddedServerOptions options;
        options.dataDir = directory.filePath(u"data"_s);
        auto started = EmbeddedServer::start(options);
        if (started)
            server = *std::move(started);
    }
    api::SharingSettings settings(bool on = true) const { return {on, u"127.0.0.1"_s, port}; }
    NetworkSharing &sharing() { return server->sharing(); }

    /// Over the shared address, as anybody on the network.
    Reply ask(const QByteArray &verb, const QString &path, const QJsonObject &body = {}, const QString &token = {},
              const QByteArray &host = {})
    {
        return send(u"https://127.0.0.1:%1/api/v1/%2"_s.arg(port).arg(path), verb, body, token, host);
    }
    /// From the computer itself, as its owner.
    Reply askHere(const QByteArray &verb, const QString &path, const QJsonObject &body = {})
    {
        const QUrl rpc = server->rpcUrl();
        return send(u"http://127.0.0.1:%1/api/v1/%2"_s.arg(rpc.port()).arg(path), verb, body,
                    server->signInOwner()->accessToken, {});
    }
    Reply send(const QString &url, const QByteArray &verb, const QJsonObject &body, const QString &token,
               const QByteArray &host)
    {
        QNetworkRequest request{QUrl(url)};
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        if (!token.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + token.toUtf8());
        if (!host.isEmpty())
            request.setRawHeader("Host", host);
        QNetworkReply *reply = network.sendCustomRequest(request, verb, QJsonDocument(body).toJson());
        reply->ignoreSslErrors();
        QEventLoop loop;
        QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
        Reply result;
        result.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        result.body = QJsonDocument::fromJson(reply->readAll()).object();
        reply->deleteLater();
        return result;
    }
    /// Somebody with an account by invitation; their token.
    QString guest(const QString &role)
    {
        const Reply invited = askHere("POST", u"invitations"_s, {{u"role"_s, role}});
        const Reply joined = ask("POST", u"invitations/accept"_s,
                                 {{u"token"_s, invited.body.value("token"_L1)},
                                  {u"email"_s, u"ada@example.org"_s},
                                  {u"fullName"_s, u"Ada Lovelace"_s},
                                  {u"password"_s, u"a long enough passphrase"_s}});
        return joined.body.value("accessToken"_L1).toString();
    }

    QTemporaryDir directory;
    quint16 port = freePort();
    QNetworkAccessManager network;
    std::unique_ptr<EmbeddedServer> server;
};

/// A window elsewhere.
struct Window
{
    explicit Window(quint16 port, const QString &host = u"127.0.0.1"_s)
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [this] { ++answers; });
        QObject::connect(&socket, &QWebSocket::sslErrors, &socket, [this] { socket.ignoreSslErrors(); });
        socket.open(QUrl(u"wss://%1:%2/rpc"_s.arg(host).arg(port)));
    }
    bool isOpen() const { return socket.state() == QAbstractSocket::ConnectedState; }
    void attach(const QString &token)
    {
        socket.sendTextMessage(
            uR"({"jsonrpc":"2.0","id":1,"method":"auth.attach","params":{"accessToken":"%1"}})"_s.arg(token));
    }
    QWebSocket socket;
    int answers = 0;
};

} // namespace

/// The server inside the window's program, shared on the network.
class TestNetworkSharing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCertificateNamesWhereTheServerIs()
    {
        const Instant now = SystemClock().now();
        crypto::SelfSignedRequest request;
        request.commonName = u"desk"_s;
        request.hostNames = {u"desk"_s, u"desk.local"_s, u"a,DNS:evil.example"_s, u"-bad-"_s};
        request.addresses = {u"192.168.1.20"_s, u"fe80::1%eth0"_s, u"2001:db8::5"_s};
        request.from = now - std::chrono::hours(24);
        request.until = now + std::chrono::hours(24 * 365);
        const auto made = crypto::makeSelfSigned(request);
        QVERIFY(made);
        const QSslCertificate certificate(made->certificate);
        QVERIFY(certificate.isSelfSigned());
        QCOMPARE(certificate.version(), QByteArray("3"));
        QCOMPARE(certificate.subjectInfo(QSslCertificate::CommonName), QStringList{u"desk"_s});
        const auto names = certificate.subjectAlternativeNames();
        QCOMPARE(names.values(QSsl::DnsEntry).size(), 2);
        QVERIFY(!names.values(QSsl::DnsEntry).join(u' ').contains(u"evil"_s));
        QStringList addresses = names.values(QSsl::IpAddressEntry);
        addresses.sort();
        QCOMPARE(addresses, (QStringList{u"192.168.1.20"_s, u"2001:db8::5"_s}));
        QVERIFY(certificate.expiryDate() > QDateTime::currentDateTimeUtc().addDays(360));
        QCOMPARE(crypto::certificateFingerprint(made->certificate), certificate.digest(QCryptographicHash::Sha256));
        QVERIFY(crypto::certificateFingerprint("nothing").isEmpty());
        const auto another = crypto::makeSelfSigned(request);
        QVERIFY(QSslCertificate(another->certificate).serialNumber() != certificate.serialNumber());
    }

    void nobodyReachesItBeforeTheSwitch()
    {
        Shared s;
        QVERIFY(s.server);
        QVERIFY(!s.sharing().state().settings.on);
        QVERIFY(!s.sharing().state().listening);
        QCOMPARE(s.ask("GET", u"server"_s).status, 0);
        QCOMPARE(s.server->rpcUrl().host(), u"127.0.0.1"_s);
        QVERIFY(!QFile::exists(s.directory.filePath(u"data/sharing.key"_s)));
    }

    void switchedOnItShowsTheCertificateThatItSays()
    {
        Shared s;
        const auto switchedOn = s.sharing().change(s.settings());
        QVERIFY2(switchedOn, qPrintable(switchedOn ? QString() : switchedOn.error().detail));
        const api::SharingState state = s.sharing().state();
        QVERIFY(state.listening);
        QCOMPARE(state.addresses, std::vector<QString>{u"https://127.0.0.1:%1"_s.arg(s.port)});
        QSslSocket socket;
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket.connectToHostEncrypted(u"127.0.0.1"_s, s.port);
        QVERIFY(socket.waitForEncrypted(patience));
        QVERIFY(socket.sessionProtocol() >= QSsl::TlsV1_2);
        QCOMPARE(socket.peerCertificate().digest(QCryptographicHash::Sha256), state.fingerprint);
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(s.directory.filePath(u"data/sharing.key"_s)) & others));
    }

    void itIsSharedAgainAfterARestartWithTheSameCertificate()
    {
        Shared s;
        QVERIFY(s.sharing().change(s.settings()));
        const QByteArray fingerprint = s.sharing().state().fingerprint;
        s.server.reset();
        QCOMPARE(s.ask("GET", u"server"_s).status, 0);
        s.start();
        QVERIFY(s.server);
        QVERIFY(s.sharing().state().listening);
        QCOMPARE(s.sharing().state().fingerprint, fingerprint);
        QCOMPARE(s.ask("GET", u"server"_s).status, 200);
        QVERIFY(s.sharing().change(s.settings(false)));
        s.server.reset();
        s.start();
        QVERIFY(!s.sharing().state().listening);
    }

    void switchedOffItEndsConnectionsAndSaysWhy()
    {
        Shared s;
        QVERIFY(s.sharing().change(s.settings()));
        const QString token = s.guest(u"member"_s);
        Window window(s.port);
        QTRY_VERIFY_WITH_TIMEOUT(window.isOpen(), patience);
        window.attach(token);
        QTRY_COMPARE_WITH_TIMEOUT(window.answers, 1, patience);
        QVERIFY(s.sharing().change(s.settings(false)));
        QTRY_COMPARE_WITH_TIMEOUT(window.socket.state(), QAbstractSocket::UnconnectedState, patience);
        QCOMPARE(int(window.socket.closeCode()), 4410);
        QCOMPARE(s.ask("GET", u"server"_s).status, 0);
        QCOMPARE(s.askHere("GET", u"server"_s).status, 200); // its own window goes on
        QVERIFY(s.sharing().change(s.settings()));           // and the same port is had again at once
        QCOMPARE(s.ask("GET", u"server"_s).status, 200);
    }

    void whoIsConnectedIsToldAsTheyComeAndGo()
    {
        Shared s;
        std::atomic<int> told = 0;
        s.sharing().onChanged([&told] { ++told; });
        QVERIFY(s.sharing().change(s.settings()));
        const QString token = s.guest(u"member"_s);
        QVERIFY(s.sharing().state().guests.empty());
        {
            Window window(s.port);
            QTRY_VERIFY_WITH_TIMEOUT(window.isOpen(), patience);
            QVERIFY(s.sharing().state().guests.empty()); // nobody before they say who they are
            const int before = told;
            window.attach(token);
            QTRY_COMPARE_WITH_TIMEOUT(s.sharing().state().guests.size(), size_t(1), patience);
            // They are told of, and have a name, a moment after they are there.
            QTRY_VERIFY_WITH_TIMEOUT(told > before, patience);
            QTRY_COMPARE_WITH_TIMEOUT(s.sharing().state().guests.front().name, u"Ada Lovelace"_s, patience);
            QCOMPARE(s.sharing().state().guests.front().address, u"127.0.0.1"_s);
        }
        QTRY_VERIFY_WITH_TIMEOUT(s.sharing().state().guests.empty(), patience);
        s.sharing().onChanged({});
    }

    void everywhereIsByBothFamiliesThroughOneDoor()
    {
        if (!QTcpServer().listen(QHostAddress::LocalHostIPv6))
            QSKIP("There is no IPv6 here.");
        Shared s;
        QVERIFY(s.sharing().change({true, {}, s.port}));
        const api::SharingState state = s.sharing().state();
        for (const QString &own : ownAddresses()) {
            const QString host = own.contains(u':') ? QString(u'[' + own + u']') : own;
            const QString address = u"https://%1:%2"_s.arg(host).arg(s.port);
            QVERIFY2(std::ranges::find(state.addresses, address) != state.addresses.end(), qPrintable(address));
            QVERIFY2(!QHostAddress(own).isLinkLocal(), qPrintable(own));
            QCOMPARE(s.send(address + u"/api/v1/server"_s, "GET", {}, {}, {}).status, 200);
        }
        QCOMPARE(state.addresses.size(), size_t(ownAddresses().size()));
        const QString token = s.guest(u"member"_s); // comes by IPv4
        QVERIFY(!token.isEmpty());
        for (const auto &[host, shown] : {std::pair(u"127.0.0.1"_s, u"127.0.0.1"_s), std::pair(u"[::1]"_s, u"::1"_s)}) {
            Window window(s.port, host);
            QTRY_VERIFY_WITH_TIMEOUT(window.isOpen(), patience);
            window.attach(token);
            QTRY_COMPARE_WITH_TIMEOUT(s.sharing().state().guests.size(), size_t(1), patience);
            // As limits and ranges know it: not "::ffff:127.0.0.1".
            QCOMPARE(s.sharing().state().guests.front().address, shown);
            window.socket.close();
            QTRY_VERIFY_WITH_TIMEOUT(s.sharing().state().guests.empty(), patience);
        }
    }

    void aPortThatIsTakenByIPv4AloneIsTaken()
    {
        Shared s;
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::AnyIPv4, s.port));
        const auto switchedOn = s.sharing().change({true, {}, s.port});
        QVERIFY(!switchedOn);
        QCOMPARE(switchedOn.error().code, ProblemCode::CannotConnect);
        QVERIFY(!s.sharing().state().listening);
    }

    void anAccountComesByInvitationAlone()
    {
        Shared s;
        QVERIFY(s.sharing().change(s.settings()));
        const QJsonObject account{{u"organization"_s, u"Evil"_s},
                                  {u"fullName"_s, u"Eve"_s},
                                  {u"email"_s, u"eve@example.org"_s},
                                  {u"password"_s, u"a long enough passphrase"_s}};
        QCOMPARE(s.ask("POST", u"auth/register"_s, account).code(), u"registration_closed"_s);
        QJsonObject guessed = account;
        guessed[u"token"_s] = u"ti_guessed"_s;
        QVERIFY(s.ask("POST", u"invitations/accept"_s, guessed).status >= 400);
        // The owner of the computer has no password, so that nobody knows it.
        for (const QString &password : {u""_s, u"owner"_s}) {
            QVERIFY(
                s.ask("POST", u"auth/login"_s, {{u"email"_s, u"owner@localhost"_s}, {u"password"_s, password}}).status
                >= 400);
        }
        const Shared::Reply invited = s.askHere("POST", u"invitations"_s, {{u"role"_s, u"member"_s}});
        const QString link = invited.body.value("link"_L1).toString();
        QCOMPARE(link, u"https://127.0.0.1:%1/join#%2&sha256=%3"_s.arg(s.port).arg(
                           invited.body.value("token"_L1).toString(),
                           QString::fromLatin1(s.sharing().state().fingerprint.toHex())));
        QVERIFY(!s.guest(u"member"_s).isEmpty());
    }

    void aGuestSendsTheComputerNowhere_data()
    {
        QTest::addColumn<QByteArray>("verb");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QJsonObject>("body");
        const QJsonObject file{{u"name"_s, u"x"_s}, {u"url"_s, u"sqlite:///etc/passwd"_s}};
        QTest::newRow("a file") << QByteArray("POST") << u"tenant/databases"_s << file;
        QTest::newRow("a host") << QByteArray("POST") << u"tenant/databases/test"_s
                                << QJsonObject{{u"url"_s, u"postgresql://127.0.0.1/x"_s}};
        QTest::newRow("a catalogue") << QByteArray("POST") << u"tenant/databases/catalogue"_s << file;
        QTest::newRow("a model") << QByteArray("PUT") << u"tenant/model"_s
                                 << QJsonObject{{u"baseUrl"_s, u"http://127.0.0.1:11434"_s}};
        QTest::newRow("a webhook") << QByteArray("POST") << u"tenant/webhooks"_s
                                   << QJsonObject{{u"url"_s, u"http://127.0.0.1:1/"_s}, {u"events"_s, QJsonArray{}}};
        QTest::newRow("a provider") << QByteArray("POST") << u"tenant/sign-on/providers"_s
                                    << QJsonObject{{u"name"_s, u"x"_s}, {u"issuer"_s, u"http://127.0.0.1:1"_s}};
    }

    void aGuestSendsTheComputerNowhere()
    {
        QFETCH(const QByteArray, verb);
        QFETCH(const QString, path);
        QFETCH(const QJsonObject, body);
        Shared s;
        QVERIFY(s.sharing().change(s.settings()));
        const QString token = s.guest(u"owner"_s); // whom no role keeps from it
        QVERIFY(!token.isEmpty());
        const Shared::Reply refused = s.ask(verb, path, body, token);
        QCOMPARE(refused.status, 403);
        QVERIFY2(refused.body.value("detail"_L1).toString().contains(u"own computer"_s),
                 QJsonDocument(refused.body).toJson().constData());
        const Shared::Reply allowed = s.askHere(verb, path, body);
        QVERIFY2(allowed.code() != u"forbidden"_s, QJsonDocument(allowed.body).toJson().constData());
    }

    void aGuestDoesNotBecomeTheOwnerOfTheComputer()
    {
        Shared s;
        QVERIFY(s.sharing().change(s.settings()));
        const QString token = s.guest(u"owner"_s);
        const QString owner = s.server->signInOwner()->user.id.toString();
        const Shared::Reply link = s.ask("POST", u"tenant/users/%1/password-reset"_s.arg(owner), {}, token);
        QCOMPARE(link.status, 403);
        QCOMPARE(s.ask("GET", u"admin/users"_s, {}, token).status, 403);
        QCOMPARE(s.askHere("GET", u"admin/users"_s).status, 200); // the owner operates it
    }

    void aGuestKeepsTheOwnerOutOfNothing()
    {
        Shared s;
        QVERIFY(s.sharing().change(s.settings()));
        const QString token = s.guest(u"owner"_s);
        const QJsonObject elsewhere{{u"allowedRanges"_s, QJsonArray{u"203.0.113.0/24"_s}}, {u"lockMyselfOut"_s, true}};
        QCOMPARE(s.ask("PUT", u"tenant/security"_s, elsewhere, token).status, 200);
        QVERIFY(s.server->signInOwner());
        QCOMPARE(s.askHere("GET", u"tenant/security"_s).status, 200);
        s.server.reset();
        s.start();
        QVERIFY(s.server->signInOwner());
    }

    void aForeignNameInTheHostHeaderIsRefused()
    {
        Shared s;
        QVERIFY(s.sharing().change(s.settings()));
        QCOMPARE(s.ask("GET", u"server"_s, {}, {}, "rebound.evil.example").status, 403);
        QCOMPARE(s.ask("GET", u"server"_s, {}, {}, "192.168.77.5:8765").status, 200);
    }

    /// A disk that is full keeps nobody in.
    void sharingEndsAlsoWhereThatCannotBeWritten()
    {
        Shared s;
        QVERIFY(s.sharing().change(s.settings()));
        const QString file = s.directory.filePath(u"data/sharing.json"_s);
        QVERIFY(QFile::remove(file));
        QVERIFY(QDir().mkpath(file)); // no file can be put there
        QVERIFY(!s.sharing().change(s.settings(false)));
        const api::SharingState state = s.sharing().state();
        QVERIFY(!state.listening);
        QVERIFY(!state.settings.on);
        QVERIFY(state.problem);
        QCOMPARE(s.ask("GET", u"server"_s).status, 0);
    }

    void aPortThatIsTakenIsSaidWithWhatToDo()
    {
        Shared s;
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost, s.port));
        const auto tried = s.sharing().change(s.settings());
        QVERIFY(!tried);
        QCOMPARE(tried.error().code, ProblemCode::CannotConnect);
        QVERIFY(tried.error().detail.contains(QString::number(s.port)));
        QVERIFY(tried.error().hint.contains(u"another port"_s));
        QVERIFY(s.sharing().state().settings.on); // wanted still
        QVERIFY(s.sharing().state().problem);
        other.close();
        s.sharing().retry();
        QVERIFY(s.sharing().state().listening);
        QVERIFY(!s.sharing().state().problem);
    }

    void anAddressThatIsNotTheComputersIsRefused()
    {
        Shared s;
        api::SharingSettings settings = s.settings();
        settings.address = u"192.0.2.1"_s;
        QVERIFY(!s.sharing().change(settings));
        settings.address = u"example.org"_s;
        QVERIFY(!s.sharing().change(settings));
        settings = s.settings();
        settings.port = 70'000;
        QVERIFY(!s.sharing().change(settings));
        QVERIFY(!s.sharing().state().listening);
    }

    void aKeyThatOthersCanReadIsNotUsed()
    {
        Shared s;
        QVERIFY(s.sharing().change(s.settings()));
        QVERIFY(s.sharing().change(s.settings(false)));
        QFile key(s.directory.filePath(u"data/sharing.key"_s));
        QVERIFY(key.setPermissions(key.permissions() | QFile::ReadOther));
        const auto tried = s.sharing().change(s.settings());
        QVERIFY(!tried);
        QVERIFY(tried.error().detail.contains(u"sharing.key"_s));
        QVERIFY(!s.sharing().state().listening);
    }
};

static const bool registered = tabletalk::test::add<TestNetworkSharing>();
#include "tst_NetworkSharing.moc"
