// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

#include <QDir>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

constexpr int manyRows = 60'000;

/// Rows without end, each with an amount of a tenth.
constexpr auto endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                         "SELECT i AS id, 'name ' || i AS name, 0.1 AS amount FROM n";

std::string rowsUpTo(int rows)
{
    return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(rows)
           + ") SELECT i AS id, 'name ' || i AS name, 0.1 AS amount FROM n";
}

} // namespace

/// Results of any size through the whole server: read while they arrive, with exact totals,
/// within bounds that are said.
class TestLargeResults : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;
    QString m_token;
    QString m_database;

    json::object statement(const std::string &sql) const
    {
        return {{"databaseId", m_database.toStdString()}, {"sql", sql}};
    }
    RestReply run(const std::string &sql) { return m_server->rest("POST", u"chat/run"_s, m_token, statement(sql)); }
    RestReply read(const QString &result, const QString &query)
    {
        return m_server->rest("GET", u"results/"_s + result + u'?' + query, m_token);
    }
    QStringList spooledFiles() const { return QDir(m_server->spoolDirectory()).entryList(QDir::Files); }

    void start(std::function<void(ServerOptions &)> adjust = {})
    {
        m_server.reset();
        m_server = std::make_unique<RunningServer>(std::move(adjust));
        m_token = m_server->organization(u"Owner"_s).accessToken;
        connectFile(u"shop.sqlite"_s);
    }

    /// Asks that file from now on; sql makes it first.
    void connectFile(const QString &name, const char *sql = nullptr)
    {
        const QString path = m_server->file(name);
        if (sql) {
            auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
            database.setDatabaseName(path);
            QVERIFY(database.open());
            QVERIFY(QSqlQuery(database).exec(QString::fromLatin1(sql)));
            database.close();
            database = QSqlDatabase();
            QSqlDatabase::removeDatabase(name);
        }
        m_database =
            m_server
                ->rest("POST", u"tenant/databases"_s, m_token,
                       {{"name", name.toStdString()}, {"url", "sqlite://" + path.toStdString()}, {"onboard", false}})
                .text("id");
        QVERIFY(!m_database.isEmpty());
    }

