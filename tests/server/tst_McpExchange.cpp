// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/mcp/McpExchange.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/TestRunner.h"

#include <boost/json.hpp>

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

/// One tool that repeats what it was given, and one that fails in the way it is told.
class FakeTools final : public McpTools
{
public:
    Awaitable<api::ToolList> list() override
    {
        if (refused)
            throw Problem(*refused);
        api::ToolList tools;
        tools.items.push_back({u"echo"_s, u"Repeats."_s, json::object{{"type", "object"}}});
        co_return tools;
    }
    Awaitable<api::ToolAnswer> call(QString tool, json::value arguments) override
    {
        if (refused)
            throw Problem(*refused);
        if (tool != u"echo")
            throw Problem::invalid(u"params.tool"_s, u"no tool that you may use has that name"_s);
        api::ToolAnswer answer;
        answer.tool = tool;
        answer.text = QString::fromStdString(json::serialize(arguments));
        api::Citation citation;
        citation.number = 1;
        citation.kind = u"sql"_s;
        answer.citations.push_back(citation);
        answer.data = json::object{{"given", arguments}};
        co_return answer;
    }

    std::optional<Problem> refused;
};

json::object request(const char *method, json::object params = {}, const json::value &id = 1)
{
    return {{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}};
}

} // namespace

class TestMcpExchange : public QObject
{
    Q_OBJECT

private:
    FakeTools m_tools;

    McpAnswer answer(json::value message, std::string_view revision = mcpNewest)
    {
        McpExchange exchange(m_tools, revision, u"r-1"_s);
        return runAwaitable(exchange.answer(std::move(message)));
    }
    json::value result(json::value message, std::string_view revision = mcpNewest)
    {
        const McpAnswer got = answer(std::move(message), revision);
        return got.body.is_object() && got.body.as_object().contains("result") ? got.body.at("result") : json::value();
    }
    int codeOf(const McpAnswer &got) { return got.body.at("error").at("code").to_number<int>(); }

private Q_SLOTS:
    void init() { m_tools.refused.reset(); }

    void aRevisionIsAgreedOn_data()
    {
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<QByteArray>("spoken");
        QTest::newRow("the newest") << QByteArray("2025-06-18") << QByteArray("2025-06-18");
        QTest::newRow("the one before") << QByteArray("2025-03-26") << QByteArray("2025-03-26");
        QTest::newRow("one of the future") << QByteArray("2031-01-01") << QByteArray("2025-06-18");
        QTest::newRow("one of the past") << QByteArray("2024-11-05") << QByteArray("2025-06-18");
    }
    void aRevisionIsAgreedOn()
    {
        QFETCH(QByteArray, wanted);
        QFETCH(QByteArray, spoken);
        const auto began = result(request("initialize", {{"protocolVersion", wanted.toStdString()}}), mcpBefore);
        QCOMPARE(QByteArray(began.at("protocolVersion").as_string().c_str()), spoken);
        QVERIFY(began.at("capabilities").at("tools").is_object());
    }

    void aPingIsAnsweredByNothing() { QCOMPARE(result(request("ping")), json::value(json::object())); }

    void idsComeBackAsTheyWere()
    {
        QCOMPARE(answer(request("ping", {}, "abc")).body.at("id"), json::value("abc"));
        QCOMPARE(answer(request("ping", {}, 7)).body.at("id"), json::value(7));
    }

    void notificationsAndAnswersAreTakenAndNotAnswered()
    {
        for (const json::object &message :
             {json::object{{"jsonrpc", "2.0"}, {"method", "notifications/initialized"}},
              json::object{{"jsonrpc", "2.0"}, {"method", "notifications/cancelled"}, {"params", json::object()}},
              json::object{{"jsonrpc", "2.0"}, {"id", 3}, {"result", json::object()}}}) {
            const McpAnswer got = answer(message);
            QCOMPARE(got.status, 202);
            QVERIFY(got.body.is_null());
        }
    }

    void toolsAreListedAsReadOnlyWithTheirSchemas()
    {
        const json::value tool = result(request("tools/list")).at("tools").at(0);
        QCOMPARE(tool.at("name"), json::value("echo"));
        QCOMPARE(tool.at("inputSchema").at("type"), json::value("object"));
        QCOMPARE(tool.at("annotations").at("readOnlyHint"), json::value(true));
        QCOMPARE(codeOf(answer(request("tools/list", {{"cursor", "x"}}))), -32602);
    }

