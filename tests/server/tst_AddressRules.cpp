// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/ClientAddress.h"
#include "server/net/Compression.h"
#include "tests/server/HttpFixture.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

/// Loopback is a proxy, so that a test can come from anywhere.
void behindProxy(ServerOptions &options)
{
    options.trustedProxies = {u"127.0.0.0/8"_s};
    options.registration = Registration::Open;
}

AddressRanges rangesOf(const QStringList &texts)
{
    AddressRanges ranges;
    for (const QString &text : texts)
        ranges.add(text);
    return ranges;
}

} // namespace

/// From where somebody may come, and how the server knows where that is.
class TestAddressRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rangesHoldWhatTheyShould_data()
    {
        QTest::addColumn<QString>("range");
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("inside");
        QTest::newRow("one address") << u"192.0.2.7"_s << u"192.0.2.7"_s << true;
        QTest::newRow("its neighbour") << u"192.0.2.7"_s << u"192.0.2.8"_s << false;
        QTest::newRow("network") << u"192.0.2.0/24"_s << u"192.0.2.255"_s << true;
        QTest::newRow("next network") << u"192.0.2.0/24"_s << u"192.0.3.0"_s << false;
        QTest::newRow("with host bits") << u"192.0.2.77/24"_s << u"192.0.2.1"_s << true;
        QTest::newRow("odd prefix") << u"10.0.0.0/9"_s << u"10.127.255.255"_s << true;
        QTest::newRow("beyond odd prefix") << u"10.0.0.0/9"_s << u"10.128.0.0"_s << false;
        QTest::newRow("all of IPv4") << u"0.0.0.0/0"_s << u"8.8.8.8"_s << true;
        QTest::newRow("all of IPv4 is not IPv6") << u"0.0.0.0/0"_s << u"2001:db8::1"_s << false;
        QTest::newRow("all of IPv6 is not IPv4") << u"::/0"_s << u"8.8.8.8"_s << false;
        QTest::newRow("IPv6 network") << u"2001:db8::/32"_s << u"2001:db8:ffff::1"_s << true;
        QTest::newRow("next IPv6 network") << u"2001:db8::/32"_s << u"2001:db9::1"_s << false;
        QTest::newRow("IPv6 to the bit") << u"2001:db8::/33"_s << u"2001:db8:8000::"_s << false;
        QTest::newRow("IPv4 inside IPv6") << u"192.0.2.0/24"_s << u"::ffff:192.0.2.9"_s << true;
        QTest::newRow("range of IPv4 inside IPv6") << u"::ffff:192.0.2.0/120"_s << u"192.0.2.9"_s << true;
        QTest::newRow("loopback of IPv6") << u"::1"_s << u"::1"_s << true;
        QTest::newRow("loopbacks differ") << u"127.0.0.1"_s << u"::1"_s << false;
        QTest::newRow("link with scope") << u"fe80::/10"_s << u"fe80::1%eth0"_s << true;
        QTest::newRow("no address") << u"0.0.0.0/0"_s << u"unknown"_s << false;
        QTest::newRow("empty") << u"0.0.0.0/0"_s << QString() << false;
    }
    void rangesHoldWhatTheyShould()
    {
        QFETCH(QString, range);
        QFETCH(QString, address);
        QFETCH(bool, inside);
        AddressRanges ranges;
        QVERIFY(ranges.add(range));
        QCOMPARE(ranges.contains(address), inside);
        QCOMPARE(rangesOf(ranges.texts()).contains(address), inside); // as they are kept
    }

    void whatIsNoRangeIsRefused()
    {
        for (const QString &text :
             {u""_s, u"10"_s, u"10.0/8"_s, u"10.0.0.0/33"_s, u"10.0.0.0/-1"_s, u"10.0.0.0/x"_s, u"::/129"_s,
              u"example.org"_s, u"10.0.0.256"_s, u"fe80::1%eth0"_s, u"/8"_s, u"*"_s}) {
            AddressRanges ranges;
            QVERIFY2(!ranges.add(text), qPrintable(text));
        }
    }

    void onlyTrustedProxiesSayWhomTheySpeakFor_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("client");
        QTest::newRow("nobody in between") << u"198.51.100.1"_s << u""_s << u"198.51.100.1"_s;
        QTest::newRow("a proxy") << u"10.0.0.1"_s << u"198.51.100.1"_s << u"198.51.100.1"_s;
        QTest::newRow("a client that pretends") << u"198.51.100.1"_s << u"192.0.2.1"_s << u"198.51.100.1"_s;
        QTest::newRow("a client that pretends through a proxy")
            << u"10.0.0.1"_s << u"192.0.2.1, 198.51.100.1"_s << u"198.51.100.1"_s;
        QTest::newRow("two proxies") << u"10.0.0.1"_s << u"198.51.100.1, 10.0.0.2"_s << u"198.51.100.1"_s;
        QTest::newRow("pretending to be a proxy")
            << u"10.0.0.1"_s << u"192.0.2.1, 10.0.0.9, 198.51.100.1"_s << u"198.51.100.1"_s;
        QTest::newRow("only proxies") << u"10.0.0.1"_s << u"10.0.0.3, 10.0.0.2"_s << u"10.0.0.3"_s;
        QTest::newRow("with a port") << u"10.0.0.1"_s << u"198.51.100.1:4711"_s << u"198.51.100.1"_s;
        QTest::newRow("IPv6 with a port") << u"10.0.0.1"_s << u"[2001:db8::1]:4711"_s << u"2001:db8::1"_s;
        QTest::newRow("unknown") << u"10.0.0.1"_s << u"198.51.100.1, unknown"_s << u"10.0.0.1"_s;
        QTest::newRow("nonsense") << u"10.0.0.1"_s << u"<script>"_s << u"10.0.0.1"_s;
    }
    void onlyTrustedProxiesSayWhomTheySpeakFor()
    {
        QFETCH(QString, peer);
        QFETCH(QString, header);
        QFETCH(QString, client);
        QCOMPARE(clientAddress(peer.toStdString(), header.toStdString(), rangesOf({u"10.0.0.0/8"_s})), client);
    }

    void anOrganisationLetsInFromItsRangesOnly()
    {
        RunningServer server(behindProxy);
        const auto owner = server.organization(u"Acme"_s);
        const auto other = server.organization(u"Other"_s);
        const auto from = [&](const QByteArray &address, const QByteArray &verb, const QByteArray &path,
                              const QByteArray &token, const QByteArray &body = {}) {
            RawClient client(quint16(server.server().url().port()));
            return client.request(verb, "/api/v1/" + path, token, body, "X-Forwarded-For: " + address + "\r\n");
        };
        const QByteArray token = owner.accessToken.toLatin1();
        const RawReply read = from("192.0.2.7", "GET", "tenant/security", token);
        QCOMPARE(read.status, 200);
        QCOMPARE(textOf(read.json().at("yourAddress")), u"192.0.2.7"_s);

        // One's own address is not locked out by mistake.
        const QByteArray elsewhere = R"({"allowedRanges":["198.51.100.0/24"]})";
        QCOMPARE(from("192.0.2.7", "PUT", "tenant/security", token, elsewhere).status, 409);
        QCOMPARE(from("203.0.113.5", "GET", "tenant", token).status, 200);
        QCOMPARE(from("192.0.2.7", "PUT", "tenant/security", token, R"({"allowedRanges":["192.0.2.0/33"]})").status,
                 422);

        const QByteArray ours = R"({"allowedRanges":["192.0.2.0/24","2001:db8::/32"]})";
        QCOMPARE(from("192.0.2.7", "PUT", "tenant/security", token, ours).status, 200);
        QCOMPARE(from("192.0.2.9", "GET", "tenant", token).status, 200);
        QCOMPARE(from("2001:db8::5", "GET", "tenant", token).status, 200);
        QCOMPARE(from("203.0.113.5", "GET", "tenant", token).status, 403);
        QCOMPARE(from("203.0.113.5, 192.0.2.7", "GET", "tenant", token).status, 200); // the proxy heard the last one
        QCOMPARE(from("192.0.2.7, 203.0.113.5", "GET", "tenant", token).status, 403); // what a client adds is older
        const QByteArray login = R"({"email":"acme@example.org","password":"correct horse battery"})";
        QCOMPARE(from("203.0.113.5", "POST", "auth/login", {}, login).status, 403);
        QCOMPARE(from("192.0.2.7", "POST", "auth/login", {}, login).status, 200);
        // Another organisation has rules of its own.
        QCOMPARE(from("203.0.113.5", "GET", "tenant", other.accessToken.toLatin1()).status, 200);
        // With a confirmation it is possible.
        const QByteArray confirmed = R"({"allowedRanges":["198.51.100.0/24"],"lockMyselfOut":true})";
        QCOMPARE(from("192.0.2.7", "PUT", "tenant/security", token, confirmed).status, 200);
        QCOMPARE(from("192.0.2.7", "GET", "tenant", token).status, 403);
    }

    void aWebSocketFromElsewhereIsNotLetIn()
    {
        RunningServer server(behindProxy);
        const auto owner = server.organization(u"Acme"_s);
        const auto upgradeFrom = [&](const QByteArray &address) {
            RawClient client(quint16(server.server().url().port()));
            QByteArray head = upgradeHead(owner.accessToken.toLatin1());
            head.replace("\r\nUpgrade:", QByteArray("\r\nX-Forwarded-For: " + address + "\r\nUpgrade:"));
            client.send(head);
            return client.reply().status;
        };
        QCOMPARE(upgradeFrom("203.0.113.5"), 101);
        RawClient client(quint16(server.server().url().port()));
        QCOMPARE(client
                     .request("PUT", "/api/v1/tenant/security", owner.accessToken.toLatin1(),
                              R"({"allowedRanges":["192.0.2.0/24"]})", "X-Forwarded-For: 192.0.2.1\r\n")
                     .status,
                 200);
        QCOMPARE(upgradeFrom("203.0.113.5"), 403);
        QCOMPARE(upgradeFrom("192.0.2.5"), 101);
    }

    void metricsAreNotGivenThroughAProxyOnThisMachine()
    {
        const HttpFixture fixture;
        RawClient client(fixture);
        QCOMPARE(client.request("GET", "/metrics").status, 200);
        QCOMPARE(client.request("GET", "/metrics", {}, {}, "X-Forwarded-For: 203.0.113.5\r\n").status, 403);
    }

    void proxiesThatAreNoAddressesStopTheStart()
    {
        HttpServerOptions options;
        options.trustedProxies = {u"proxy"_s};
        HttpFixture fixture(options, false);
        QVERIFY(!HttpServer::start(fixture.options, fixture.services()));
    }

    void encodingsAreChosenAsTheClientSays_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("encoding");
        QTest::newRow("none") << QByteArray() << -1;
        QTest::newRow("gzip") << QByteArray("gzip") << int(ContentEncoding::Gzip);
        QTest::newRow("browser") << QByteArray("gzip, deflate, br, zstd") << int(ContentEncoding::Gzip);
        QTest::newRow("deflate") << QByteArray("br, Deflate") << int(ContentEncoding::Deflate);
        QTest::newRow("gzip refused") << QByteArray("gzip;q=0, deflate;q=0.5") << int(ContentEncoding::Deflate);
        QTest::newRow("anything") << QByteArray("*") << int(ContentEncoding::Gzip);
        QTest::newRow("nothing") << QByteArray("identity, *;q=0.000") << -1;
        QTest::newRow("weight") << QByteArray("gzip;q=0.1") << int(ContentEncoding::Gzip);
        QTest::newRow("a longer name") << QByteArray("gzipped") << -1;
    }
    void encodingsAreChosenAsTheClientSays()
    {
        QFETCH(QByteArray, header);
        QFETCH(int, encoding);
        const auto chosen = chosenEncoding(header.toStdString());
        QCOMPARE(chosen ? int(*chosen) : -1, encoding);
    }

    void largeAnswersArePackedAndTellTheSame()
    {
        RunningServer server;
        const auto owner = server.organization(u"Acme"_s);
        const QByteArray token = owner.accessToken.toLatin1();
        RawClient client(quint16(server.server().url().port()));
        for (int i = 0; i < 30; ++i)
            client.request("POST", "/api/v1/auth/password/change", token,
                           R"({"currentPassword":"wrong","newPassword":"wrong"})");
        const QByteArray path = "/api/v1/usage/audit?action=auth.changePassword";
        const auto records = [&] {
            const RawReply list = client.request("GET", path, token);
            return list.status == 200 ? list.json().at("items").as_array().size() : size_t(0);
        };
        QTRY_COMPARE_WITH_TIMEOUT(records(), size_t(30), 30'000); // they are stored a moment later
        const RawReply plain = client.request("GET", path, token);
        QVERIFY(plain.body.size() > 1400);
        QVERIFY(plain.header("Content-Encoding").isEmpty());
        const RawReply deflated = client.request("GET", path, token, {}, "Accept-Encoding: deflate\r\n");
        QCOMPARE(deflated.header("Content-Encoding"), QByteArray("deflate"));
        QVERIFY(deflated.body.size() < plain.body.size() / 2);
        QByteArray length(4, '\0'); // qUncompress only takes it as a hint
        length[2] = char(0x40);
        QCOMPARE(qUncompress(length + deflated.body), plain.body);
        // QNetworkAccessManager asks for gzip and unpacks it by itself.
        const RestReply unpacked = server.rest("GET", u"usage/audit?action=auth.changePassword"_s, owner.accessToken);
        QCOMPARE(unpacked.bytes, plain.body);
        const RawReply gzipped = client.request("GET", path, token, {}, "Accept-Encoding: gzip\r\n");
        QCOMPARE(gzipped.header("Content-Encoding"), QByteArray("gzip"));
        QVERIFY(gzipped.body.startsWith("\x1f\x8b"));
    }

    /// Beside text that somebody else chose, the packed length would tell about the secret.
    void answersWithSecretsAreNotPacked()
    {
        RunningServer server;
        server.organization(u"Acme"_s);
        RawClient client(quint16(server.server().url().port()));
        const json::object request{{"organization", "A" + QByteArray("\xe6\x9d\xb1").repeated(190).toStdString()},
                                   {"email", "b@example.org"},
                                   {"password", "correct horse battery"},
                                   {"fullName", std::string(190, 'y')}}; // more than is packed
        const RawReply reply =
            client.request("POST", "/api/v1/auth/register", {}, QByteArray::fromStdString(json::serialize(request)),
                           "Accept-Encoding: gzip\r\n");
        QCOMPARE(reply.status, 201);
        QVERIFY(reply.body.size() > 1400);
        QVERIFY(reply.header("Content-Encoding").isEmpty());
        QVERIFY(reply.header("Vary").isEmpty());
    }

    void everyReplyCarriesTheSecurityHeadersAndNoneOpensTheDoorToOtherSites()
    {
        const HttpFixture fixture;
        for (const QByteArray &path :
             {QByteArray("/api/v1/test/open"), QByteArray("/api/v1/test/fail"), QByteArray("/nowhere"),
              QByteArray("/docs"), QByteArray("/reset-password"), QByteArray("/openapi.json")}) {
            RawClient client(fixture);
            const RawReply reply = client.request("GET", path, "owner");
            QCOMPARE(reply.header("X-Content-Type-Options"), QByteArray("nosniff"));
            QCOMPARE(reply.header("X-Frame-Options"), QByteArray("DENY"));
            QCOMPARE(reply.header("Referrer-Policy"), QByteArray("no-referrer"));
            QCOMPARE(reply.header("Cross-Origin-Opener-Policy"), QByteArray("same-origin"));
            QVERIFY(reply.header("Content-Security-Policy").contains("frame-ancestors 'none'"));
            QVERIFY(reply.header("Content-Security-Policy").contains("default-src 'none'"));
            QVERIFY(!reply.head.toLower().contains("access-control-"));
        }
        RawClient client(fixture);
        const RawReply preflight =
            client.request("OPTIONS", "/api/v1/test/echo", {}, {},
                           "Origin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n");
        QCOMPARE(preflight.status, 403);
        QVERIFY(!preflight.head.toLower().contains("access-control-"));
    }
};

static const bool registered = tabletalk::test::add<TestAddressRules>();
#include "tst_AddressRules.moc"
