// SPDX-License-Identifier: GPL-3.0-or-later
//
// Choosing, pausing, resuming, reading again and browsing, through the server's own face.
#include "tests/support/PostgresServer.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

#include <sqlite3.h>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

constexpr int patience = 60'000;

QString execute(const QString &file, const char *sql)
{
    sqlite3 *database = nullptr;
    QString problem;
    if (sqlite3_open(QFile::encodeName(file).constData(), &database) != SQLITE_OK
        || sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        problem = QString::fromUtf8(sqlite3_errmsg(database));
    sqlite3_close(database);
    return problem;
}

qint64 number(const json::value &object, const char *field)
{
    return object.at(field).to_number<qint64>();
}

const json::value &first(const json::value &items)
{
    return items.as_array().at(0);
}

QStringList namesOf(const json::value &items)
{
    QStringList names;
    for (const json::value &item : items.as_array())
        names << textOf(item.at("name"));
    return names;
}

} // namespace

class TestReadings : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;
    std::unique_ptr<PostgresServer> m_postgres;
    QString m_token;
    int m_files = 0;

    RestReply call(const QByteArray &verb, const QString &path, const json::value &body = nullptr)
    {
        return m_server->rest(verb, u"tenant/databases"_s + path, m_token, body);
    }

    RestReply connectTo(const QString &url, json::object more = {})
    {
        more["name"] = "Database " + std::to_string(++m_files);
        more["url"] = url.toStdString();
        return call("POST", {}, std::move(more));
    }

    /// A copy of the shop that a test may change.
    QString copyOfShop()
    {
        const QString path = m_server->file(u"copy%1.sqlite"_s.arg(++m_files));
        return QFile::copy(m_server->shop(), path) ? path : QString();
    }

    json::value read(const QString &id) { return call("GET", u'/' + id).body; }
    QString stageOf(const QString &id) { return textOf(read(id).at("onboarding").at("stage")); }
    QString outcomeOf(const QString &id, const char *stage, const char *field = "detail")
    {
        const json::value database = read(id);
        for (const json::value &each : database.at("stages").as_array()) {
            if (each.at("stage") == stage)
                return textOf(each.at(field));
        }
        return {};
    }

    void startPostgres()
    {
        if (m_postgres)
            return;
        QString error;
        m_postgres = PostgresServer::start(&error);
        QVERIFY2(m_postgres, qPrintable(error));
    }

    /// One quick table, and views that take as long as they may.
    QString slowDatabase()
    {
        const QString name = u"slow%1"_s.arg(++m_files);
        QString problem = m_postgres->execute(u"CREATE DATABASE "_s + name);
        problem += m_postgres->execute(u"CREATE TABLE customers (id int PRIMARY KEY, name text); INSERT INTO customers "
                                       "SELECT g, 'name ' || g FROM generate_series(1, 50) g"_s,
                                       name);
        for (int i = 1; i <= 4; ++i)
            problem += m_postgres->execute(u"CREATE VIEW slow%1 AS SELECT g AS n FROM generate_series(1, 2000) g "
                                           "WHERE pg_sleep(1) IS NOT NULL"_s.arg(i),
                                           name);
        return problem.isEmpty() ? name : QString();
    }
    void hurry(const QString &database)
    {
        QCOMPARE(m_postgres->execute(u"DROP VIEW slow1, slow2, slow3, slow4"_s, database), QString());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RunningServer>([](ServerOptions &options) {
            options.allowHosts = {u"127.0.0.0/8"_s};
            options.onboarding.patience = {.attempts = 200, .firstPause = 20ms, .longestPause = 50ms};
        });
        m_token = m_server->organization(u"Readers"_s).accessToken;
    }
    void cleanupTestCase()
    {
        m_server.reset();
        m_postgres.reset();
    }

    void whatAnUrlLeadsToIsListedBeforeItIsKept()
    {
        const std::string url = "sqlite://" + m_server->shop().toStdString();
        const RestReply all = call("POST", u"/catalogue"_s, {{"url", url}});
        QCOMPARE(all.status, 200);
        QCOMPARE(namesOf(all.body.at("tables")), QStringList({u"customers"_s, u"orders"_s}));
        const RestReply some = call("POST", u"/catalogue"_s, {{"url", url}, {"search", "ORD"}, {"limit", 5}});
        QCOMPARE(namesOf(some.body.at("tables")), QStringList(u"orders"_s));
        QCOMPARE(number(some.body, "tableCount"), 2);
        QCOMPARE(number(some.body, "matchCount"), 1);
        QCOMPARE(call("POST", u"/catalogue"_s, {{"url", url}, {"limit", 0}}).status, 422);
        QCOMPARE(call("POST", u"/catalogue"_s, {{"url", "sqlite:///etc/passwd"}}).code(), u"connection_forbidden"_s);
    }

    void onlyWhatWasChosenIsReadAndTheChoiceCanBeChanged()
    {
        json::array excluded;
        excluded.emplace_back("orders");
        const json::object selection{{"schemas", json::array()}, {"tables", json::array()}, {"excluded", excluded}};
        const RestReply created = connectTo(u"sqlite://"_s + copyOfShop(), {{"selection", selection}});
        QCOMPARE(created.status, 201);
        const QString id = created.text("id");
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(id), u"ready"_s, patience);
        QCOMPARE(namesOf(call("GET", u'/' + id + u"/schema").body.at("tables")), QStringList(u"customers"_s));
        QCOMPARE(read(id).at("selection").at("excluded").as_array().size(), size_t(1));
        const RestReply catalogue = call("GET", u'/' + id + u"/catalogue");
        QCOMPARE(first(catalogue.body.at("tables")).at("selected").as_bool(), true);
        QCOMPARE(catalogue.body.at("tables").as_array().at(1).at("selected").as_bool(), false);

        const json::object everything{
            {"schemas", json::array()}, {"tables", json::array()}, {"excluded", json::array()}};
        QCOMPARE(call("PUT", u'/' + id + u"/selection", {{"selection", everything}}).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(id), u"ready"_s, patience);
        QCOMPARE(namesOf(call("GET", u'/' + id + u"/schema").body.at("tables")),
                 QStringList({u"customers"_s, u"orders"_s}));
        QVERIFY(!read(id).as_object().contains("selection") || read(id).at("selection").is_null());
        const json::value drift = call("GET", u'/' + id + u"/drift").body;
        QCOMPARE(number(drift, "tablesRead"), 1);
        QCOMPARE(number(drift, "tablesKept"), 1);
        QCOMPARE(textOf(first(drift.at("changes")).at("change")), u"added"_s);
    }

    void everyStageTellsWhatCameOfIt()
    {
        const QString id = connectTo(u"sqlite://"_s + copyOfShop()).text("id");
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(id), u"ready"_s, patience);
        const json::value database = read(id);
        QCOMPARE(database.at("stages").as_array().size(), size_t(5));
        for (const json::value &stage : database.at("stages").as_array()) {
            QCOMPARE(textOf(stage.at("state")), u"done"_s);
            QVERIFY2(!textOf(stage.at("detail")).isEmpty(), qPrintable(textOf(stage.at("stage"))));
        }
        QVERIFY(database.at("askable").as_bool());
        QVERIFY(outcomeOf(id, "reading").contains(u"2 tables"));
        QVERIFY(outcomeOf(id, "understanding").contains(u"one key"));
        QVERIFY(call("GET", u'/' + id + u"/drift").text("at").isEmpty());
    }

    void anUnchangedFileIsNotReadAgain()
    {
        const QString id = connectTo(u"sqlite://"_s + copyOfShop()).text("id");
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(id), u"ready"_s, patience);
        QCOMPARE(call("POST", u'/' + id + u"/onboard").status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(id), u"ready"_s, patience);
        QVERIFY(outcomeOf(id, "reading").contains(u"nothing changed"));
        const json::value drift = call("GET", u'/' + id + u"/drift").body;
        QCOMPARE(number(drift, "tablesKept"), 2);
        QCOMPARE(number(drift, "changeCount"), 0);
        // Unless it is asked for.
        QCOMPARE(call("POST", u'/' + id + u"/onboard", {{"full", true}}).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(id), u"ready"_s, patience);
        QCOMPARE(number(call("GET", u'/' + id + u"/drift").body, "tablesRead"), 2);
    }

    void whatChangedInAFileIsTold()
    {
        const QString file = copyOfShop();
        const QString id = connectTo(u"sqlite://"_s + file).text("id");
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(id), u"ready"_s, patience);
        QCOMPARE(execute(file, "ALTER TABLE customers ADD COLUMN phone TEXT; DROP TABLE orders; "
                               "CREATE TABLE visits (id INTEGER PRIMARY KEY, customer_id INTEGER)"),
                 QString());
        QCOMPARE(call("POST", u'/' + id + u"/onboard").status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(id), u"ready"_s, patience);
        QStringList told;
        const json::value drift = call("GET", u'/' + id + u"/drift").body;
        for (const json::value &change : drift.at("changes").as_array()) {
            const auto *column = change.as_object().if_contains("column");
            told << textOf(change.at("change")) + u' ' + textOf(change.at("table"))
                        + (column && !column->is_null() ? QString(u'.' + textOf(*column)) : QString());
        }
        QCOMPARE(told, QStringList({u"added customers.phone"_s, u"added visits"_s, u"removed orders"_s}));
    }

    void theSchemaComesInPagesAndIsSearched()
    {
        const QString id = connectTo(u"sqlite://"_s + copyOfShop()).text("id");
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(id), u"ready"_s, patience);
        const QString path = u'/' + id + u"/schema";
        const RestReply page = call("GET", path + u"?limit=1&columns=false");
        QCOMPARE(namesOf(page.body.at("tables")), QStringList(u"customers"_s));
        QCOMPARE(number(page.body, "tableCount"), 2);
        QCOMPARE(number(first(page.body.at("tables")), "columnCount"), 3);
        QVERIFY(first(page.body.at("tables")).at("columns").as_array().empty());
        const RestReply second = call("GET", path + u"?limit=1&cursor=" + page.text("nextCursor"));
        QCOMPARE(namesOf(second.body.at("tables")), QStringList(u"orders"_s));
        QVERIFY(second.text("nextCursor").isEmpty());
        QCOMPARE(namesOf(call("GET", path + u"?search=AMOUNT").body.at("tables")), QStringList(u"orders"_s));
        QCOMPARE(call("GET", path + u"?limit=0").status, 422);
        QCOMPARE(call("GET", path + u"?cursor=nonsense").status, 422);
    }

    void aTableIsShownWithItsKeysInBothDirections()
    {
        const QString id = connectTo(u"sqlite://"_s + copyOfShop()).text("id");
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(id), u"ready"_s, patience);
        const json::value customers = call("GET", u'/' + id + u"/table?name=customers").body;
        QCOMPARE(textOf(first(customers.at("referredBy")).at("table")), u"orders"_s);
        QCOMPARE(number(customers.at("table").at("columns").as_array().at(2), "distinctCount"), 3);
        QVERIFY(customers.at("table").at("profiled").as_bool());
        const json::value orders = call("GET", u'/' + id + u"/table?name=orders").body;
        QCOMPARE(textOf(first(orders.at("keys")).at("referencedTable")), u"customers"_s);
        QCOMPARE(call("GET", u'/' + id + u"/table?name=nothing").status, 404);
    }

    void questionsAreAnsweredWhileItIsRead()
    {
        startPostgres();
        const QString database = slowDatabase();
        QVERIFY(!database.isEmpty());
        const QString id = connectTo(m_postgres->url(database)).text("id");
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(id), u"profiling"_s, patience);
        QVERIFY(read(id).at("askable").as_bool());
        const RestReply answer =
            m_server->rest("POST", u"chat/query"_s, m_token,
                           {{"databaseId", id.toStdString()}, {"question", "How many customers are there?"}});
        QCOMPARE(answer.status, 200);
        QVERIFY2(answer.text("text").contains(u"of 5 tables have been read"), qPrintable(answer.text("text")));
        hurry(database);
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(id), u"ready"_s, patience);
    }

    void aPausedReadingGoesOnAfterARestartWithTheTablesLeft()
    {
        startPostgres();
        const QString database = slowDatabase();
        QVERIFY(!database.isEmpty());
        const QString id = connectTo(m_postgres->url(database)).text("id");
        // The table of the five is read, and a view is under way.
        QTRY_VERIFY_WITH_TIMEOUT(read(id).at("onboarding").at("stage") == "profiling"
                                     && textOf(read(id).at("onboarding").at("detail")).startsWith(u"slow"),
                                 patience);
        QCOMPARE(call("POST", u'/' + id + u"/onboard/pause").status, 200);
        QCOMPARE(stageOf(id), u"paused"_s);
        QTRY_COMPARE_WITH_TIMEOUT(outcomeOf(id, "profiling", "state"), u"paused"_s, patience);
        const json::value schema = call("GET", u'/' + id + u"/schema").body;
        QVERIFY(!schema.at("complete").as_bool());
        QVERIFY(call("GET", u'/' + id + u"/table?name=customers").body.at("table").at("profiled").as_bool());
        QCOMPARE(call("POST", u'/' + id + u"/onboard/pause").status, 404);

        m_server->stop();
        m_server->start();
        QCOMPARE(stageOf(id), u"paused"_s);
        hurry(database);
        QCOMPARE(call("POST", u'/' + id + u"/onboard/resume").status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(id), u"ready"_s, patience);
        QVERIFY2(outcomeOf(id, "profiling").contains(u"one kept as before"), qPrintable(outcomeOf(id, "profiling")));
    }

    void aReadingThatIsCancelledLeavesWhatWasRead()
    {
        startPostgres();
        const QString database = slowDatabase();
        QVERIFY(!database.isEmpty());
        const QString id = connectTo(m_postgres->url(database)).text("id");
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(id), u"profiling"_s, patience);
        QCOMPARE(call("POST", u'/' + id + u"/onboard/cancel").status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(id), u"cancelled"_s, patience);
        QVERIFY(read(id).at("askable").as_bool());
        QCOMPARE(outcomeOf(id, "profiling", "state"), u"cancelled"_s);
        QCOMPARE(namesOf(call("GET", u'/' + id + u"/schema").body.at("tables")).size(), 5);
    }

    void itSaysThatTheDatabaseDoesNotAnswerAndWaits()
    {
        startPostgres();
        QCOMPARE(m_postgres->execute(u"CREATE TABLE things (id int PRIMARY KEY, name text)"_s), QString());
        const QString id = connectTo(m_postgres->url(), {{"onboard", false}}).text("id");
        m_postgres->kill();
        QCOMPARE(call("POST", u'/' + id + u"/onboard").status, 200);
        QTRY_VERIFY_WITH_TIMEOUT(textOf(read(id).at("onboarding").at("detail")).contains(u"does not answer"), patience);
        QCOMPARE(stageOf(id), u"connecting"_s);
        QString error;
        QVERIFY2(m_postgres->restart(&error), qPrintable(error));
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(id), u"ready"_s, patience);
    }

    void anUnchangedPostgresTableIsKeptAndAChangedOneIsRead()
    {
        startPostgres();
        QCOMPARE(m_postgres->execute(u"CREATE DATABASE counters"_s), QString());
        QCOMPARE(
            m_postgres->execute(u"CREATE TABLE a (id int PRIMARY KEY); INSERT INTO a SELECT generate_series(1, 9);"
                                "CREATE TABLE b (id int PRIMARY KEY); INSERT INTO b SELECT generate_series(1, 9)"_s,
                                u"counters"_s),
            QString());
        const QString id = connectTo(m_postgres->url(u"counters"_s)).text("id");
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(id), u"ready"_s, patience);
        QCOMPARE(m_postgres->execute(u"INSERT INTO b VALUES (100)"_s, u"counters"_s), QString());
        // The server counts a moment later.
        QTRY_COMPARE_WITH_TIMEOUT(
            m_postgres->query(u"SELECT n_tup_ins FROM pg_stat_user_tables WHERE relname = 'b'"_s, u"counters"_s),
            u"10"_s, patience);
        QCOMPARE(call("POST", u'/' + id + u"/onboard").status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(id), u"ready"_s, patience);
        const json::value drift = call("GET", u'/' + id + u"/drift").body;
        QCOMPARE(number(drift, "tablesRead"), 1);
        QCOMPARE(number(drift, "tablesKept"), 1);
        QCOMPARE(number(call("GET", u'/' + id + u"/table?name=b").body.at("table"), "rowCount"), 10);
    }

    void aDiagramHoldsTablesWithTheKeysBetweenThem()
    {
        const QString id = textOf(connectTo(u"sqlite://"_s + m_server->shop()).body.at("id"));
        QTRY_COMPARE_WITH_TIMEOUT(stageOf(id), u"ready"_s, patience);
        const RestReply all = call("GET", u'/' + id + u"/diagram"_s);
        QCOMPARE(all.status, 200);
        QCOMPARE(namesOf(all.body.at("tables")), QStringList({u"customers"_s, u"orders"_s}));
        QCOMPARE(number(all.body, "tableCount"), 2);
        const json::value &key = first(all.body.at("keys"));
        QCOMPARE(number(key, "from"), 1);
        QCOMPARE(number(key, "to"), 0);
        QVERIFY(!first(first(all.body.at("tables")).at("columns")).at("name").as_string().empty());
        const RestReply some = call("GET", u'/' + id + u"/diagram?search=cust"_s);
        QCOMPARE(namesOf(some.body.at("tables")), QStringList({u"customers"_s}));
        QVERIFY(some.body.at("keys").as_array().empty());
        const RestReply one = call("GET", u'/' + id + u"/diagram?limit=1"_s);
        QCOMPARE(one.body.at("tables").as_array().size(), size_t(1));
        QCOMPARE(number(one.body, "tableCount"), 2);
        QCOMPARE(call("GET", u'/' + id + u"/diagram?limit=5000"_s).status, 422);
    }
};

static const bool registered = tabletalk::test::add<TestReadings>();
#include "tst_Readings.moc"