private Q_SLOTS:
    void cleanup() { m_server.reset(); }

    void rowsCanBeReadWhileMoreArrive()
    {
        start();
        RpcConnection rpc(*m_server, m_token);
        const int request = rpc.send("chat.run", statement(endless));
        const json::object first = rpc.event("rows");
        QVERIFY(!first.empty());
        const json::value &told = first.at("data");
        QVERIFY(told.at("complete") == false);
        QVERIFY(told.at("rowCount").as_int64() >= 200);
        QVERIFY(told.at("totals").as_array().empty());
        const QString result = textOf(told.at("resultId"));

        const RestReply page = read(result, u"offset=150&limit=50"_s);
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.at("complete") == false);
        QCOMPARE(page.body.at("rows").as_array().size(), size_t(50));
        QCOMPARE(page.body.at("rows").at(0).at(0).as_int64(), 151);
        // The newest rows of an event can be read as well, wherever they lie.
        const qint64 last = told.at("rowCount").as_int64() - 1;
        QCOMPARE(read(result, u"offset=%1&limit=1"_s.arg(last)).body.at("rows").at(0).at(0).as_int64(), last + 1);

        // Whoever stops it gets nothing half kept.
        QVERIFY(!spooledFiles().isEmpty());
        rpc.call("chat.cancel", {{"messageId", rpc.event("started").at("data").at("messageId")}});
        QVERIFY(rpc.response(request).at("error").at("data").at("code") == "cancelled");
        QTRY_VERIFY_WITH_TIMEOUT(spooledFiles().isEmpty(), 30'000);
        QCOMPARE(read(result, u"limit=1"_s).status, 404);
    }

    void onlyTheAskerReadsRowsThatArrive()
    {
        start();
        RpcConnection rpc(*m_server, m_token);
        rpc.send("chat.run", statement(endless));
        const QString result = textOf(rpc.event("rows").at("data").at("resultId"));
        const QString stranger = m_server->organization(u"Stranger"_s).accessToken;
        QCOMPARE(m_server->rest("GET", u"results/"_s + result, stranger).status, 404);
        rpc.call("chat.cancel", {{"messageId", rpc.event("started").at("data").at("messageId")}});
    }

    void theWholeResultArrivesWithExactTotals()
    {
        start();
        RpcConnection rpc(*m_server, m_token);
        const json::object response = rpc.call("chat.run", statement(rowsUpTo(manyRows)));
        const json::object &answer = response.at("result").as_object();
        QCOMPARE(answer.at("rowCount").as_int64(), manyRows);
        QVERIFY(answer.at("truncated") == false);
        QCOMPARE(answer.at("rows").as_array().size(), size_t(1000));
        const json::array &totals = answer.at("totals").as_array();
        QCOMPARE(totals.size(), size_t(3));
        QVERIFY(!totals[0].as_object().contains("sum") || totals[0].at("sum").is_null()); // ids are not added up
        QCOMPARE(textOf(totals[2].at("sum")), u"6000.0"_s);
        QCOMPARE(textOf(totals[2].at("average")), u"0.1"_s);
        QCOMPARE(totals[2].at("distinct").as_int64(), 1);

        qint64 known = 0;
        for (const json::object &event : rpc.events()) {
            if (event.at("type") != "rows")
                continue;
            const qint64 count = event.at("data").at("rowCount").as_int64();
            QVERIFY(count >= known);
            known = count;
        }
        QCOMPARE(known, qint64(manyRows));
        QVERIFY(rpc.lastEvent("rows").at("data").at("complete") == true);
        QVERIFY(rpc.lastEvent("rows").at("data").at("totals") == json::value(totals));
        const auto end = read(textOf(answer.at("resultId")), u"offset=%1&limit=10"_s.arg(manyRows - 5)).body;
        QCOMPARE(end.at("rows").as_array().size(), size_t(5));
        QCOMPARE(end.at("rows").at(4).at(0).as_int64(), manyRows);
        QVERIFY(end.at("complete") == true);
    }

    void aLimitThatCutTheResultIsSaidEverywhere()
    {
        start([](ServerOptions &options) { options.answers.rows = 500; });
        RpcConnection rpc(*m_server, m_token);
        const json::object response = rpc.call("chat.run", statement(rowsUpTo(2000)));
        const json::object &answer = response.at("result").as_object();
        QCOMPARE(answer.at("rowCount").as_int64(), 500);
        QVERIFY(answer.at("truncated") == true);
        QVERIFY(textOf(answer.at("text")).contains(u"cut off after 500 rows"_s));
        QVERIFY(rpc.lastEvent("rows").at("data").at("truncated") == true);
        QVERIFY(read(textOf(answer.at("resultId")), u"limit=1"_s).body.at("truncated") == true);
        const RestReply kept =
            m_server->rest("GET", u"conversations/"_s + textOf(answer.at("conversationId")), m_token);
        QVERIFY(kept.body.at("messages").at(0).at("truncated") == true);
    }

    void textIsBoundedAsWell()
    {
        start([](ServerOptions &options) { options.answers.bytes = 100'000; });
        const RestReply answer = run(rowsUpTo(manyRows));
        QVERIFY(answer.body.at("truncated") == true);
        QVERIFY(answer.body.at("rowCount").as_int64() < 10'000);
    }

    void hugeCellsAreShortenedForTheEyeAndWholeForWhoeverWantsThem()
    {
        start();
        // Three rows of four million characters.
        connectFile(u"bodies.sqlite"_s, "CREATE TABLE mails AS WITH n(i) AS (VALUES (1), (2), (3)) "
                                        "SELECT i, hex(zeroblob(2000000)) AS body FROM n");
        const RestReply answer = run("SELECT i, body FROM mails");
        QVERIFY2(answer.status == 200, qPrintable(answer.text("detail")));
        QCOMPARE(answer.body.at("rowCount").as_int64(), 3);
        QVERIFY(answer.body.at("rows").as_array().empty()); // too large to come along
        const QString result = answer.text("resultId");

        const RestReply page = read(result, u"limit=3&cellLimit=100"_s);
        QCOMPARE(page.body.at("rows").as_array().size(), size_t(3));
        QCOMPARE(page.body.at("rows").at(2).at(1).as_string().size(), size_t(100));
        const json::array &shortened = page.body.at("shortened").as_array();
        QCOMPARE(shortened.size(), size_t(3));
        QCOMPARE(shortened[1].at("row").as_int64(), 1);
        QCOMPARE(shortened[1].at("column").as_int64(), 1);
        QCOMPARE(shortened[1].at("length").as_int64(), 4'000'000);

        const RestReply whole = read(result, u"offset=1&limit=1"_s);
        QCOMPARE(whole.body.at("rows").at(0).at(1).as_string().size(), size_t(4'000'000));
        // A page of whole rows ends before it becomes too large.
        QCOMPARE(read(result, u"limit=3"_s).body.at("rows").as_array().size(), size_t(2));
    }

    void aDiskWithoutRoomEndsTheAnswerAndLeavesNothing()
    {
        start([](ServerOptions &options) { options.answers.diskReserveBytes = std::numeric_limits<qint64>::max(); });
        const RestReply answer = run(rowsUpTo(manyRows));
        QCOMPARE(answer.code(), u"unavailable"_s);
        QVERIFY(answer.text("detail").contains(u"disk"_s));
        QVERIFY(spooledFiles().isEmpty());
        QCOMPARE(run("SELECT 1").status, 200); // small answers need no file
    }

    void anAnswerGoesOnWhenItsSocketIsGone()
    {
        start();
        auto rpc = std::make_unique<RpcConnection>(*m_server, m_token);
        rpc->send("chat.run", statement(rowsUpTo(manyRows)));
        const QString conversation = textOf(rpc->event("started").at("data").at("conversationId"));
        rpc->drop();
        rpc.reset();
        const auto message = [&] {
            return m_server->rest("GET", u"conversations/"_s + conversation, m_token).body.at("messages").at(0);
        };
        QTRY_VERIFY_WITH_TIMEOUT(message().at("status") == "answered", 20'000);
        QCOMPARE(message().at("rowCount").as_int64(), manyRows);
        QCOMPARE(read(textOf(message().at("resultId")), u"limit=5"_s).body.at("rows").as_array().size(), size_t(5));
    }

    void deletingAConversationStopsItsAnswer()
    {
        start();
        RpcConnection rpc(*m_server, m_token);
        const int request = rpc.send("chat.run", statement(endless));
        const QString conversation = textOf(rpc.event("started").at("data").at("conversationId"));
        QVERIFY(!rpc.event("rows").empty());
        QVERIFY(m_server->rest("DELETE", u"conversations/"_s + conversation, m_token).status < 300);
        QVERIFY(rpc.response(request).at("error").at("data").at("code") == "cancelled");
        QTRY_VERIFY_WITH_TIMEOUT(spooledFiles().isEmpty(), 30'000);
    }

    void whatAKilledServerLeftIsRemovedAtTheNextStart()
    {
        start();
        const QString kept = run(rowsUpTo(20'000)).text("resultId");
        const QStringList before = spooledFiles();
        QCOMPARE(before.size(), 1);
        QVERIFY(QFile::copy(m_server->spoolDirectory() + u'/' + before.first(),
                            m_server->spoolDirectory() + u"/00000000-0000-7000-8000-000000000001.rows"_s));
        m_server->stop();
        m_server->start();
        QCOMPARE(spooledFiles(), before);
        QCOMPARE(read(kept, u"limit=1"_s).status, 200);
    }

    void theOldestRowsMakeRoomForNewOnes()
    {
        start([](ServerOptions &options) { options.answers.keptBytes = 200'000; });
        std::vector<QString> results;
        for (int i = 0; i < 4; ++i)
            results.push_back(run(rowsUpTo(20'000)).text("resultId"));
        QCOMPARE(read(results.back(), u"limit=1"_s).status, 200);
        QCOMPARE(read(results.front(), u"limit=1"_s).status, 404);
        qint64 bytes = 0;
        for (const QFileInfo &file : QDir(m_server->spoolDirectory()).entryInfoList(QDir::Files))
            bytes += file.size();
        QVERIFY2(bytes <= 200'000, qPrintable(QString::number(bytes)));
    }
};

static const bool registered = tabletalk::test::add<TestLargeResults>();
#include "tst_LargeResults.moc"
