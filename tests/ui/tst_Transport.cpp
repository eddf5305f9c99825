// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/TestCertificates.h"
#include "ui/session/Pins.h"
#include "ui/session/SecretStore.h"
#include "ui/session/WebSocketTransport.h"

#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace Qt::StringLiterals;

namespace {

/// Carries bytes between whoever comes and a server, until it cuts all of them off.
class Relay : public QTcpServer
{
public:
    explicit Relay(quint16 target)
    {
        connect(this, &QTcpServer::newConnection, this, [this, target] {
            QTcpSocket *here = nextPendingConnection();
            auto *there = new QTcpSocket(here);
            const auto carry = [](QTcpSocket *from, QTcpSocket *to) {
                if (to->state() == QAbstractSocket::ConnectedState)
                    to->write(from->readAll());
            };
            connect(here, &QTcpSocket::readyRead, there, [=] { carry(here, there); });
            connect(there, &QTcpSocket::connected, here, [=] { carry(here, there); });
            connect(there, &QTcpSocket::readyRead, here, [=] { carry(there, here); });
            there->connectToHost(QHostAddress(QHostAddress::LocalHost), target);
        });
    }
    void cut()
    {
        const auto sockets = findChildren<QTcpSocket *>(Qt::FindDirectChildrenOnly);
        for (QTcpSocket *socket : sockets)
            socket->abort();
    }
};

} // namespace

/// The real transport against real sockets on loopback, and where secrets go.
class TestTransport : public QObject
{
    Q_OBJECT

    static std::unique_ptr<QWebSocketServer> secureServer(const test::TestCertificate &pem, quint16 port)
    {
        auto server = std::make_unique<QWebSocketServer>(u"test"_s, QWebSocketServer::SecureMode);
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(QSslCertificate(QByteArray(pem.certificate)));
        tls.setPrivateKey(QSslKey(QByteArray(pem.key), QSsl::Ec));
        server->setSslConfiguration(tls);
        if (!server->listen(QHostAddress::LocalHost, port))
            return nullptr;
        return server;
    }

