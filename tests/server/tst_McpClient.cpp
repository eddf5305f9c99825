// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

/// With the official client of the Model Context Protocol, as "./dev test" installs it.
class TestMcpClient : public QObject
{
    Q_OBJECT

private:
    const QString m_modules = QStringLiteral(TABLETALK_SOURCE_DIR "/build/mcp");
    QString m_node;
    std::unique_ptr<RunningServer> m_server;
    api::SignedIn m_owner;

    QString keyWith(json::object request)
    {
        request["name"] = "assistant";
        const QString workspace = m_server->rest("GET", u"tenant"_s, m_owner.accessToken).text("defaultWorkspaceId");
        return m_server->rest("POST", u"workspaces/%1/api-keys"_s.arg(workspace), m_owner.accessToken, request)
            .text("key");
    }

    /// What the client learned.
    json::object learned(const QString &key, const QStringList &call = {})
    {
        QProcess client;
        client.start(m_node, QStringList{QStringLiteral(TABLETALK_SOURCE_DIR "/tests/mcp/client.cjs"), m_modules,
                                         m_server->url(u"/mcp"_s).toString(), key}
                                 + call);
        if (!QTest::qWaitFor([&] { return client.state() == QProcess::NotRunning; }, 60'000))
            client.kill();
        const QByteArray out = client.readAllStandardOutput();
        if (out.isEmpty())
            qWarning() << client.readAllStandardError();
        return json::parse(out.isEmpty() ? "{}" : out.toStdString()).as_object();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_node = QStandardPaths::findExecutable(u"node"_s);
        if (m_node.isEmpty())
            QSKIP("node is not installed; \"./dev test\" installs it with the official MCP client");
        if (!QFileInfo(QString(m_modules + u"/node_modules/@modelcontextprotocol/sdk"_s)).isDir())
            QSKIP("the official MCP client is not in build/mcp; \"./dev test\" puts it there");
        m_server = std::make_unique<RunningServer>();
        m_owner = m_server->organization(u"Acme"_s);
        QVERIFY(!m_server->connectShop(m_owner.accessToken).isEmpty());
    }
    void cleanupTestCase() { m_server.reset(); }

    void theOfficialClientConnectsListsAndCallsTools()
    {
        const json::object seen = learned(keyWith({}), {u"databases"_s, u"{}"_s});
        QVERIFY2(!seen.contains("error"), json::serialize(seen).c_str());
        QCOMPARE(std::string(seen.at("protocol").as_string()), std::string("2025-06-18"));
        QCOMPARE(std::string(seen.at("server").at("name").as_string()), std::string("tabletalk"));
        QVERIFY(seen.at("session").is_null());
        QVERIFY(!seen.at("tools").as_array().empty());
        QCOMPARE(seen.at("answer").at("isError").as_bool(), false);
        const std::string text(seen.at("answer").at("content").at(0).at("text").as_string());
        QVERIFY2(text.find("Shop") != std::string::npos, text.c_str());
        QCOMPARE(std::string(
                     seen.at("answer").at("structuredContent").at("data").at("databases").at(0).at("name").as_string()),
                 std::string("Shop"));
    }

    void itSeesOnlyWhatItsKeyMay()
    {
        const json::object seen = learned(keyWith({{"scopes", json::array{"chat.ask"}}}), {u"databases"_s});
        for (const auto &tool : seen.at("tools").as_array())
            QVERIFY(tool.at("name") != "databases");
        QCOMPARE(seen.at("error").at("code").to_number<int>(), -32602);
    }

    void itIsToldThatAKeyIsMissingOrMayNotAsk()
    {
        const std::string without(learned({}).at("error").at("message").as_string());
        QVERIFY2(without.find("API key") != std::string::npos, without.c_str());
        const json::object scoped = learned(keyWith({{"scopes", json::array{"usage.read"}}}));
        const std::string why(scoped.at("error").at("message").as_string());
        QVERIFY2(why.find("chat.ask") != std::string::npos, why.c_str());
    }

    void aWrongArgumentIsAnErrorOfTheTool()
    {
        const json::object seen = learned(keyWith({}), {u"databases"_s, uR"({"nonsense":1})"_s});
        QVERIFY2(!seen.contains("error"), json::serialize(seen).c_str());
        QCOMPARE(seen.at("answer").at("isError").as_bool(), true);
    }
};

static const bool registered = tabletalk::test::add<TestMcpClient>();
#include "tst_McpClient.moc"
