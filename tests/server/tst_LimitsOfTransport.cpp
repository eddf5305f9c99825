// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/HttpFixture.h"
#include "tests/support/TestRunner.h"

#include <QProcess>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTemporaryDir>

#include <atomic>
#include <thread>

using namespace tabletalk;
using namespace tabletalk::test;

namespace {

HttpServerOptions shortTimes()
{
    HttpServerOptions options;
    options.limits.headerTime = std::chrono::milliseconds(600);
    options.limits.bodyTime = std::chrono::milliseconds(600);
    options.limits.idleTime = std::chrono::milliseconds(600);
    options.limits.socketIdle = std::chrono::milliseconds(1000);
    options.limits.closeTime = std::chrono::milliseconds(100);
    return options;
}

} // namespace

class TestLimitsOfTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHeaderOverTheLimitIsTooLarge()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: " + QByteArray(20'000, 'x') + "\r\n\r\n");
        QCOMPARE(client.reply().status, 413);
        QVERIFY(client.closes());
    }

    void anAnnouncedBodyOverTheLimitIsRefusedUnread()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        client.send("POST /api/v1/test/echo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer owner\r\n"
                    "Content-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{");
        const RawReply reply = client.reply();
        QCOMPARE(reply.status, 413);
        QCOMPARE(reply.code(), QByteArray("too_large"));
        QVERIFY(client.closes());
    }

    void aBodyInPiecesIsBoundedToo()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        client.send("POST /api/v1/test/echo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer owner\r\n"
                    "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        const QByteArray piece = QByteArray::number(64 * 1024, 16) + "\r\n" + QByteArray(64 * 1024, ' ') + "\r\n";
        for (int i = 0; i < 6; ++i)
            client.send(piece);
        QCOMPARE(client.reply().status, 413);
    }

    void aBodyOfTwoMegabytesIsTooLarge()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        const QByteArray body = "{\"fullName\":\"" + QByteArray(2 * 1024 * 1024, 'x') + "\"}";
        QCOMPARE(client.request("POST", "/api/v1/test/echo", "owner", body).status, 413);
    }

    void aClientMayAskBeforeItSendsABody()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        client.send("POST /api/v1/test/echo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer owner\r\n"
                    "Content-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
        QCOMPARE(client.reply().status, 100);
        client.send("{}");
        QCOMPARE(client.reply().status, 200);
    }

    void whatIsNoHttpEndsTheConnection_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("noise") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 not http\r\n\r\n");
        QTest::newRow("bad version") << QByteArray("GET / HTTP/9.9\r\n\r\n");
        QTest::newRow("two lengths") << QByteArray(
            "POST /api/v1/test/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n");
        QTest::newRow("length and chunked")
            << QByteArray("POST /api/v1/test/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n"
                          "Transfer-Encoding: chunked\r\n\r\n");
    }

    void whatIsNoHttpEndsTheConnection()
    {
        QFETCH(QByteArray, bytes);
        HttpFixture fixture;
        RawClient client(fixture);
        client.send(bytes);
        const RawReply reply = client.reply();
        QVERIFY(reply.status == 422 || reply.status == 0);
        QVERIFY(client.closes());
    }

    void whoSendsAHeaderDropByDropIsCutOff()
    {
        HttpFixture fixture(shortTimes());
        RawClient client(fixture);
        QElapsedTimer timer;
        timer.start();
        client.send("GET /healthz HTTP/1.1\r\nHost: local");
        while (client.socket.state() == QAbstractSocket::ConnectedState && timer.elapsed() < 5000) {
            client.send("h");
            client.socket.waitForDisconnected(20);
        }
        QVERIFY(timer.elapsed() < 5000);
    }

    void aBodyThatNeverComesIsCutOff()
    {
        HttpFixture fixture(shortTimes());
        RawClient client(fixture);
        client.send("POST /api/v1/test/echo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer owner\r\n"
                    "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
        QVERIFY(client.closes(5000));
    }

    void silentConnectionsAreClosed()
    {
        HttpFixture fixture(shortTimes());
        RawClient fresh(fixture);
        QVERIFY(fresh.closes(5000));
        RawClient used(fixture);
        QCOMPARE(used.request("GET", "/healthz").status, 200);
        QVERIFY(used.closes(5000));
        QVERIFY(QTest::qWaitFor([&] { return fixture.server->metrics().connections.load() == 0; }, 30'000));
    }

    void aSocketThatDoesNotAnswerPingsIsDropped()
    {
        HttpFixture fixture(shortTimes());
        RawClient client(fixture);
        client.send(upgradeHead("owner"));
        QCOMPARE(client.reply(false).status, 101);
        QVERIFY(client.closes(5000)); // reads, but never says anything, as a half-open peer
        QVERIFY(QTest::qWaitFor([&] { return fixture.server->metrics().webSockets.load() == 0; }, 30'000));
    }

    void aSocketThatAnswersPingsStays()
    {
        HttpFixture fixture(shortTimes());
        RpcClient client(fixture, "owner");
        QVERIFY(!client.closes(2500));
        QVERIFY(client.call(u"test.open"_s).contains("result"));
    }

    void brokenFramesCloseTheSocket()
    {
        HttpFixture fixture;
        RawClient client(fixture);
        client.send(upgradeHead("owner"));
        QCOMPARE(client.reply(false).status, 101);
        client.send(QByteArray(64, '\xff'));
        QVERIFY(client.closes());
    }

    void beyondTheMostConnectionsTheAnswerIsBusy()
    {
        HttpServerOptions options;
        options.limits.maxConnections = 16;
        HttpFixture fixture(options);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 16; ++i) {
            clients.push_back(std::make_unique<RawClient>(fixture));
            QCOMPARE(clients.back()->request("GET", "/healthz").status, 200);
        }
        RawClient late(fixture);
        const RawReply reply = late.reply();
        QCOMPARE(reply.status, 503);
        QVERIFY(reply.header("Retry-After").toInt() > 0);
        clients.pop_back();
        QVERIFY(QTest::qWaitFor([&] { return fixture.server->metrics().connections.load() < 16; }, 30'000));
        RawClient next(fixture);
        QCOMPARE(next.request("GET", "/healthz").status, 200);
    }

    void aThousandSocketsAllAnswer()
    {
        HttpFixture fixture;
        constexpr int count = 1000;
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < count; ++i) {
            clients.push_back(std::make_unique<RawClient>(fixture));
            clients.back()->send(upgradeHead("owner"));
        }
        for (const auto &client : clients)
            QCOMPARE(client->reply(false).status, 101);
        QCOMPARE(fixture.server->metrics().webSockets.load(), count);
        clients.clear();
        QVERIFY(QTest::qWaitFor([&] { return fixture.server->metrics().connections.load() == 0; }, 10'000));
    }

    void stoppingIsQuickWhateverClientsDo()
    {
        HttpFixture fixture;
        RawClient half(fixture);
        half.send("GET /healthz HT");
        RawClient deaf(fixture); // never answers the close
        deaf.send(upgradeHead("owner"));
        QCOMPARE(deaf.reply(false).status, 101);
        RawClient waiting(fixture);
        waiting.send("POST /api/v1/test/wait HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer owner\r\n"
                     "Content-Length: 0\r\n\r\n");
        fixture.door.waitForEntered(1);
        QElapsedTimer timer;
        timer.start();
        fixture.server->stop();
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(fixture.server->metrics().connections.load(), 1); // the one whose operation still runs
        fixture.door.open();
        fixture.pool.stop();
        fixture.server.reset();
    }

    void aServerCanBeStartedAndStoppedManyTimes()
    {
        for (int i = 0; i < 20; ++i) {
            HttpFixture fixture;
            RpcClient client(fixture, "owner");
            QVERIFY(client.call(u"test.open"_s).contains("result"));
        }
    }

    /// The server would wait for one that nobody closes.
    void aPlaceThatIsOpenedWhileTheServerStopsIsClosedToo()
    {
        constexpr int often = 50;
        for (int i = 0; i < often; ++i) {
            HttpFixture fixture;
            std::atomic<bool> begun = false;
            std::thread opening([&] {
                ListenOptions place;
                place.address = u"127.0.0.1"_s;
                while (fixture.server->open(place, {}))
                    begun = true;
            });
            while (!begun)
                std::this_thread::yield();
            fixture.server->stop();
            opening.join();
            QCOMPARE(fixture.server->openedPort(), quint16(0));
        }
    }

    void aTakenPortIsAProblemWithAHint()
    {
        HttpFixture first;
        HttpServerOptions options;
        options.port = first.server->port();
        HttpFixture second(options, false);
        const auto started = HttpServer::start(second.options, second.services());
        QVERIFY(!started);
        QCOMPARE(started.error().code, ProblemCode::CannotConnect);
        QVERIFY(!started.error().hint.isEmpty());
    }

    void overTlsBothFacesAnswer()
    {
        QTemporaryDir directory;
        const QString cert = directory.filePath(u"cert.pem"_s);
        const QString key = directory.filePath(u"key.pem"_s);
        QCOMPARE(QProcess::execute(u"openssl"_s,
                                   {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
                                    u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-batch"_s, u"-subj"_s,
                                    u"/CN=localhost"_s, u"-days"_s, u"1"_s, u"-keyout"_s, key, u"-out"_s, cert}),
                 0);
        HttpServerOptions options;
        options.tlsCert = cert;
        options.tlsKey = key;
        HttpFixture fixture(options);
        QVERIFY(fixture.server->url().startsWith(u"https://"_s));

        QSslSocket socket;
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket.connectToHostEncrypted(u"127.0.0.1"_s, fixture.server->port());
        QVERIFY(socket.waitForEncrypted(5000));
        QVERIFY(socket.sessionProtocol() >= QSsl::TlsV1_2);
        socket.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QByteArray reply;
        while (!reply.contains("alive") && socket.waitForReadyRead(5000))
            reply += socket.readAll();
        QVERIFY(reply.startsWith("HTTP/1.1 200 OK"));
        QVERIFY(reply.contains("Strict-Transport-Security"));

        QWebSocket client;
        QSslConfiguration trusting = client.sslConfiguration();
        trusting.setPeerVerifyMode(QSslSocket::VerifyNone);
        client.setSslConfiguration(trusting);
        QString answer;
        connect(&client, &QWebSocket::textMessageReceived, this, [&](const QString &text) { answer = text; });
        client.open(QUrl(u"wss://127.0.0.1:%1/rpc"_s.arg(fixture.server->port())));
        QVERIFY(QTest::qWaitFor([&] { return client.state() == QAbstractSocket::ConnectedState; }, 30'000));
        client.sendTextMessage(uR"({"jsonrpc":"2.0","id":1,"method":"test.open"})"_s);
        QVERIFY(QTest::qWaitFor([&] { return !answer.isEmpty(); }, 30'000));
        QCOMPARE(answer, uR"({"jsonrpc":"2.0","id":1,"result":{}})"_s);
    }

    void aBadCertificateIsAProblem()
    {
        HttpServerOptions options;
        options.tlsCert = u"/nowhere/cert.pem"_s;
        options.tlsKey = u"/nowhere/key.pem"_s;
        HttpFixture fixture(options, false);
        const auto started = HttpServer::start(fixture.options, fixture.services());
        QVERIFY(!started);
        QVERIFY(started.error().detail.contains(u"cert.pem"));
        fixture.options.tlsKey.clear();
        QVERIFY(!HttpServer::start(fixture.options, fixture.services()));
    }
};

static const bool registered = tabletalk::test::add<TestLimitsOfTransport>();
#include "tst_LimitsOfTransport.moc"
