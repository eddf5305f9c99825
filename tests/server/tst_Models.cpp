// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ModelWords.h"
#include "tests/support/RunningServer.h"
#include "tests/support/ScriptedServer.h"
#include "tests/support/TestRunner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

constexpr auto secretKey = "sk-test-0123456789-very-secret";

QStringList statesOf(const std::vector<json::object> &events)
{
    QStringList states;
    for (const json::object &event : events) {
        if (event.at("type") == "model")
            states << textOf(event.at("data").at("state"));
    }
    return states;
}

constexpr auto unclear = "What about the wibble of the frobs?";

} // namespace

/// A language model that helps, one that fails in every way, and what leaves the machine.
class TestModels : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;
    std::unique_ptr<ScriptedServer> m_model;
    std::function<ScriptedServer::Reply(const ScriptedServer::Request &)> m_says;
    std::mutex m_mutex;
    api::SignedIn m_owner;
    QString m_database;

    QString token() const { return m_owner.accessToken; }

    void says(std::function<ScriptedServer::Reply(const ScriptedServer::Request &)> answer)
    {
        const std::scoped_lock lock(m_mutex);
        m_says = std::move(answer);
    }

    RestReply choose(const char *mode, json::object more = {})
    {
        more["mode"] = mode;
        more["protocol"] = "openai";
        if (!more.contains("baseUrl"))
            more["baseUrl"] = QString(m_model->url().toString() + u"/v1"_s).toStdString();
        more["model"] = "told";
        return m_server->rest("PUT", u"tenant/model"_s, token(), more);
    }

    RestReply ask(const char *question)
    {
        return m_server->rest("POST", u"chat/query"_s, token(),
                              {{"databaseId", m_database.toStdString()}, {"question", question}});
    }

    json::array outbound(const RestReply &answer)
    {
        const RestReply reply =
            m_server->rest("GET", u"messages/"_s + answer.text("messageId") + u"/outbound"_s, token());
        return reply.status == 200 ? reply.body.at("items").as_array() : json::array();
    }

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<ScriptedServer>([this](const ScriptedServer::Request &request) {
            const std::scoped_lock lock(m_mutex);
            return request.path.endsWith("/models") ? reply(200, "{\"data\":[{\"id\":\"told\"}]}") : m_says(request);
        });
        says([](const auto &) { return query("SELECT count(*) AS people FROM customers"); });
        m_server = std::make_unique<RunningServer>(
            [](ServerOptions &options) { options.allowModelHosts = {u"127.0.0.1/32"_s}; });
        m_owner = m_server->organization(u"Owner"_s);
        m_database = m_server->connectShop(token());
        QVERIFY(!m_database.isEmpty());
    }

    void cleanup()
    {
        m_server.reset();
        m_model.reset();
    }

    void withoutAChoiceNoModelIsAsked()
    {
        QCOMPARE(ask("How many customers are there?").status, 200);
        QVERIFY(m_model->requests().empty());
        QCOMPARE(m_server->rest("GET", u"tenant/model"_s, token()).text("mode"), u"off"_s);
    }

    void aModelAnswersWhatTheAnalystDoesNotUnderstand()
    {
        QCOMPARE(choose("auto").status, 200);
        QCOMPARE(m_server->rest("PUT", u"tenant/model/key"_s, token(), {{"key", secretKey}}).status, 200);
        const RestReply answer = ask(unclear);
        QVERIFY2(answer.status == 200, qPrintable(answer.text("detail")));
        QCOMPARE(answer.text("sql"), u"SELECT count(*) AS people FROM customers"_s);
        QCOMPARE(answer.text("explanation"), u"As the model sees it."_s);
        QCOMPARE(json::serialize(answer.body.at("rows")), std::string("[[600]]"));
        const ScriptedServer::Request sent = m_model->requests().back();
        QCOMPARE(sent.path, QByteArray("/v1/chat/completions"));
        QCOMPARE(sent.headers.value("authorization"), QByteArray("Bearer ") + secretKey);
    }

    void whatLeftTheMachineIsToldWordForWord()
    {
        choose("always");
        const RestReply answer = ask("How many customers are there?");
        QCOMPARE(answer.status, 200);
        const json::array records = outbound(answer);
        QCOMPARE(records.size(), size_t(1));
        const json::object &record = records[0].as_object();
        QCOMPARE(textOf(record.at("host")), u"127.0.0.1"_s);
        QCOMPARE(textOf(record.at("outcome")), u"answered"_s);
        QCOMPARE(record.at("inputTokens").as_int64(), 900);
        QCOMPARE(record.at("sampledValues").as_int64(), 0);
        QVERIFY(record.at("bytesSent").as_int64() > 500);
        const QJsonObject body = QJsonDocument::fromJson(m_model->requests().back().body).object();
        const QString told = textOf(record.at("prompt"));
        const QJsonArray messages = body[u"messages"_s].toArray();
        for (const QJsonValue &message : messages)
            QVERIFY(told.contains(message[u"content"_s].toString().trimmed()));
        for (const auto &table : record.at("tables").as_array())
            QVERIFY(told.contains(u"table "_s + textOf(table)));
        const api::SignedIn stranger = m_server->organization(u"Stranger"_s);
        QCOMPARE(m_server->rest("GET", u"messages/"_s + answer.text("messageId") + u"/outbound"_s, stranger.accessToken)
                     .status,
                 404);
    }

    void administratorsSeeWhatLeftAndNotWhatWasAsked()
    {
        const auto left = [this](const QString &who, const QString &query = {}) {
            return m_server->rest("GET", u"tenant/outbound"_s + query, who);
        };
        QVERIFY(left(token()).body.at("items").as_array().empty());
        choose("always");
        ask("How many customers are there?");
        ask("What about the wibble of the frobs?");
        const RestReply first = left(token(), u"?limit=1"_s);
        QCOMPARE(first.body.at("items").as_array().size(), size_t(1));
        QVERIFY(!first.bytes.contains("frobs"));
        const RestReply rest = left(token(), u"?limit=1&cursor="_s + first.text("nextCursor"));
        QCOMPARE(rest.body.at("items").as_array().size(), size_t(1));
        QVERIFY(rest.body.at("nextCursor").is_null());
        const json::object &entry = rest.body.at("items").at(0).as_object();
        QCOMPARE(textOf(entry.at("host")), u"127.0.0.1"_s);
        QVERIFY(textOf(entry.at("person")).contains(u'@'));
        QVERIFY(!entry.contains("prompt"));

        const QString member = m_server->member(m_owner, u"member@example.org"_s, Role::Member);
        QCOMPARE(left(member).status, 403);
        const api::SignedIn stranger = m_server->organization(u"Stranger"_s);
        QVERIFY(left(stranger.accessToken).body.at("items").as_array().empty());
    }

    void valuesLeaveOnlyWhenAllowedAndNeverMaskedOnes()
    {
        choose("always");
        ask("How many customers are there in each city?");
        const QByteArray silent = m_model->requests().back().body;
        QVERIFY(!silent.contains("e.g."));
        choose("always", {{"samples", true}, {"masked", json::array{"customers.city"}}});
        const RestReply answer = ask("How many customers are there in each city?");
        const json::array records = outbound(answer);
        for (const auto &column : records.at(0).at("sampledColumns").as_array())
            QVERIFY(textOf(column) != u"customers.city"_s);
    }

    void automaticModeSparesTheModelWhereTheAnalystIsSure()
    {
        choose("auto");
        RpcConnection rpc(*m_server, token());
        const json::object response = rpc.call(
            "chat.ask", {{"databaseId", m_database.toStdString()}, {"question", "How many customers are there?"}});
        QVERIFY(response.contains("result"));
        QVERIFY(m_model->requests().empty());
        QVERIFY(statesOf(rpc.events()).contains(u"spared"_s));
        QTRY_COMPARE_WITH_TIMEOUT(
            m_server->rest("GET", u"tenant/model"_s, token()).body.at("questionsSaved").as_int64(), 1, 30'000);
    }

    void nothingButAReadRunsWhateverTheModelSays_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("drops") << QByteArray("DROP TABLE customers");
        QTest::newRow("deletes") << QByteArray("DELETE FROM customers");
        QTest::newRow("two statements") << QByteArray("SELECT 1; DELETE FROM customers");
        QTest::newRow("hidden write") << QByteArray("WITH x AS (SELECT 1) INSERT INTO customers SELECT * FROM x");
        QTest::newRow("file function") << QByteArray("SELECT readfile('/etc/passwd')");
        QTest::newRow("extension") << QByteArray("SELECT load_extension('/tmp/x.so')");
        QTest::newRow("attach") << QByteArray("ATTACH DATABASE '/tmp/x' AS x");
        QTest::newRow("pragma") << QByteArray("PRAGMA writable_schema = 1");
        QTest::newRow("comment") << QByteArray("SELECT 1 --\n; DROP TABLE customers");
        QTest::newRow("html") << QByteArray("<script>alert(1)</script>");
    }

    void nothingButAReadRunsWhateverTheModelSays()
    {
        QFETCH(const QByteArray, sql);
        choose("always");
        says([sql](const auto &) { return query(sql); });
        const RestReply answer = ask("How many customers are there?");
        QVERIFY2(answer.status == 200, qPrintable(answer.text("detail"))); // the analyst answered
        QCOMPARE(json::serialize(answer.body.at("rows")), std::string("[[600]]"));
        QVERIFY(m_model->requests().size() >= 2); // it was told and asked again
        QVERIFY(m_model->requests().size() <= 3); // and not for ever
        QCOMPARE(json::serialize(ask("How many customers are there?").body.at("rows")), std::string("[[600]]"));
    }

    /// By the rows and not by the text: the same query is rarely written the same way.
    void theAnalystsRowsSayHowSureAModelsAnswerIs_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("most");
        QTest::newRow("the same rows") << QByteArray("SELECT sum(1) AS people FROM customers") << 0.95 << 1.0;
        QTest::newRow("other rows") << QByteArray("SELECT count(*) + 7 AS people FROM customers") << 0.0 << 0.5;
        QTest::newRow("nothing to compare") << QByteArray("SELECT count(*) FROM customers WHERE 1 = 0") << 0.7 << 0.7;
    }

    void theAnalystsRowsSayHowSureAModelsAnswerIs()
    {
        QFETCH(const QByteArray, sql);
        QFETCH(const double, least);
        QFETCH(const double, most);
        choose("always");
        says([&sql](const auto &) { return query(sql.constData()); });
        const RestReply answer = ask("How many customers are there?");
        QCOMPARE(answer.text("sql").toUtf8(), sql);
        const double confidence = answer.body.at("confidence").as_double();
        QVERIFY2(confidence >= least && confidence <= most, qPrintable(QString::number(confidence)));
    }

    void aFailingQueryIsRepaired()
    {
        choose("always");
        says([asked = 0](const auto &) mutable {
            return ++asked == 1 ? query("SELECT nothing_like_it FROM customers") : query("SELECT 42 AS answer");
        });
        const RestReply answer = ask("How many customers are there?");
        QCOMPARE(json::serialize(answer.body.at("rows")), std::string("[[42]]"));
        QCOMPARE(outbound(answer).size(), size_t(2));
        QVERIFY(m_model->requests().back().body.contains("nothing_like_it"));
    }

    void aModelThatFailsNeverStandsInTheWay_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("cutOff");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("refused key") << 401 << false << QByteArray("{\"error\":{\"message\":\"bad key\"}}");
        QTest::newRow("overloaded") << 429 << false << QByteArray("{}");
        QTest::newRow("broken") << 500 << false << QByteArray("oops");
        QTest::newRow("malformed") << 200 << false << QByteArray("<html>not a stream</html>");
        QTest::newRow("cut off") << 200 << true
                                 << QByteArray("data: {\"choices\":[{\"delta\":{\"content\":\"{\\\"sql\"}}]}\n\n");
        QTest::newRow("silence") << 200 << false << QByteArray();
        QTest::newRow("chat") << 200 << false
                              << QByteArray("data: {\"choices\":[{\"delta\":{\"content\":\"Hello!\"},"
                                            "\"finish_reason\":\"stop\"}]}\n\n");
    }

    void aModelThatFailsNeverStandsInTheWay()
    {
        QFETCH(const int, status);
        QFETCH(const bool, cutOff);
        QFETCH(const QByteArray, body);
        choose("always");
        m_server->rest("PUT", u"tenant/model/key"_s, token(), {{"key", secretKey}});
        says([=](const auto &) {
            ScriptedServer::Reply answer = reply(status, body);
            answer.cutOff = cutOff;
            return answer;
        });
        RpcConnection rpc(*m_server, token());
        const json::object response = rpc.call(
            "chat.ask", {{"databaseId", m_database.toStdString()}, {"question", "How many customers are there?"}});
        QVERIFY2(response.contains("result"), json::serialize(response).c_str());
        QCOMPARE(json::serialize(response.at("result").at("rows")), std::string("[[600]]"));
        QVERIFY(statesOf(rpc.events()).contains(u"failed"_s));
        QVERIFY(!json::serialize(response).contains("very-secret"));
        for (const json::object &event : rpc.events())
            QVERIFY(!json::serialize(event).contains("very-secret"));
    }

    void anAnswerOfTenMegabytesIsCutOff()
    {
        choose("always");
        says([](const auto &) { return said("{\"sql\":\"SELECT " + QByteArray(10 * 1024 * 1024, '1') + "\"}"); });
        const RestReply answer = ask("How many customers are there?");
        QCOMPARE(json::serialize(answer.body.at("rows")), std::string("[[600]]"));
    }

    void whatAModelWritesIsToldWhileItComes()
    {
        choose("always");
        says([](const auto &) { return slowQuery("SELECT count(*) AS people FROM customers", 1'500); });
        RpcConnection rpc(*m_server, token());
        QVERIFY(rpc.call("chat.ask",
                         {{"databaseId", m_database.toStdString()}, {"question", "How many customers are there?"}})
                    .contains("result"));
        const QStringList states = statesOf(rpc.events());
        QCOMPARE(states.front(), u"asking"_s);
        QCOMPARE(states.back(), u"answered"_s);
        QVERIFY(states.size() > 2);
        qint64 characters = 0;
        for (const json::object &event : rpc.events()) {
            const json::value &data = event.at("data");
            if (event.at("type") != "model" || data.at("state") != "writing")
                continue;
            QVERIFY(data.at("characters").as_int64() > characters);
            characters = data.at("characters").as_int64();
            QVERIFY(textOf(data.at("detail")).startsWith(u"The query counts"));
        }
        QVERIFY(characters > 0);
    }

    void stoppingAnAnswerEndsTheConnectionToTheModel()
    {
        choose("always");
        says([](const auto &) {
            ScriptedServer::Reply never = query("SELECT 1");
            never.pieces.resize(1);
            never.neverEnds = true;
            return never;
        });
        RpcConnection rpc(*m_server, token());
        const int asked = rpc.send(
            "chat.ask", {{"databaseId", m_database.toStdString()}, {"question", "How many customers are there?"}});
        const json::object started = rpc.event("started");
        QTRY_COMPARE_WITH_TIMEOUT(m_model->requests().size(), size_t(1), 30'000); // and not the connection alone
        QCOMPARE(m_model->openConnections(), 1);
        QVERIFY(!rpc.isAnswered(asked));
        QVERIFY(rpc.call("chat.cancel", {{"messageId", started.at("data").at("messageId")}}).contains("result"));
        constexpr int soonMs = 2'000;
        QTRY_COMPARE_WITH_TIMEOUT(m_model->openConnections(), 0, soonMs);
        QCOMPARE(textOf(rpc.response(asked).at("error").at("data").at("code")), u"cancelled"_s);
        QCOMPARE(textOf(rpc.lastEvent("problem").at("data").at("code")), u"cancelled"_s);
        QCOMPARE(m_model->requests().size(), size_t(1));
    }

    void aKeyIsSealedAndNeverTold()
    {
        choose("always");
        const RestReply saved = m_server->rest("PUT", u"tenant/model/key"_s, token(), {{"key", secretKey}});
        QVERIFY(saved.body.at("hasKey").as_bool());
        QVERIFY(!saved.bytes.contains("very-secret"));
        QVERIFY(!m_server->rest("GET", u"tenant/model"_s, token()).bytes.contains("very-secret"));
        ask("How many customers are there?");
        QVERIFY(!m_server->rest("GET", u"usage/audit"_s, token()).bytes.contains("very-secret"));
        m_server->stop();
        QVERIFY(!m_server->everythingStored().contains("very-secret"));
    }

    void aKeyGoesToTheServerAloneThatItWasGivenFor()
    {
        choose("always");
        m_server->rest("PUT", u"tenant/model/key"_s, token(), {{"key", secretKey}});
        ScriptedServer thief([](const auto &) { return query("SELECT 1"); });
        choose("always", {{"baseUrl", QString(thief.url().toString() + u"/v1"_s).toStdString()}});
        QCOMPARE(ask("How many customers are there?").status, 200);
        QVERIFY(!thief.requests().empty());
        for (const ScriptedServer::Request &request : thief.requests())
            QVERIFY2(!request.headers.value("authorization").contains("very-secret"), "the key went elsewhere");
    }

    void peoplesOwnKeysComeFirstUnlessForbidden()
    {
        choose("always");
        m_server->rest("PUT", u"tenant/model/key"_s, token(), {{"key", secretKey}});
        QCOMPARE(m_server->rest("PUT", u"auth/me/model-key"_s, token(), {{"key", "my-own"}}).status, 200);
        ask("How many customers are there?");
        QCOMPARE(m_model->requests().back().headers.value("authorization"), QByteArray("Bearer my-own"));
        choose("always", {{"userKeys", false}});
        ask("How many customers are there?");
        QCOMPARE(m_model->requests().back().headers.value("authorization"), QByteArray("Bearer ") + secretKey);
        QCOMPARE(m_server->rest("PUT", u"auth/me/model-key"_s, token(), {{"key", "another"}}).status, 403);
    }

    void theTokensOfAMonthAreALimit()
    {
        choose("always", {{"monthlyTokens", 1'000}});
        ask("How many customers are there?"); // 930 tokens
        ask("How many customers are there?");
        const size_t asked = m_model->requests().size();
        QCOMPARE(asked, size_t(2));
        QCOMPARE(ask("How many customers are there?").status, 200);
        QCOMPARE(m_model->requests().size(), asked);
    }

    void theSetUpIsCheckedPartByPart()
    {
        const auto check = [this] { return m_server->rest("POST", u"tenant/model/check"_s, token()); };
        QVERIFY(!check().body.at("passed").as_bool());
        choose("always");
        says([](const ScriptedServer::Request &request) {
            if (request.body.contains("\"stream\":false"))
                return reply(200, "{\"choices\":[{\"message\":{\"content\":\"{\\\"word\\\":\\\"ok\\\"}\"},\"finish_"
                                  "reason\":\"stop\"}]}");
            return said("ok");
        });
        const RestReply good = check();
        QVERIFY2(good.body.at("passed").as_bool(), good.bytes.constData());
        QCOMPARE(good.body.at("steps").as_array().size(), size_t(6));
        // The vectors of a model for search are counted.
        choose("always", {{"embeddingModel", "small"}});
        says([](const ScriptedServer::Request &request) {
            if (request.path.endsWith("/embeddings"))
                return reply(200, "{\"data\":[{\"embedding\":[0.1,0.2,0.3,0.4]}]}");
            if (request.body.contains("\"stream\":false"))
                return reply(200, "{\"choices\":[{\"message\":{\"content\":\"{}\"},\"finish_reason\":\"stop\"}]}");
            return said("ok");
        });
        const RestReply vectors = check();
        QVERIFY2(vectors.body.at("passed").as_bool(), vectors.bytes.constData());
        const json::value last = vectors.body.at("steps").as_array().back();
        QCOMPARE(textOf(last.at("part")), u"embedding"_s);
        QVERIFY2(textOf(last.at("detail")).contains(u'4'), qPrintable(textOf(last.at("detail"))));
        says([](const auto &) { return reply(401, "{}"); });
        const RestReply refused = check();
        QVERIFY(!refused.body.at("passed").as_bool());
        QCOMPARE(textOf(refused.body.at("steps").as_array().back().at("part")), u"key"_s);
        QVERIFY(!textOf(refused.body.at("steps").as_array().back().at("hint")).isEmpty());
    }

    void addressesAreHeldToTheRules_data()
    {
        QTest::addColumn<QString>("address");
        for (const char *address : {"ftp://example.org", "http://models.example.org/v1", "https://user:pw@example.org",
                                    "not an address", "file:///etc/passwd", "https://"})
            QTest::newRow(address) << QString::fromLatin1(address);
    }

    void addressesAreHeldToTheRules()
    {
        QFETCH(const QString, address);
        QCOMPARE(choose("always", {{"baseUrl", address.toStdString()}}).status, 422);
    }

    void aServerThatIsSealedOffAsksNobody()
    {
        choose("always");
        m_server->stop();
        m_server = std::make_unique<RunningServer>([](ServerOptions &options) {
            options.allowModelHosts = {u"127.0.0.1/32"_s};
            options.airGap = true;
        });
        m_owner = m_server->organization(u"Sealed"_s);
        m_database = m_server->connectShop(token());
        choose("always");
        const RestReply answer = ask("How many customers are there?");
        QCOMPARE(answer.status, 200);
        QVERIFY(m_model->requests().empty());
        QCOMPARE(m_model->openConnections(), 0);
        QVERIFY(outbound(answer).empty());
        QVERIFY(m_server->rest("GET", u"tenant/model"_s, token()).body.at("airGapped").as_bool());
        QVERIFY(!m_server->rest("POST", u"tenant/model/check"_s, token()).body.at("passed").as_bool());
        QVERIFY(m_model->requests().empty());
    }

    void aPrivateModelIsOutOfReachUnlessAllowed()
    {
        m_server.reset();
        m_server = std::make_unique<RunningServer>();
        m_owner = m_server->organization(u"Curious"_s);
        m_database = m_server->connectShop(token());
        choose("always");
        QCOMPARE(ask("How many customers are there?").status, 200);
        QVERIFY(m_model->requests().empty());
        const RestReply check = m_server->rest("POST", u"tenant/model/check"_s, token());
        QVERIFY(textOf(check.body.at("steps").as_array().back().at("hint")).contains(u"--allow-model-hosts"));
    }
};

static const bool registered = tabletalk::test::add<TestModels>();
#include "tst_Models.moc"
