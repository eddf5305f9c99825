// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/PostgresServer.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

constexpr auto beforeTheFirstRow =
    "SELECT count(*) FROM generate_series(1, 1000000) AS a, generate_series(1, 1000000) AS b";
constexpr auto whileRowsArrive = "SELECT generate_series(1, 1000000000) AS g, 'row' AS name";

} // namespace

/// A statement that is stopped ends in the database as well: the server's own list of sessions
/// says so.
class TestCancelling : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PostgresServer> m_postgres;
    std::unique_ptr<RunningServer> m_server;
    QString m_token;
    QString m_database;

    json::object statement(const char *sql) const { return {{"databaseId", m_database.toStdString()}, {"sql", sql}}; }

    /// How many sessions of ours work on a statement at this moment.
    int working() const
    {
        return m_postgres
            ->query(u"SELECT count(*) FROM pg_stat_activity WHERE state <> 'idle' AND query LIKE '%generate_series%' "
                    "AND query NOT LIKE '%pg_stat_activity%'"_s)
            .toInt();
    }

    json::value begin(RpcConnection &rpc, int *request, const char *sql)
    {
        *request = rpc.send("chat.run", statement(sql));
        return rpc.event("started").at("data").at("messageId");
    }

private Q_SLOTS:
    void initTestCase()
    {
        QString error;
        m_postgres = PostgresServer::start(&error);
        QVERIFY2(m_postgres, qPrintable(error));
        m_server =
            std::make_unique<RunningServer>([](ServerOptions &options) { options.allowHosts = {u"127.0.0.0/8"_s}; });
        m_token = m_server->organization(u"Owner"_s).accessToken;
        m_database = m_server
                         ->rest("POST", u"tenant/databases"_s, m_token,
                                {{"name", "Server"}, {"url", m_postgres->url().toStdString()}, {"onboard", false}})
                         .text("id");
        QVERIFY(!m_database.isEmpty());
    }

    void cleanupTestCase()
    {
        m_server.reset();
        m_postgres.reset();
    }

    void theSessionIsFreeWithinASecond_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<bool>("rows");
        QTest::newRow("before the first row") << QByteArray(beforeTheFirstRow) << false;
        QTest::newRow("while rows arrive") << QByteArray(whileRowsArrive) << true;
    }

    void theSessionIsFreeWithinASecond()
    {
        QFETCH(QByteArray, sql);
        QFETCH(bool, rows);
        RpcConnection rpc(*m_server, m_token);
        int request = 0;
        const json::value message = begin(rpc, &request, sql.constData());
        QTRY_COMPARE_WITH_TIMEOUT(working(), 1, 30'000);
        if (rows)
            QVERIFY(!rpc.event("rows").empty());
        QElapsedTimer timer;
        timer.start();
        QVERIFY(rpc.call("chat.cancel", {{"messageId", message}}).contains("result"));
        QVERIFY(rpc.response(request).at("error").at("data").at("code") == "cancelled");
        const qint64 took = timer.elapsed();
        QCOMPARE(working(), 0); // at once: the answer ended because the server had ended the statement
        QVERIFY2(took < 1000, qPrintable(QString::number(took)));
        // The session is fit for the next statement.
        QCOMPARE(m_server->rest("POST", u"chat/run"_s, m_token, statement("SELECT 1")).status, 200);
    }

    void whoIsNotWaitedForCanStillBeStopped()
    {
        auto dropped = std::make_unique<RpcConnection>(*m_server, m_token);
        int request = 0;
        const json::value message = begin(*dropped, &request, whileRowsArrive);
        dropped->drop();
        dropped.reset();
        QTRY_COMPARE_WITH_TIMEOUT(working(), 1, 30'000); // it goes on
        RpcConnection rpc(*m_server, m_token);
        QVERIFY(rpc.call("chat.cancel", {{"messageId", message}}).contains("result"));
        QTRY_COMPARE_WITH_TIMEOUT(working(), 0, 1000);
    }

    void twoUsersStopTheirOwn()
    {
        const api::SignedIn other = m_server->organization(u"Other"_s);
        const QString theirs =
            m_server
                ->rest("POST", u"tenant/databases"_s, other.accessToken,
                       {{"name", "Server"}, {"url", m_postgres->url().toStdString()}, {"onboard", false}})
                .text("id");
        RpcConnection mine(*m_server, m_token);
        RpcConnection their(*m_server, other.accessToken);
        int myRequest = 0;
        const json::value myMessage = begin(mine, &myRequest, whileRowsArrive);
        const int theirRequest =
            their.send("chat.run", {{"databaseId", theirs.toStdString()}, {"sql", whileRowsArrive}});
        const json::value theirMessage = their.event("started").at("data").at("messageId");
        QTRY_COMPARE_WITH_TIMEOUT(working(), 2, 30'000);

        // Nobody stops what is somebody else's.
        QVERIFY(their.call("chat.cancel", {{"messageId", myMessage}}).at("error").at("data").at("code") == "not_found");
        QCOMPARE(working(), 2);
        const int first = mine.send("chat.cancel", {{"messageId", myMessage}});
        const int second = their.send("chat.cancel", {{"messageId", theirMessage}});
        QVERIFY(mine.response(first).contains("result") && their.response(second).contains("result"));
        QVERIFY(mine.response(myRequest).at("error").at("data").at("code") == "cancelled");
        QVERIFY(their.response(theirRequest).at("error").at("data").at("code") == "cancelled");
        QCOMPARE(working(), 0);
        QVERIFY(mine.call("chat.cancel", {{"messageId", myMessage}}).at("error").at("data").at("code") == "not_found");
    }

    void numbersOfPostgresKeepTheirDigitsInTotals()
    {
        RpcConnection rpc(*m_server, m_token);
        const json::object response =
            rpc.call("chat.run", statement("SELECT g AS id, 12345678901234.01::numeric(20,2) AS amount "
                                           "FROM generate_series(1, 30000) AS g"));
        const json::object &answer = response.at("result").as_object();
        QCOMPARE(answer.at("rowCount").as_int64(), 30'000);
        QCOMPARE(textOf(answer.at("totals").at(1).at("sum")), u"370370367037020300.00"_s);
    }
};

static const bool registered = tabletalk::test::add<TestCancelling>();
#include "tst_Cancelling.moc"