    static QUrl urlOf(const QWebSocketServer &server)
    {
        return QUrl(u"wss://127.0.0.1:%1/rpc"_s.arg(server.serverPort()));
    }

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void carriesTextsBothWays()
    {
        QWebSocketServer server(u"test"_s, QWebSocketServer::NonSecureMode);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QWebSocketServer::newConnection, this, [&] {
            QWebSocket *peer = server.nextPendingConnection();
            connect(peer, &QWebSocket::textMessageReceived, peer,
                    [peer](const QString &text) { peer->sendTextMessage(u"echo "_s + text); });
        });
        WebSocketTransport transport({});
        QSignalSpy opened(&transport, &Transport::opened);
        QSignalSpy received(&transport, &Transport::received);
        transport.open(QUrl(u"ws://127.0.0.1:%1/rpc"_s.arg(server.serverPort())));
        QTRY_COMPARE(opened.size(), 1);
        transport.send("grüße");
        QTRY_COMPARE(received.size(), 1);
        QCOMPARE(received.first().first().toByteArray(), QByteArray("echo grüße"));
    }

    void aServerThatIsNotThereIsSaidToBeUnreachable()
    {
        quint16 port = 0;
        {
            QWebSocketServer gone(u"test"_s, QWebSocketServer::NonSecureMode);
            QVERIFY(gone.listen(QHostAddress::LocalHost));
            port = gone.serverPort();
        }
        WebSocketTransport transport({});
        std::optional<Problem> why;
        connect(&transport, &Transport::closed, this, [&](const Problem &problem) { why = problem; });
        transport.open(QUrl(u"ws://127.0.0.1:%1/rpc"_s.arg(port)));
        QTRY_VERIFY(why.has_value());
        QCOMPARE(why->code, ProblemCode::CannotConnect);
        QVERIFY(!why->hint.isEmpty());
    }

    void anUnknownCertificateIsPinnedOnFirstUseAndAChangeIsRefused()
    {
        auto server = secureServer(test::testCertificates[0], 0);
        QVERIFY(server);
        const quint16 port = server->serverPort();
        std::vector<UnknownCertificate> asked;
        WebSocketTransport transport([&](const UnknownCertificate &certificate) {
            asked.push_back(certificate);
            return true;
        });
        QSignalSpy opened(&transport, &Transport::opened);
        std::optional<Problem> why;
        connect(&transport, &Transport::closed, this, [&](const Problem &problem) { why = problem; });
        transport.open(urlOf(*server));
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(asked.size(), 1U);
        QCOMPARE(asked.front().fingerprint.size(), 32);

        // The same certificate again: nobody is asked.
        transport.close();
        transport.open(urlOf(*server));
        QTRY_COMPARE(opened.size(), 2);
        QCOMPARE(asked.size(), 1U);

        // Another one at the same address.
        transport.close();
        server.reset();
        server = secureServer(test::testCertificates[1], port);
        QVERIFY(server);
        transport.open(urlOf(*server));
        QTRY_VERIFY(why.has_value());
        QCOMPARE(opened.size(), 2);
        QCOMPARE(asked.size(), 1U);
        QVERIFY2(why->detail.contains(Pins::displayInLines(asked.front().fingerprint)), qPrintable(why->detail));
        QVERIFY(!why->hint.isEmpty());
    }

    void whoeverComparesFingerprintsForLongGetsIn()
    {
        const auto server = secureServer(test::testCertificates[0], 0);
        QVERIFY(server);
        Relay relay(server->serverPort());
        QVERIFY(relay.listen(QHostAddress::LocalHost));
        std::unique_ptr<WebSocketTransport> transport;
        int asked = 0;
        transport = std::make_unique<WebSocketTransport>([&](const UnknownCertificate &) {
            ++asked;
            relay.cut(); // the server does not wait for people
            return QTest::qWaitFor([&] {
                const auto sockets = transport->findChildren<QWebSocket *>();
                return std::ranges::all_of(sockets, [](const QWebSocket *socket) {
                    return socket->state() == QAbstractSocket::UnconnectedState;
                });
            });
        });
        QSignalSpy opened(transport.get(), &Transport::opened);
        QSignalSpy closed(transport.get(), &Transport::closed);
        const QUrl url(u"wss://127.0.0.1:%1/rpc"_s.arg(relay.serverPort()));
        transport->open(url);
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(closed.size(), 0);
        QCOMPARE(asked, 1);
    }

    void whoeverLeavesWhileAskedIsNotTakenThere()
    {
        const auto server = secureServer(test::testCertificates[0], 0);
        QVERIFY(server);
        std::unique_ptr<WebSocketTransport> transport;
        bool wasAsked = false;
        transport = std::make_unique<WebSocketTransport>([&](const UnknownCertificate &) {
            transport.reset(); // as where the program is quit
            wasAsked = true;
            return true;
        });
        transport->open(urlOf(*server));
        QTRY_VERIFY(wasAsked);
        QVERIFY(Pins().fingerprint(u"127.0.0.1:%1"_s.arg(server->serverPort())).isEmpty());
    }

    void aCertificateThatWasNotAcceptedIsNotUsed()
    {
        const auto server = secureServer(test::testCertificates[0], 0);
        QVERIFY(server);
        WebSocketTransport transport([](const UnknownCertificate &) { return false; });
        QSignalSpy opened(&transport, &Transport::opened);
        std::optional<Problem> why;
        connect(&transport, &Transport::closed, this, [&](const Problem &problem) { why = problem; });
        transport.open(urlOf(*server));
        QTRY_VERIFY(why.has_value());
        QCOMPARE(opened.size(), 0);
    }

    void secretsWithoutAKeychainGoToAFileOfTheOwnerAlone()
    {
        QTemporaryDir directory;
        SecretStore store(directory.filePath(u"config"_s));
        store.useFile();
        store.write(u"refresh"_s, u"töken"_s);
        QString read;
        store.read(u"refresh"_s, this, [&](const QString &secret) { read = secret; });
        QCOMPARE(read, u"töken"_s);
        const auto others =
            QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(QFile::permissions(store.filePath()) & others));
        store.write(u"refresh"_s, {});
        store.read(u"refresh"_s, this, [&](const QString &secret) { read = secret; });
        QVERIFY(read.isEmpty());
    }

    void aSilentKeychainIsNotWaitedForLong()
    {
        QTemporaryDir directory;
        SecretStore store(directory.path(), std::chrono::milliseconds(50));
        bool answered = false;
        store.read(u"refresh"_s, this, [&](const QString &) { answered = true; });
        QTRY_VERIFY(answered);
        QVERIFY(store.place() != SecretStore::Place::Undecided);
    }

    void aSecretThatCannotBeKeptIsReported()
    {
        QTemporaryDir directory;
        QFile inTheWay(directory.filePath(u"config"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        SecretStore store(inTheWay.fileName());
        store.useFile();
        QSignalSpy failed(&store, &SecretStore::failed);
        store.write(u"refresh"_s, u"token"_s);
        QCOMPARE(failed.size(), 1);
    }
};

static const bool registered = tabletalk::test::add<TestTransport>();
#include "tst_Transport.moc"
