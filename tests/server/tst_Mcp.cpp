// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/HttpFixture.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

/// The door of other assistants, byte by byte.
class TestMcp : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;
    api::SignedIn m_owner;
    QString m_workspace;
    QByteArray m_key;

    QString keyWith(json::object request)
    {
        request["name"] = "assistant";
        return m_server->rest("POST", u"workspaces/%1/api-keys"_s.arg(m_workspace), m_owner.accessToken, request)
            .text("key");
    }
    RawReply post(const QByteArray &body, const QByteArray &key, const QByteArray &more = {})
    {
        RawClient client(quint16(m_server->url(u"/"_s).port()));
        return client.request("POST", "/mcp", key, body, more);
    }
    json::value result(const QByteArray &body, const QByteArray &key)
    {
        const RawReply reply = post(body, key);
        return reply.status == 200 ? reply.json().at("result") : json::value();
    }
    static QByteArray ping() { return R"({"jsonrpc":"2.0","id":1,"method":"ping"})"; }
    static QByteArray callDatabases()
    {
        return R"({"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"databases"}})";
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RunningServer>();
        m_owner = m_server->organization(u"Acme"_s);
        m_workspace = m_server->rest("GET", u"tenant"_s, m_owner.accessToken).text("defaultWorkspaceId");
        QVERIFY(!m_server->connectShop(m_owner.accessToken).isEmpty());
        m_key = keyWith({}).toLatin1();
    }
    void cleanupTestCase() { m_server.reset(); }

    void withoutAKeyOneIsAskedForIt()
    {
        for (const QByteArray &token : {QByteArray(), QByteArray("tt_nonsense")}) {
            const RawReply reply = post(ping(), token);
            QCOMPARE(reply.status, 401);
            QVERIFY(reply.header("WWW-Authenticate").startsWith("Bearer"));
        }
        QCOMPARE(post(ping(), m_owner.accessToken.toLatin1()).status, 403); // a person's token names no workspace
    }

    void otherVerbsAreNotTaken()
    {
        RawClient client(quint16(m_server->url(u"/"_s).port()));
        for (const QByteArray &verb : {QByteArray("GET"), QByteArray("DELETE"), QByteArray("PUT")}) {
            const RawReply reply = client.request(verb, "/mcp", m_key, {}, "Accept: text/event-stream\r\n");
            QCOMPARE(reply.status, 405);
            QCOMPARE(reply.header("Allow"), QByteArray("POST"));
        }
    }

    void theAnswerIsOfTheKindThatIsAccepted()
    {
        QCOMPARE(post(ping(), m_key).header("Content-Type"), QByteArray("application/json"));
        QCOMPARE(post(ping(), m_key, "Accept: application/json, text/event-stream\r\n").header("Content-Type"),
                 QByteArray("application/json"));
        const RawReply stream = post(ping(), m_key, "Accept: text/event-stream\r\n");
        QCOMPARE(stream.header("Content-Type"), QByteArray("text/event-stream"));
        QCOMPARE(stream.body, QByteArray("event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n\n"));
        QCOMPARE(post(ping(), m_key, "Accept: text/html\r\n").status, 406);
    }

    void aRevisionThatIsUnknownIsRefused()
    {
        QCOMPARE(post(ping(), m_key, "MCP-Protocol-Version: 2025-06-18\r\n").status, 200);
        QCOMPARE(post(ping(), m_key, "MCP-Protocol-Version: 2025-03-26\r\n").status, 200);
        QCOMPARE(post(ping(), m_key, "MCP-Protocol-Version: 1999-01-01\r\n").status, 400);
        const QByteArray batch = '[' + ping() + ']';
        QCOMPARE(post(batch, m_key, "MCP-Protocol-Version: 2025-03-26\r\n").status, 200);
        QCOMPARE(post(batch, m_key, "MCP-Protocol-Version: 2025-06-18\r\n").status, 400);
    }

    void pagesOfOthersAreKeptAway() { QCOMPARE(post(ping(), m_key, "Origin: https://evil.example\r\n").status, 403); }

    void bodiesAreBoundedAndMustBeJson()
    {
        QCOMPARE(post("{not json", m_key).status, 400);
        QCOMPARE(post("{not json", m_key).json().at("error").at("code").to_number<int>(), -32700);
        const QByteArray deep = QByteArray(1000, '[') + QByteArray(1000, ']');
        QCOMPARE(post(deep, m_key).status, 400);
        QCOMPARE(post(QByteArray(300 * 1024, ' '), m_key).status, 413);
    }

    void aNotificationIsTaken()
    {
        const RawReply reply = post(R"({"jsonrpc":"2.0","method":"notifications/initialized"})", m_key);
        QCOMPARE(reply.status, 202);
        QVERIFY(reply.body.isEmpty());
    }

    void aToolIsCalledAndStandsInTheAuditLog()
    {
        const json::value called = result(callDatabases(), m_key);
        QVERIFY(std::string(called.at("content").at(0).at("text").as_string()).find("Shop") != std::string::npos);
        const auto isTold = [this](const char *what) {
            return m_server->rest("GET", u"usage/audit"_s, m_owner.accessToken).bytes.contains(what);
        };
        QTRY_VERIFY_WITH_TIMEOUT(isTold("\"tools.call\""), 30'000);
        QVERIFY(isTold("with a key"));
    }

    void aKeyHasTheToolsOfItsScopesAndOfItsWorkspace()
    {
        const QByteArray asks = keyWith({{"scopes", json::array{"chat.ask"}}}).toLatin1();
        const json::value tools = result(R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})", asks);
        for (const auto &tool : tools.at("tools").as_array())
            QVERIFY(tool.at("name") != "databases");
        QCOMPARE(post(callDatabases(), asks).json().at("error").at("code").to_number<int>(), -32602);

        const RestReply made =
            m_server->rest("POST", u"organizations/%1/workspaces"_s.arg(m_owner.organization.id.toString()),
                           m_owner.accessToken, {{"name", "Elsewhere"}});
        const QString path = u"workspaces/%1/"_s.arg(made.text("id"));
        const QByteArray elsewhere =
            m_server->rest("POST", QString(path + u"api-keys"_s), m_owner.accessToken, {{"name", "there"}})
                .text("key")
                .toLatin1();
        const json::value none = result(callDatabases(), elsewhere);
        QVERIFY(std::string(none.at("content").at(0).at("text").as_string()).find("Shop") == std::string::npos);
        // Neither does it reach the tools of another workspace by its id.
        QCOMPARE(
            m_server->rest("GET", u"workspaces/%1/tools"_s.arg(m_workspace), QString::fromLatin1(elsewhere)).status,
            404);
    }

    void peopleHaveTheSameToolsOverRest()
    {
        const QString path = u"workspaces/%1/tools"_s.arg(m_workspace);
        QVERIFY(m_server->rest("GET", path, m_owner.accessToken).bytes.contains("\"databases\""));
        const RestReply called = m_server->rest("POST", QString(path + u"/call"_s), m_owner.accessToken,
                                                {{"tool", "databases"}, {"arguments", json::object()}});
        QCOMPARE(called.status, 200);
        QVERIFY(called.text("text").contains(u"Shop"_s));
        QCOMPARE(m_server->rest("POST", QString(path + u"/call"_s), m_owner.accessToken, {{"tool", "drop"}}).status,
                 422);
        QCOMPARE(m_server
                     ->rest("GET", u"workspaces/%1/tools"_s.arg(QUuid::createUuid().toString(QUuid::WithoutBraces)),
                            m_owner.accessToken)
                     .status,
                 404);
    }

    void aKeyWithARateOfItsOwnIsHeldToIt()
    {
        const QByteArray slow = keyWith({{"requestsPerMinute", 2}}).toLatin1();
        int last = 0;
        QByteArray wait;
        for (int i = 0; i < 5 && last != 429; ++i) {
            const RawReply reply = post(ping(), slow);
            last = reply.status;
            wait = reply.header("Retry-After");
        }
        QCOMPARE(last, 429);
        QVERIFY(wait.toInt() > 0);
    }

    void aKeyThatWasRevokedIsNoneAtOnce()
    {
        const RestReply made = m_server->rest("POST", u"workspaces/%1/api-keys"_s.arg(m_workspace), m_owner.accessToken,
                                              {{"name", "short"}});
        const QByteArray key = made.text("key").toLatin1();
        QCOMPARE(post(ping(), key).status, 200);
        const QString path = u"workspaces/%1/api-keys/%2"_s.arg(m_workspace, made.text("id"));
        QVERIFY(m_server->rest("DELETE", path, m_owner.accessToken).status < 300);
        QCOMPARE(post(ping(), key).status, 401);
    }
};

static const bool registered = tabletalk::test::add<TestMcp>();
#include "tst_Mcp.moc"