    void aCallGivesTextAndToTheNewestRevisionAlsoData()
    {
        const json::object call{{"name", "echo"}, {"arguments", json::object{{"a", 1}}}};
        const json::value newest = result(request("tools/call", call));
        QCOMPARE(newest.at("content").at(0).at("text"), json::value(R"({"a":1})"));
        QCOMPARE(newest.at("isError"), json::value(false));
        QCOMPARE(newest.at("structuredContent").at("data").at("given").at("a"), json::value(1));
        QCOMPARE(newest.at("structuredContent").at("citations").at(0).at("kind"), json::value("sql"));
        const json::value before = result(request("tools/call", call), mcpBefore);
        QVERIFY(!before.as_object().contains("structuredContent"));
    }

    void whatTheProtocolForbidsIsAnErrorOfTheProtocol_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const char *text, int code) {
            QTest::newRow(name) << QByteArray(text) << code;
        };
        row("no object", "17", -32600);
        row("not JSON-RPC", R"({"id":1,"method":"ping"})", -32600);
        row("no method", R"({"jsonrpc":"2.0","id":1})", -32600);
        row("an id that is null", R"({"jsonrpc":"2.0","id":null,"method":"ping"})", -32600);
        row("an id that is a fraction", R"({"jsonrpc":"2.0","id":1.5,"method":"ping"})", -32600);
        row("an unknown method", R"({"jsonrpc":"2.0","id":1,"method":"resources/list"})", -32601);
        row("params in a list", R"({"jsonrpc":"2.0","id":1,"method":"ping","params":[]})", -32602);
        row("no revision", R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{}})", -32602);
        row("no name", R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}})", -32602);
        row("an unknown tool", R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"drop"}})", -32602);
        row("arguments in a list",
            R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":[]}})", -32602);
    }
    void whatTheProtocolForbidsIsAnErrorOfTheProtocol()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        QCOMPARE(codeOf(answer(json::parse(text.toStdString()))), code);
    }

    void aToolThatFailsSaysSoInWords()
    {
        m_tools.refused = Problem::of(ProblemCode::DatabaseFailed, u"The column is none."_s, u"Ask for another."_s);
        const json::value failed = result(request("tools/call", {{"name", "echo"}}));
        QCOMPARE(failed.at("isError"), json::value(true));
        QCOMPARE(failed.at("content").at(0).at("text"), json::value("The column is none.\nAsk for another."));
    }

    void whoMayNotAndWhoCallsTooOftenIsToldByTheTransportToo()
    {
        m_tools.refused = Problem::of(ProblemCode::RateLimited, u"Too often."_s);
        m_tools.refused->retryAfterSeconds = 3;
        const McpAnswer often = answer(request("tools/call", {{"name", "echo"}}));
        QCOMPARE(often.status, 429);
        QCOMPARE(often.retryAfterSeconds, std::optional(3));
        m_tools.refused = Problem::of(ProblemCode::NotSignedIn);
        QCOMPARE(answer(request("tools/list")).status, 401);
        m_tools.refused = Problem::of(ProblemCode::Forbidden, u"The scopes do not include it."_s);
        const McpAnswer scoped = answer(request("initialize", {{"protocolVersion", "2025-06-18"}}));
        QCOMPARE(scoped.body.at("error").at("message"), json::value("The scopes do not include it."));
    }

    void whatFailedInsideIsNotToldInItsWords()
    {
        m_tools.refused = Problem::of(ProblemCode::Internal);
        const McpAnswer got = answer(request("tools/call", {{"name", "echo"}}));
        QCOMPARE(codeOf(got), -32603);
    }

    void batchesAreOfTheRevisionBefore()
    {
        const json::array batch{request("ping"), json::object{{"jsonrpc", "2.0"}, {"method", "notifications/x"}},
                                request("tools/list", {}, 2), request("initialize", {{"protocolVersion", "x"}}, 3)};
        const McpAnswer got = answer(batch, mcpBefore);
        QCOMPARE(got.status, 200);
        QCOMPARE(got.body.as_array().size(), size_t(3));
        QVERIFY(got.body.at(1).at("result").at("tools").is_array());
        QCOMPARE(got.body.at(2).at("error").at("code").to_number<int>(), -32600); // no session begins in one
        QCOMPARE(codeOf(answer(batch)), -32600);
        QCOMPARE(codeOf(answer(json::array(), mcpBefore)), -32600);
        QCOMPARE(codeOf(answer(json::array(21, request("ping")), mcpBefore)), -32600);
        QCOMPARE(answer(json::array{json::object{{"jsonrpc", "2.0"}, {"method", "a"}}}, mcpBefore).status, 202);
    }
};

static const bool registered = tabletalk::test::add<TestMcpExchange>();
#include "tst_McpExchange.moc"
