// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/HttpFixture.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

QByteArray postHead(const QByteArray &path, const QByteArray &body, const QByteArray &more = {})
{
    return "POST /api/v1/" + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more
           + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace

/// What an attacker tries from outside, on a whole server.
class TestAttacks : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;
    api::SignedIn m_owner;
    api::SignedIn m_other;
    QString m_workspace;

    quint16 port() const { return quint16(m_server->server().url().port()); }
    int statusWith(const QString &token) { return m_server->rest("GET", u"auth/me"_s, token).status; }

    /// Somebody with a role in the first organisation, signed in.
    QString memberToken(const QString &email, Role role)
    {
        const TenantScope scope = TenantScope::ofOperator(m_owner.organization.id);
        m_server->server().accounts().addMember(scope, email, u"correct horse battery"_s, u"Member"_s, role);
        return m_server
            ->rest("POST", u"auth/login"_s, {}, {{"email", email.toStdString()}, {"password", "correct horse battery"}})
            .text("accessToken");
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<RunningServer>();
        m_owner = m_server->organization(u"Acme"_s);
        m_other = m_server->organization(u"Other"_s);
        m_workspace = m_server->rest("GET", u"tenant"_s, m_owner.accessToken).text("defaultWorkspaceId");
    }
    void cleanup() { m_server.reset(); }

    void alteredTokensAreWorthNothing()
    {
        const QString token = m_owner.accessToken;
        QCOMPARE(statusWith(token), 200);
        for (qsizetype i = 0; i < token.size(); i += 5) {
            QString altered = token;
            altered[i] = altered[i] == u'A' ? u'B' : u'A';
            QCOMPARE(statusWith(altered), 401);
        }
        for (const QString &made :
             {QString(), u"null"_s, u"undefined"_s, u"ta_"_s, token.chopped(1), QString(token + u'A'),
              QString(token + u' ' + token), token.toUpper(), m_owner.refreshToken,
              u"eyJhbGciOiJub25lIn0.eyJzdWIiOiJvd25lciJ9."_s, u"' OR '1'='1"_s, u"%00"_s, QString(8000, u'x')})
            QCOMPARE(statusWith(made), 401);
    }

    void aHashFromTheDatabaseIsNoToken()
    {
        const auto connection = m_server->connectToPlatform();
        for (const auto &row : orThrow(connection->query(u"SELECT access_hash, refresh_hash FROM sessions"_s))) {
            QCOMPARE(statusWith(row[0].toString()), 401);
            QCOMPARE(m_server->rest("POST", u"auth/refresh"_s, {}, {{"refreshToken", row[1].toString().toStdString()}})
                         .status,
                     401);
        }
    }

    void aTokenOfAnotherOrganisationOpensNothingHere()
    {
        const QString ours = m_owner.organization.id.toString();
        QCOMPARE(m_server->rest("GET", u"organizations/%1/workspaces"_s.arg(ours), m_other.accessToken).status, 404);
        QCOMPARE(m_server->rest("GET", u"workspaces/%1/api-keys"_s.arg(m_workspace), m_other.accessToken).status, 404);
        // Naming the organisation elsewhere does not help.
        RawClient client(port());
        const RawReply reply =
            client.request("GET", "/api/v1/tenant?tenantId=" + ours.toLatin1(), m_other.accessToken.toLatin1(), {},
                           "X-Tenant-Id: " + ours.toLatin1() + "\r\nX-Organization: acme\r\n");
        QVERIFY(reply.status == 422 || !reply.body.contains(ours.toLatin1()));
    }

    void aReplayedRefreshTokenEndsThatSignIn()
    {
        const auto refresh = [&](const QString &token) {
            return m_server->rest("POST", u"auth/refresh"_s, {}, {{"refreshToken", token.toStdString()}});
        };
        const RestReply first = refresh(m_owner.refreshToken);
        QCOMPARE(first.status, 200);
        QCOMPARE(refresh(m_owner.refreshToken).status, 401);
        QCOMPARE(statusWith(first.text("accessToken")), 401);
        QCOMPARE(refresh(first.text("refreshToken")).status, 401);
    }

    void manyRefreshesAtOnceGiveOneNewSignInAtMost()
    {
        std::vector<std::unique_ptr<RawClient>> clients;
        const QByteArray body = QByteArray::fromStdString(
            json::serialize(json::object{{"refreshToken", m_owner.refreshToken.toStdString()}}));
        for (int i = 0; i < 10; ++i) {
            clients.push_back(std::make_unique<RawClient>(port()));
            clients.back()->send(postHead("auth/refresh", body, "Content-Type: application/json\r\n"));
        }
        int given = 0;
        for (const auto &client : clients)
            given += client->reply().status == 200 ? 1 : 0;
        QVERIFY(given <= 1);
    }

    void hostsThatAreNotOursAreRefused_data()
    {
        QTest::addColumn<QByteArray>("host");
        for (const char *host : {"evil.example", "evil.example:8765", "127.0.0.1.evil.example",
                                 "localhost.evil.example", "127.0.0.1@evil.example", "evil.example#127.0.0.1", "[::1",
                                 "[::1]evil.example", "127.evil.example.org", "127.0.0.1x", "127.0.0.256", ""})
            QTest::newRow(host) << QByteArray(host);
    }
    void hostsThatAreNotOursAreRefused()
    {
        QFETCH(QByteArray, host);
        for (const QByteArray &path :
             {QByteArray("/api/v1/auth/me"), QByteArray("/rpc"), QByteArray("/openapi.json")}) {
            RawClient client(port());
            client.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer "
                        + m_owner.accessToken.toLatin1() + "\r\n\r\n");
            const int status = client.reply().status;
            QVERIFY2(status == 403 || status == 400, qPrintable(QString::fromLatin1(path)));
        }
    }

    /// Behind a proxy on the same machine that leaves the Host header as it came.
    void theNameOfThePublicAddressPassesOnLoopbackAndNoOther()
    {
        RunningServer server([](ServerOptions &options) { options.publicUrl = u"https://Tables.example.org/"_s; });
        const auto statusFor = [&](const QByteArray &host, const QByteArray &more = {}) {
            RawClient client(quint16(server.server().url().port()));
            client.send("GET /openapi.json HTTP/1.1\r\nHost: " + host + "\r\n" + more + "\r\n");
            return client.reply().status;
        };
        QCOMPARE(statusFor("tables.example.org"), 200);
        QCOMPARE(statusFor("tables.example.org:443", "Origin: https://tables.example.org:443\r\n"), 200);
        QCOMPARE(statusFor("127.0.0.1"), 200);
        QCOMPARE(statusFor("evil.example"), 403);
        QCOMPARE(statusFor("tables.example.org.evil.example"), 403);
        QCOMPARE(statusFor("tables.example.org", "Origin: https://evil.example\r\n"), 403);
    }

    void linksInMailDoNotFollowTheHostHeader()
    {
        RunningServer server([](ServerOptions &options) {
            options.publicUrl = u"https://tables.example.org"_s;
            options.listenAddress = u"127.0.0.1"_s;
            options.registration = Registration::Open;
        });
        const auto owner = server.organization(u"Acme"_s);
        const TenantScope scope = TenantScope::ofOperator(owner.organization.id);
        const UserId member = server.server().accounts().addMember(scope, u"m@example.org"_s,
                                                                   u"correct horse battery"_s, u"Mia"_s, Role::Member);
        const QByteArray path = "tenant/users/" + member.toString().toLatin1() + "/password-reset";
        RawClient client(quint16(server.server().url().port()));
        client.send("POST /api/v1/" + path + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Host: evil.example\r\n"
                    + "Forwarded: host=evil.example\r\nAuthorization: Bearer " + owner.accessToken.toLatin1()
                    + "\r\nContent-Length: 0\r\n\r\n");
        const RawReply reply = client.reply();
        QCOMPARE(reply.status, 201);
        QVERIFY(textOf(reply.json().at("link")).startsWith(u"https://tables.example.org/reset-password#"_s));
    }

    void pathsAreNotWalkedAround_data()
    {
        QTest::addColumn<QByteArray>("path");
        for (const char *path : {"/api/v1/../v1/auth/me", "/api/v1/./auth/me", "/api/v1//auth/me", "/api/v1/auth/me/",
                                 "/api/v1/auth/me%00", "/api/v1/auth%2fme", "/api/v1/%61uth/..%2fauth/me",
                                 "/API/V1/auth/me", "/api/v1/AUTH/me", "/api/v1/tenant/databases/..%2f..%2fauth%2fme",
                                 "/api/v1/tenant/databases/%2e%2e/users", "/../../etc/passwd", "/docs/../metrics",
                                 "/%2e%2e/%2e%2e/etc/passwd", "/api/v1/auth/me;admin=1"})
            QTest::newRow(path) << QByteArray(path);
    }
    void pathsAreNotWalkedAround()
    {
        QFETCH(QByteArray, path);
        RawClient client(port());
        const RawReply reply = client.request("GET", path, m_owner.accessToken.toLatin1());
        QVERIFY2(reply.status >= 400 && reply.status < 500, QByteArray::number(reply.status).constData());
        QVERIFY(!reply.body.contains("acme@example.org") && !reply.body.contains("root:"));
    }

    void idsThatAreNoneAreRefusedAsSuch_data()
    {
        QTest::addColumn<QByteArray>("id");
        for (const char *id : {"1", "0", "-1", "null", "%27%20OR%201%3D1--", "../users", "%00", "{}", "*",
                               "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"})
            QTest::newRow(id) << QByteArray(id);
    }
    void idsThatAreNoneAreRefusedAsSuch()
    {
        QFETCH(QByteArray, id);
        for (const QByteArray &noun :
             {QByteArray("tenant/databases/"), QByteArray("tenant/users/"), QByteArray("conversations/")}) {
            RawClient client(port());
            const int status = client.request("GET", "/api/v1/" + noun + id, m_owner.accessToken.toLatin1()).status;
            QVERIFY2(status == 404 || status == 422 || status == 405 || status == 400,
                     qPrintable(QString::fromLatin1(noun + id)));
        }
    }

    /// Fields that are in the table but not in the message change nothing.
    void moreFieldsThanThereAreChangeNothing()
    {
        const QString viewer = memberToken(u"viewer@example.org"_s, Role::Viewer);
        m_server->rest("PUT", u"auth/me"_s, viewer,
                       {{"fullName", "Vera"},
                        {"role", "owner"},
                        {"email", "stolen@example.org"},
                        {"id", m_owner.user.id.toString().toStdString()},
                        {"userId", m_owner.user.id.toString().toStdString()},
                        {"organization", {{"role", "owner"}}},
                        {"passwordHash", "x"},
                        {"isAdmin", true}});
        const auto me = m_server->rest("GET", u"auth/me"_s, viewer);
        QCOMPARE(textOf(me.body.at("user").at("email")), u"viewer@example.org"_s);
        QCOMPARE(textOf(me.body.at("organization").at("role")), u"viewer"_s);
        const auto owner = m_server->rest("GET", u"auth/me"_s, m_owner.accessToken);
        QCOMPARE(textOf(owner.body.at("user").at("fullName")), u"Owner of Acme"_s);

        const auto key = m_server->rest("POST", u"workspaces/%1/api-keys"_s.arg(m_workspace), m_owner.accessToken,
                                        {{"name", "k"},
                                         {"userId", m_other.user.id.toString().toStdString()},
                                         {"tenantId", m_other.organization.id.toString().toStdString()},
                                         {"key", "tt_chosen"},
                                         {"role", "owner"}});
        if (key.status == 201) {
            QVERIFY(key.text("key") != u"tt_chosen");
            const auto who = m_server->rest("GET", u"auth/me"_s, key.text("key"));
            QCOMPARE(textOf(who.body.at("user").at("email")), u"acme@example.org"_s);
        }
        // An id in the body does not beat the one in the path.
        const auto other = m_server->rest("GET", u"tenant"_s, m_other.accessToken).text("defaultWorkspaceId");
        m_server->rest("POST", u"workspaces/%1/api-keys"_s.arg(m_workspace), m_owner.accessToken,
                       {{"name", "elsewhere"}, {"workspaceId", other.toStdString()}});
        const auto theirs = m_server->rest("GET", u"workspaces/%1/api-keys"_s.arg(other), m_other.accessToken);
        QVERIFY(theirs.body.at("items").as_array().empty());
    }

    void pagesOfOtherSitesCannotCall()
    {
        const QByteArray body = R"({"email":"acme@example.org","password":"correct horse battery"})";
        for (const QByteArray &origin : {QByteArray("https://evil.example"), QByteArray("null"),
                                         QByteArray("http://127.0.0.1.evil.example"), QByteArray("file://")}) {
            RawClient client(port());
            client.send(postHead("auth/login", body, "Origin: " + origin + "\r\nContent-Type: application/json\r\n"));
            const RawReply reply = client.reply();
            QCOMPARE(reply.status, 403);
            QVERIFY(!reply.head.toLower().contains("access-control-"));
            RawClient socket(port());
            QByteArray head = upgradeHead(m_owner.accessToken.toLatin1());
            head.replace("\r\nUpgrade:", QByteArray("\r\nOrigin: " + origin + "\r\nUpgrade:"));
            socket.send(head);
            QCOMPARE(socket.reply().status, 403);
        }
    }

    /// What a form of another site can send without asking first is not taken.
    void formsAreNotTaken()
    {
        const QByteArray body = R"({"email":"acme@example.org","password":"correct horse battery"})";
        for (const char *type :
             {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"}) {
            RawClient client(port());
            client.send(postHead("auth/login", body, QByteArray("Content-Type: ") + type + "\r\n"));
            QCOMPARE(client.reply().status, 415);
        }
    }

    void cookiesSignNobodyIn()
    {
        RawClient client(port());
        const RawReply reply = client.request("GET", "/api/v1/auth/me", {}, {},
                                              "Cookie: token=" + m_owner.accessToken.toLatin1()
                                                  + "; Authorization=" + m_owner.accessToken.toLatin1() + "\r\n");
        QCOMPARE(reply.status, 401);
        QVERIFY(reply.header("Set-Cookie").isEmpty());
        const QByteArray inQuery = "/api/v1/auth/me?access_token=" + m_owner.accessToken.toLatin1();
        RawClient query(port());
        QVERIFY(query.request("GET", inQuery).status >= 400);
    }

    void lineBreaksInValuesMakeNoHeaders()
    {
        const QString evil = u"x\r\nSet-Cookie: owned=1\r\n\r\n<script>"_s;
        for (const QByteArray &path : {QByteArray("/api/v1/nowhere%0d%0aSet-Cookie:%20owned=1"),
                                       QByteArray("/api/v1/usage/audit/export?format=%0d%0aSet-Cookie:%20owned=1"),
                                       QByteArray("/%0d%0aSet-Cookie:%20owned=1")}) {
            RawClient client(port());
            const RawReply reply = client.request("GET", path, m_owner.accessToken.toLatin1());
            QVERIFY(reply.status >= 400);
            QVERIFY(!reply.head.contains("owned"));
        }
        const auto renamed =
            m_server->rest("PUT", u"auth/me"_s, m_owner.accessToken, {{"fullName", evil.toStdString()}});
        QCOMPARE(renamed.status, 422);
        const auto address = m_server->rest("POST", u"auth/register"_s, {},
                                            {{"organization", "X"},
                                             {"email", "a@example.org\r\nBcc: b@example.org"},
                                             {"password", "correct horse battery"},
                                             {"fullName", "A"}});
        QCOMPARE(address.status, 422);
    }

    void requestsThatAreTwoAreNotSmuggled_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("both lengths") << QByteArray("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n");
        QTest::newRow("two lengths") << QByteArray("Content-Length: 4\r\nContent-Length: 60\r\n");
        QTest::newRow("sign") << QByteArray("Content-Length: +4\r\n");
        QTest::newRow("space before the colon") << QByteArray("Content-Length : 4\r\n");
        QTest::newRow("unknown coding") << QByteArray("Transfer-Encoding: xchunked\r\nContent-Length: 4\r\n");
    }
    void requestsThatAreTwoAreNotSmuggled()
    {
        QFETCH(QByteArray, head);
        RawClient client(port());
        client.send("POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + head
                    + "\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        const RawReply first = client.reply();
        QVERIFY2(first.status == 0 || first.status >= 400, QByteArray::number(first.status).constData());
        QVERIFY(!client.reply().body.contains("alive"));
    }

    void nobodyClimbsAboveTheirRole()
    {
        const QString admin = memberToken(u"admin@example.org"_s, Role::Admin);
        const QString viewer = memberToken(u"viewer@example.org"_s, Role::Viewer);
        const QString guest = memberToken(u"guest@example.org"_s, Role::Guest);
        const auto status = [&](const QByteArray &verb, const QString &path, const QString &token,
                                const json::value &body = nullptr) {
            return m_server->rest(verb, path, token, body).status;
        };
        for (const QString &token : {viewer, guest}) {
            QCOMPARE(status("GET", u"usage/audit"_s, token), 403);
            QCOMPARE(status("GET", u"usage/audit/export"_s, token), 403);
            QCOMPARE(status("GET", u"tenant/security"_s, token), 403);
            QCOMPARE(status("PUT", u"tenant/security"_s, token, {{"allowedRanges", json::array{}}}), 403);
            QCOMPARE(status("PUT", u"tenant"_s, token, {{"name", "Taken"}}), 403);
            QCOMPARE(status("POST", u"workspaces/%1/api-keys"_s.arg(m_workspace), token, {{"name", "k"}}), 403);
            QCOMPARE(status("POST", u"tenant/users/%1/password-reset"_s.arg(m_owner.user.id.toString()), token,
                            json::object{}),
                     403);
        }
        // An administrator does not become the owner by resetting the owner's password.
        QCOMPARE(
            status("POST", u"tenant/users/%1/password-reset"_s.arg(m_owner.user.id.toString()), admin, json::object{}),
            403);
        // The same over the WebSocket.
        RpcConnection socket(*m_server, viewer);
        QCOMPARE(textOf(socket.call("audit.list", json::object{}).at("error").at("data").at("code")), u"forbidden"_s);
        QCOMPARE(
            textOf(
                socket.call("security.update", {{"allowedRanges", json::array{}}}).at("error").at("data").at("code")),
            u"forbidden"_s);
    }

    void aSocketCannotBecomeSomebodyElse()
    {
        const QString viewer = memberToken(u"viewer@example.org"_s, Role::Viewer);
        RpcConnection socket(*m_server, viewer);
        const auto attached = socket.call("auth.attach", {{"accessToken", m_owner.accessToken.toStdString()}});
        QCOMPARE(textOf(attached.at("error").at("data").at("code")), u"conflict"_s);
        QCOMPARE(textOf(socket.call("auth.me", json::object{}).at("result").at("user").at("email")),
                 u"viewer@example.org"_s);
    }

    void errorsTellNothingOfTheInside()
    {
        for (const auto &[verb, path, body] :
             {std::tuple(QByteArray("GET"), u"usage/audit?cursor=x"_s, json::value()),
              std::tuple(QByteArray("POST"), u"auth/login"_s, json::value{{"email", 7}, {"password", json::array{}}}),
              std::tuple(QByteArray("GET"), u"conversations/%FF"_s, json::value())}) {
            const RestReply reply = m_server->rest(verb, path, m_owner.accessToken, body);
            QVERIFY(reply.status >= 400 && reply.status < 500);
            const QByteArray text = reply.bytes.toLower();
            for (const char *word : {"select ", "sqlite", "boost", "exception", ".cpp", "0x", "/tmp/", "stack"})
                QVERIFY2(!text.contains(word), qPrintable(path));
        }
    }
};

static const bool registered = tabletalk::test::add<TestAttacks>();
#include "tst_Attacks.moc"
