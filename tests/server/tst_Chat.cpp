// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

/// Never ends by itself within the time limit of statements.
constexpr auto endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

QStringList typesOf(const std::vector<json::object> &events)
{
    QStringList types;
    for (const auto &event : events)
        types << textOf(event.at("type"));
    return types;
}

/// The numbers of the events, of which there must be no other stream's.
std::vector<qint64> numbersOf(const std::vector<json::object> &events, const QString &stream)
{
    std::vector<qint64> numbers;
    for (const auto &event : events)
        numbers.push_back(textOf(event.at("stream")) == stream ? event.at("seq").as_int64() : -1);
    return numbers;
}

std::vector<qint64> from(qint64 first, size_t count)
{
    std::vector<qint64> numbers;
    for (size_t i = 0; i < count; ++i)
        numbers.push_back(first + qint64(i));
    return numbers;
}

QString problemOf(const json::object &response)
{
    const auto *error = response.if_contains("error");
    return error ? textOf(error->at("data").at("code")) : u"none"_s;
}

} // namespace

/// Questions and statements from the wire to the rows and back, on the whole server.
class TestChat : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;
    api::SignedIn m_owner;
    QString m_database;

    QString token() const { return m_owner.accessToken; }
    json::object question(const char *text) const
    {
        return {{"databaseId", m_database.toStdString()}, {"question", text}};
    }
    json::object statement(const char *sql) const { return {{"databaseId", m_database.toStdString()}, {"sql", sql}}; }
    RestReply ask(const json::value &body) { return m_server->rest("POST", u"chat/query"_s, token(), body); }
    RestReply run(const char *sql) { return m_server->rest("POST", u"chat/run"_s, token(), statement(sql)); }
    RestReply get(const QString &path) { return m_server->rest("GET", path, token()); }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RunningServer>();
        m_owner = m_server->organization(u"Owner"_s);
        m_database = m_server->connectShop(token());
        QVERIFY(!m_database.isEmpty());
    }

    void cleanupTestCase() { m_server.reset(); }

    void aQuestionOverRestGetsItsWholeAnswer()
    {
        const RestReply reply = ask(question("How many customers are there?"));
        QVERIFY2(reply.status == 200, qPrintable(reply.text("detail")));
        QVERIFY(reply.text("sql").contains(u"count"_s, Qt::CaseInsensitive));
        QCOMPARE(json::serialize(reply.body.at("rows")), std::string("[[600]]"));
        QCOMPARE(reply.body.at("rowCount").as_int64(), 1);
        QVERIFY(reply.text("text").contains(u"600"_s));
        QVERIFY(!reply.text("conversationId").isEmpty() && !reply.text("messageId").isEmpty());
        QVERIFY(reply.body.at("confidence").to_number<double>() > 0);
    }

    void theChartFitsTheAnswersColumns()
    {
        const RestReply reply = ask(question("How many customers are there in each city?"));
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body.at("rowCount").as_int64(), 3);
        const auto *chart = reply.body.at("chart").if_object();
        QVERIFY(chart);
        QStringList columns;
        for (const auto &column : reply.body.at("columns").as_array())
            columns << textOf(column.at("name"));
        QVERIFY(columns.contains(textOf(chart->at("x"))));
        for (const auto &y : chart->at("y").as_array())
            QVERIFY(columns.contains(textOf(y)));
    }

    void anAnswerOverRpcIsAStreamNumberedWithoutGaps()
    {
        RpcConnection rpc(*m_server, token());
        const json::object response = rpc.call("chat.ask", question("How many customers are there in each city?"));
        const auto &answer = response.at("result").as_object();
        const QString stream = textOf(answer.at("stream"));
        const auto &events = rpc.events();
        QCOMPARE(numbersOf(events, stream), from(1, events.size()));

        QStringList types = typesOf(events);
        types.removeAll(u"chart"_s); // only where there is one
        QCOMPARE(types, (QStringList{u"started"_s, u"plan"_s, u"sql"_s, u"rows"_s, u"text"_s, u"done"_s}));
        QVERIFY(events.front().at("data").at("messageId") == answer.at("messageId"));
        QVERIFY(rpc.event("sql").at("data").at("sql") == answer.at("sql"));
        QVERIFY(rpc.event("text").at("data").at("text") == answer.at("text"));
        QVERIFY(rpc.event("rows").at("data").at("rowCount") == answer.at("rowCount"));
    }

    void severalAnswersAtOnceKeepTheirStreamsApart()
    {
        RpcConnection rpc(*m_server, token());
        std::vector<int> requests;
        for (int i = 0; i < 8; ++i)
            requests.push_back(rpc.send("chat.ask", question("How many customers are there?")));
        QSet<QString> streams;
        for (const int request : requests)
            streams.insert(textOf(rpc.response(request).at("result").at("stream")));
        QCOMPARE(streams.size(), 8);
        for (const QString &stream : std::as_const(streams)) {
            std::vector<json::object> own;
            std::ranges::copy_if(rpc.events(), std::back_inserter(own),
                                 [&](const auto &event) { return textOf(event.at("stream")) == stream; });
            QCOMPARE(numbersOf(own, stream), from(1, own.size()));
            QVERIFY(own.back().at("type") == "done");
        }
    }

    void aDroppedSocketResumesInTheMiddleOfAnAnswer()
    {
        auto dropped = std::make_unique<RpcConnection>(*m_server, token());
        dropped->send("chat.run", statement(endless));
        const json::object started = dropped->event("started");
        QVERIFY(!started.empty());
        const json::value stream = started.at("stream");
        dropped->drop();
        dropped.reset();

        RpcConnection rpc(*m_server, token());
        const json::object resumed = rpc.call("events.resume", {{"stream", stream}, {"after", 0}});
        QVERIFY(resumed.at("result").at("finished") == false);
        QVERIFY(!rpc.event("started").empty());
        const json::object cancelled = rpc.call("chat.cancel", {{"messageId", started.at("data").at("messageId")}});
        QVERIFY(cancelled.contains("result"));
        const json::object end = rpc.event("problem");
        QVERIFY(end.at("data").at("code") == "cancelled");
        QCOMPARE(numbersOf(rpc.events(), textOf(stream)), from(1, rpc.events().size()));
        QCOMPARE(typesOf(rpc.events()).count(u"started"_s), 1);
    }

    void resumingAfterTheEndGivesWhatWasMissedOnce()
    {
        RpcConnection first(*m_server, token());
        const auto answer = first.call("chat.ask", question("How many orders are there?"));
        const json::value stream = answer.at("result").at("stream");
        const size_t all = first.events().size();

        for (size_t after = 0; after <= all; ++after) {
            RpcConnection second(*m_server, token());
            const auto resumed = second.call("events.resume", {{"stream", stream}, {"after", after}});
            QVERIFY(resumed.at("result").at("finished") == true);
            QVERIFY(resumed.at("result").at("lastSeq") == qint64(all));
            QCOMPARE(numbersOf(second.events(), textOf(stream)), from(qint64(after) + 1, all - after));
            for (size_t i = 0; i < second.events().size(); ++i)
                QVERIFY(second.events()[i] == first.events()[after + i]);
        }
    }

    void cancellingStopsTheStatementInTheDatabase()
    {
        RpcConnection rpc(*m_server, token());
        QElapsedTimer timer;
        const int request = rpc.send("chat.run", statement(endless));
        const json::value message = rpc.event("started").at("data").at("messageId");
        timer.start();
        QVERIFY(rpc.call("chat.cancel", {{"messageId", message}}).contains("result"));
        QCOMPARE(problemOf(rpc.response(request)), u"cancelled"_s);
        QVERIFY(timer.elapsed() < 10'000); // and not the time limit of statements
        QCOMPARE(typesOf(rpc.events()).last(), u"problem"_s);
        // It is gone, so it cannot be cancelled again.
        QCOMPARE(problemOf(rpc.call("chat.cancel", {{"messageId", message}})), u"not_found"_s);
    }

    void aConversationIsKeptWithItsAnswers()
    {
        const RestReply first = ask(question("How many customers are there?"));
        json::object follow = question("How many orders are there?");
        follow["conversationId"] = first.body.at("conversationId");
        const RestReply second = ask(follow);
        QCOMPARE(second.status, 200);
        QVERIFY(second.body.at("conversationId") == first.body.at("conversationId"));

        const QString path = u"conversations/"_s + first.text("conversationId");
        const RestReply kept = get(path);
        QCOMPARE(kept.text("title"), u"How many customers are there?"_s);
        const auto &messages = kept.body.at("messages").as_array();
        QCOMPARE(messages.size(), size_t(2));
        QVERIFY(messages[0].at("question") == "How many customers are there?");
        QVERIFY(messages[1].at("sql") == second.body.at("sql"));
        QVERIFY(messages[1].at("text") == second.body.at("text"));
        QVERIFY(messages[1].at("resultId") == second.body.at("resultId"));
        QVERIFY(messages[0].at("status") == "answered" && messages[1].at("status") == "answered");

        QVERIFY(get(u"conversations"_s).body.at("items").at(0).at("id") == first.body.at("conversationId"));
        QCOMPARE(m_server->rest("PUT", path, token(), {{"title", "Renamed"}}).text("title"), u"Renamed"_s);
        QVERIFY(m_server->rest("DELETE", path, token()).status < 300);
        QCOMPARE(get(path).status, 404);
        QCOMPARE(get(u"results/"_s + second.text("resultId")).status, 404);
    }

    void aQuestionGoesOnWithTheOnesBeforeItInItsConversation()
    {
        const RestReply first = ask(question("Show the names of all customers"));
        json::object follow = question("How many are there?");
        QVERIFY(ask(follow).code() == u"not_understood"); // by itself it says nothing
        follow["conversationId"] = first.body.at("conversationId");
        const RestReply second = ask(follow);
        QVERIFY2(second.status == 200, qPrintable(second.text("detail")));
        QCOMPARE(json::serialize(second.body.at("rows")), std::string("[[600]]"));
    }

    void aStatementOfMyOwnIsNoQuestionToGoOnWith()
    {
        const RestReply first = ask(question("Show the names of all customers"));
        for (int i = 0; i < 8; ++i) {
            json::object own = statement("SELECT id FROM orders LIMIT 1");
            own["conversationId"] = first.body.at("conversationId");
            QCOMPARE(m_server->rest("POST", u"chat/run"_s, token(), own).status, 200);
        }
        json::object follow = question("How many are there?");
        follow["conversationId"] = first.body.at("conversationId");
        QCOMPARE(json::serialize(ask(follow).body.at("rows")), std::string("[[600]]"));
    }

    void aConversationKeepsToItsDatabase()
    {
        const QString other = m_server->connect(token(), u"University"_s, u"sample:university"_s);
        QVERIFY(!other.isEmpty());
        json::object follow = question("How many are there?");
        follow["conversationId"] = ask(question("Show the names of all customers")).body.at("conversationId");
        follow["databaseId"] = other.toStdString();
        QCOMPARE(ask(follow).code(), u"conflict"_s);
    }

    void anotherMemberDoesNotSeeMyConversation()
    {
        const RestReply mine = ask(question("How many customers are there?"));
        const QString password = u"another correct horse"_s;
        m_server->server().accounts().addMember(TenantScope::ofSignIn(m_owner.organization.id),
                                                u"colleague@example.org"_s, password, u"Colleague"_s, Role::Admin);
        const RestReply signedIn = m_server->rest(
            "POST", u"auth/login"_s, {}, {{"email", "colleague@example.org"}, {"password", password.toStdString()}});
        const QString other = signedIn.text("accessToken");
        QVERIFY(!other.isEmpty());
        QCOMPARE(m_server->rest("GET", u"conversations/"_s + mine.text("conversationId"), other).status, 404);
        QCOMPARE(m_server->rest("GET", u"results/"_s + mine.text("resultId"), other).status, 404);
        json::object intrude = question("How many orders are there?");
        intrude["conversationId"] = mine.body.at("conversationId");
        QCOMPARE(m_server->rest("POST", u"chat/query"_s, other, intrude).status, 404);
    }

    void theRowsOfAnAnswerAreReadInWindows()
    {
        const RestReply answer = run("SELECT id, name FROM customers ORDER BY id");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body.at("rowCount").as_int64(), RunningServer::customers);
        const QString result = u"results/"_s + answer.text("resultId");
        const auto window = [&](qint64 offset, int limit) {
            return get(result + u"?offset=%1&limit=%2"_s.arg(offset).arg(limit)).body.at("rows").as_array();
        };
        // Across the border of two kept blocks, at the end, and behind it.
        for (const qint64 offset : {0, 1, 250, 255, 256, 511, 590}) {
            const json::array rows = window(offset, 10);
            QCOMPARE(rows.size(), size_t(10));
            for (size_t i = 0; i < rows.size(); ++i)
                QCOMPARE(rows[i].at(0).as_int64(), offset + qint64(i) + 1);
        }
        QCOMPARE(window(595, 10).size(), size_t(5));
        QCOMPARE(window(600, 10).size(), size_t(0));
        QCOMPARE(window(1'000'000'000, 10).size(), size_t(0));
        QCOMPARE(get(result + u"?limit=0"_s).code(), u"invalid_request"_s);
        QCOMPARE(get(result + u"?limit=1001"_s).code(), u"invalid_request"_s);
        QCOMPARE(get(result + u"?offset=-1"_s).code(), u"invalid_request"_s);
    }

    void whatCannotBeAnsweredIsAProblem_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("code");
        QTest::newRow("writing") << u"DELETE FROM customers"_s << u"statement_refused"_s;
        QTest::newRow("two statements") << u"SELECT 1; DROP TABLE customers"_s << u"statement_refused"_s;
        QTest::newRow("attaching") << u"ATTACH 'x' AS y"_s << u"statement_refused"_s;
        QTest::newRow("no such table") << u"SELECT * FROM nothing_here"_s << u"database_failed"_s;
        QTest::newRow("empty") << u"  "_s << u"invalid_request"_s;
    }

    void whatCannotBeAnsweredIsAProblem()
    {
        QFETCH(QString, sql);
        QFETCH(QString, code);
        const RestReply reply = run(qPrintable(sql));
        QCOMPARE(reply.code(), code);
        QVERIFY(!reply.text("title").isEmpty() && !reply.text("requestId").isEmpty());
        QCOMPARE(run("SELECT count(*) FROM customers").body.at("rows").at(0).at(0).as_int64(),
                 RunningServer::customers);
    }

    void anEmptyOrAnEndlessQuestionIsRefused()
    {
        QCOMPARE(ask(question("   ")).code(), u"invalid_request"_s);
        const std::string huge(2 * 1024 * 1024, 'x');
        const RestReply reply = ask(question(huge.c_str()));
        QCOMPARE(reply.status, 413);
        const std::string long_(200'000, 'x');
        QCOMPARE(ask(question(long_.c_str())).status, 413);
    }

    void aQuestionThatIsSqlDoesNotWrite()
    {
        const RestReply reply = ask(question("'; DROP TABLE customers; --"));
        QVERIFY(reply.status == 200 || reply.code() == u"not_understood");
        QCOMPARE(ask(question("How many customers are there?")).status, 200);
    }

    void aFailedAnswerIsKeptAndCounted()
    {
        const auto before = get(u"usage/today"_s).body;
        const RestReply failed = run("SELECT nothing FROM customers");
        QCOMPARE(failed.code(), u"database_failed"_s);
        const RestReply answered = run("SELECT 1");
        QCOMPARE(answered.status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(get(u"usage/today"_s).body.at("questions").as_int64(),
                                  before.at("questions").as_int64() + 2, 30'000);
        const auto after = get(u"usage/today"_s).body;
        QCOMPARE(after.at("failed").as_int64(), before.at("failed").as_int64() + 1);
        QCOMPARE(after.at("answered").as_int64(), before.at("answered").as_int64() + 1);

        const QString conversation = textOf(get(u"conversations"_s).body.at("items").at(1).at("id"));
        const auto kept = get(u"conversations/"_s + conversation).body.at("messages").at(0);
        QVERIFY(kept.at("status") == "failed");
        QVERIFY(kept.at("problem").at("code") == "database_failed");
    }

    void theAuditLogNamesTheStatementThatRan()
    {
        QCOMPARE(run("SELECT 424242 AS needle").status, 200);
        const auto entries = [&] { return get(u"usage/audit"_s).body.at("items").as_array(); };
        const auto action = [&] {
            const json::array all = entries();
            const auto found = std::ranges::find_if(
                all, [](const auto &entry) { return textOf(entry.at("sql")).contains(u"424242"_s); });
            return found == all.end() ? QString() : textOf(found->at("action"));
        };
        QTRY_COMPARE_WITH_TIMEOUT(action(), u"chat.run"_s, 30'000);
    }

    void answersOutliveARestart()
    {
        const RestReply answer = run("SELECT id, name FROM customers ORDER BY id");
        const auto before = get(u"results/"_s + answer.text("resultId") + u"?offset=300&limit=5"_s).body;
        m_server->stop();
        m_server->start();
        const auto after = get(u"results/"_s + answer.text("resultId") + u"?offset=300&limit=5"_s).body;
        QCOMPARE(json::serialize(after), json::serialize(before));
        QVERIFY(get(u"conversations/"_s + answer.text("conversationId")).body.at("messages").at(0).at("status")
                == "answered");
        QCOMPARE(ask(question("How many customers are there?")).status, 200);
    }
};

static const bool registered = tabletalk::test::add<TestChat>();
#include "tst_Chat.moc"
