// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/HttpFixture.h"
#include "tests/support/ProcessMemory.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;

class TestRpcSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSocketSignsInAtTheUpgrade()
    {
        HttpFixture fixture;
        RpcClient client(fixture, "owner");
        QVERIFY(client.opened);
        const auto reply = client.call(u"test.echo"_s, uR"({"fullName":"Ada"})"_s);
        QCOMPARE(reply.at("id"), boost::json::value(1));
        QCOMPARE(reply.at("result").at("fullName"), boost::json::value("Ada"));
    }

    void aBadTokenIsRefusedAtTheUpgrade()
    {
        HttpFixture fixture;
        RpcClient client(fixture, "stranger");
        QVERIFY(!client.opened);
        RawClient raw(fixture);
        const RawReply reply = raw.request("GET", "/rpc", "stranger", {},
                                           "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        QCOMPARE(reply.status, 401);
        RawClient plain(fixture);
        QCOMPARE(plain.request("GET", "/rpc").status, 422);
    }

    void beforeAttachingOnlyPublicOperationsAnswer()
    {
        HttpFixture fixture;
        RpcClient client(fixture);
        QVERIFY(client.call(u"test.open"_s).contains("result"));
        QCOMPARE(problemName(client.call(u"test.echo"_s)), u"not_signed_in"_s);
        QCOMPARE(problemName(client.call(u"auth.attach"_s, uR"({"accessToken":"stranger"})"_s)), u"not_signed_in"_s);
        const auto attached = client.call(u"auth.attach"_s, uR"({"accessToken":"owner"})"_s);
        QCOMPARE(attached.at("result").at("organization").at("role"), boost::json::value("owner"));
        QCOMPARE(attached.at("result").at("expiresAt"), boost::json::value("2026-03-01T10:15:00.000Z"));
        QVERIFY(client.call(u"test.echo"_s).contains("result"));
    }

    void aSocketStaysWithWhoeverSignedIn()
    {
        HttpFixture fixture;
        RpcClient client(fixture, "owner");
        QCOMPARE(problemName(client.call(u"auth.attach"_s, uR"({"accessToken":"other"})"_s)), u"conflict"_s);
        QVERIFY(client.call(u"auth.attach"_s, uR"({"accessToken":"owner"})"_s).contains("result"));
    }

    void bothTransportsSayTheSame_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QString>("method");
        QTest::addColumn<QByteArray>("verb");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("params");
        const QByteArray id = "0190a5c0-0000-7000-8000-000000000001";
        const QString idParams = uR"({"id":"0190a5c0-0000-7000-8000-000000000001"})"_s;
        QTest::newRow("result") << QByteArray("owner") << u"test.echo"_s << QByteArray("POST")
                                << QByteArray("test/echo") << uR"({"fullName":"Zoë"})"_s;
        QTest::newRow("not found") << QByteArray("owner") << u"test.read"_s << QByteArray("GET")
                                   << QByteArray("test/items/" + id) << idParams;
        QTest::newRow("invalid") << QByteArray("owner") << u"test.echo"_s << QByteArray("POST")
                                 << QByteArray("test/echo") << uR"({"fullName":[]})"_s;
        QTest::newRow("forbidden") << QByteArray("viewer") << u"test.update"_s << QByteArray("PUT")
                                   << QByteArray("test/items/" + id) << idParams;
        QTest::newRow("empty result") << QByteArray("viewer") << u"test.open"_s << QByteArray("GET")
                                      << QByteArray("test/open") << u"{}"_s;
    }

    void bothTransportsSayTheSame()
    {
        QFETCH(QByteArray, token);
        QFETCH(QString, method);
        QFETCH(QByteArray, verb);
        QFETCH(QByteArray, path);
        QFETCH(QString, params);
        HttpFixture fixture;
        RawClient rest(fixture);
        RpcClient rpc(fixture, token);
        const RawReply overRest =
            rest.request(verb, "/api/v1/" + path, token, verb == "GET" ? QByteArray() : params.toUtf8());
        const auto overRpc = rpc.call(method, params);
        auto expected = overRest.json();
        auto actual = overRest.status == 200 ? overRpc.at("result") : overRpc.at("error").at("data");
        if (overRest.status != 200) {
            expected.as_object()["requestId"] = "";
            actual.as_object()["requestId"] = "";
        }
        QCOMPARE(boost::json::serialize(actual), boost::json::serialize(expected));
    }

    void errorsHaveTheNumbersOfJsonRpc_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("id");
        QTest::newRow("no JSON") << u"{\"jsonrpc\""_s << -32700 << u"null"_s;
        QTest::newRow("deep") << QString(100'000, u'[') << -32700 << u"null"_s;
        QTest::newRow("deep, closed") << QString(QString(100'000, u'[') + QString(100'000, u']')) << -32700
                                      << u"null"_s;
        QTest::newRow("empty") << u""_s << -32700 << u"null"_s;
        QTest::newRow("batch") << uR"([{"jsonrpc":"2.0","id":1,"method":"test.open"}])"_s << -32600 << u"null"_s;
        QTest::newRow("a number") << u"7"_s << -32600 << u"null"_s;
        QTest::newRow("no version") << uR"({"id":1,"method":"test.open"})"_s << -32600 << u"1"_s;
        QTest::newRow("method is a number") << uR"({"jsonrpc":"2.0","id":"a","method":1})"_s << -32600 << uR"("a")"_s;
        QTest::newRow("id is an object") << uR"({"jsonrpc":"2.0","id":{},"method":"test.open"})"_s << -32600
                                         << u"null"_s;
        QTest::newRow("unknown method") << uR"({"jsonrpc":"2.0","id":"x","method":"no.such"})"_s << -32601
                                        << uR"("x")"_s;
        QTest::newRow("params by position")
            << uR"({"jsonrpc":"2.0","id":2,"method":"test.echo","params":[1]})"_s << -32602 << u"2"_s;
        QTest::newRow("invalid params") << uR"({"jsonrpc":"2.0","id":3,"method":"test.echo","params":{"fullName":1}})"_s
                                        << -32602 << u"3"_s;
    }

    void errorsHaveTheNumbersOfJsonRpc()
    {
        QFETCH(QString, text);
        QFETCH(int, code);
        QFETCH(QString, id);
        HttpFixture fixture;
        RpcClient client(fixture, "owner");
        const auto reply = client.exchange(text);
        QCOMPARE(errorCode(reply), code);
        QCOMPARE(QString::fromStdString(boost::json::serialize(reply.at("id"))), id);
        QVERIFY(client.call(u"test.open"_s).contains("result")); // the socket lives on
    }

    void notificationsAreRunAndNotAnswered()
    {
        HttpFixture fixture;
        RpcClient client(fixture, "owner");
        client.socket.sendTextMessage(uR"({"jsonrpc":"2.0","method":"test.open"})"_s);
        client.socket.sendTextMessage(uR"({"jsonrpc":"2.0","method":"no.such"})"_s);
        QCOMPARE(client.call(u"test.open"_s).at("id"), boost::json::value(1));
        QVERIFY(client.messages.isEmpty());
    }

    void requestsRunSideBySide()
    {
        HttpFixture fixture;
        RpcClient client(fixture, "owner");
        client.socket.sendTextMessage(uR"({"jsonrpc":"2.0","id":"slow","method":"test.wait"})"_s);
        QCOMPARE(client.call(u"test.open"_s).at("id"), boost::json::value(1));
        fixture.door.open();
        QCOMPARE(client.next().at("id"), boost::json::value("slow"));
    }

    void notMoreThanSoManyRequestsRunAtOnce()
    {
        HttpServerOptions options;
        options.limits.maxInFlight = 4;
        HttpFixture fixture(options);
        RpcClient client(fixture, "owner");
        for (int i = 0; i < 4; ++i)
            client.socket.sendTextMessage(uR"({"jsonrpc":"2.0","id":"w","method":"test.wait"})"_s);
        const auto refused = client.call(u"test.open"_s);
        QCOMPARE(problemName(refused), u"busy"_s);
        fixture.door.open();
        for (int i = 0; i < 4; ++i)
            QVERIFY(client.next().contains("result"));
        QVERIFY(client.call(u"test.open"_s).contains("result"));
    }

    void eventsGoOutBeforeTheAnswerAndInOrder()
    {
        HttpFixture fixture;
        RpcClient client(fixture, "owner");
        client.socket.sendTextMessage(uR"({"jsonrpc":"2.0","id":1,"method":"test.notify","params":{"limit":500}})"_s);
        for (int i = 0; i < 500; ++i)
            QCOMPARE(client.next().at("params").at("seq"), boost::json::value(i));
        QVERIFY(client.next().contains("result"));
    }

    void whoReadsTooSlowlyIsClosedAndMayComeBack()
    {
        HttpServerOptions options;
        options.limits.maxOutgoingBytes = 64 * 1024;
        HttpFixture fixture(options);
        // QWebSocket takes 1013 for a fault of the protocol, so this looks at the bytes.
        RawClient client(fixture);
        client.send(upgradeHead("owner"));
        QCOMPARE(client.reply(false).status, 101);
        client.send(maskedText("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"test.notify\","
                               "\"params\":{\"limit\":100,\"cursor\":\"10000\"}}"));
        QVERIFY(client.closes());
        const QByteArray closeFrame = client.rest().last(2 + 2 + QByteArray("too slow; resume later").size());
        QCOMPARE(closeFrame.at(0), char(0x88));
        QCOMPARE(closeFrame.mid(2, 2), QByteArray("\x03\xf5")); // 1013
    }

    /// What waits for one that does not read is bounded, and nobody else waits for it.
    void aSocketThatDoesNotReadHoldsNobodyUp()
    {
        HttpServerOptions options;
        options.limits.maxOutgoingBytes = 64 * 1024;
        HttpFixture fixture(options);
        RawClient deaf(fixture);
        deaf.send(upgradeHead("owner"));
        QCOMPARE(deaf.reply(false).status, 101);
        deaf.socket.setReadBufferSize(1'024); // what comes stays with the server and the system
        RpcClient other(fixture, "owner");
        ProcessMemory::resetPeak();
        const qint64 before = ProcessMemory::now();
        deaf.send(maskedText("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"test.notify\","
                             "\"params\":{\"limit\":5000,\"cursor\":\"10000\"}}"));
        for (int i = 0; i < 100; ++i)
            QVERIFY(other.call(u"test.open"_s).contains("result"));
        constexpr qint64 allOfIt = 50'000'000;
        QVERIFY2(ProcessMemory::peak() - before < allOfIt / 2, "what was not read was not kept");
        deaf.socket.setReadBufferSize(0);
        QVERIFY(deaf.closes());
    }

    void anExpiredTokenClosesTheSocket()
    {
        HttpFixture fixture;
        RpcClient client(fixture, "owner");
        QVERIFY(client.call(u"test.open"_s).contains("result"));
        fixture.clock.advance(std::chrono::minutes(15));
        QVERIFY(client.closes());
        QCOMPARE(client.closeCode(), 4401);
    }

    void aRevokedTokenClosesTheSocketAlthoughItOnlyListens()
    {
        HttpFixture fixture;
        RpcClient client(fixture, "owner");
        QVERIFY(client.opened);
        fixture.authenticator.revoke(u"owner"_s);
        QCOMPARE(problemName(client.call(u"test.echo"_s)), u"not_signed_in"_s);
        fixture.clock.advance(std::chrono::seconds(61));
        QVERIFY(client.closes());
        QCOMPARE(client.closeCode(), 4401);
    }

    void aSocketThatNeverSignsInIsClosed()
    {
        HttpFixture fixture;
        RpcClient client(fixture);
        QVERIFY(client.opened);
        fixture.clock.advance(std::chrono::seconds(31));
        QVERIFY(client.closes());
        QCOMPARE(client.closeCode(), 4401);
    }

    void binaryMessagesAreNotTaken()
    {
        HttpFixture fixture;
        RpcClient client(fixture, "owner");
        client.socket.sendBinaryMessage("{}");
        QVERIFY(client.closes());
        QCOMPARE(client.closeCode(), 1003);
    }

    void aMessageOverTheLimitClosesTheSocket()
    {
        HttpFixture fixture;
        RpcClient client(fixture, "owner");
        client.socket.sendTextMessage(QString(2 * 1024 * 1024, u'x'));
        QVERIFY(client.closes());
        QCOMPARE(client.closeCode(), 1009);
    }

    void aMessageOverTheOperationsLimitIsAProblem()
    {
        HttpFixture fixture;
        RpcClient client(fixture, "owner");
        const QString text(300 * 1024, u'x');
        const auto reply = client.call(u"test.echo"_s, uR"({"fullName":"%1"})"_s.arg(text));
        QCOMPARE(problemName(reply), u"too_large"_s);
        QVERIFY(client.call(u"test.open"_s).contains("result"));
    }

    void stoppingAnswersWhatRunsAndSaysGoodbye()
    {
        HttpFixture fixture;
        RpcClient busy(fixture, "owner");
        RpcClient idle(fixture, "owner");
        busy.socket.sendTextMessage(uR"({"jsonrpc":"2.0","id":"slow","method":"test.wait"})"_s);
        QVERIFY(QTest::qWaitFor([&] { return fixture.server->metrics().inFlight.load() == 1; }, 30'000));
        std::thread stopper([&] { fixture.server->stop(); });
        QVERIFY(idle.closes());
        QCOMPARE(idle.closeCode(), 1001);
        fixture.door.open();
        QCOMPARE(busy.next().at("id"), boost::json::value("slow"));
        QVERIFY(busy.closes());
        QCOMPARE(busy.closeCode(), 1001);
        stopper.join();
    }
};

static const bool registered = tabletalk::test::add<TestRpcSocket>();
#include "tst_RpcSocket.moc"
