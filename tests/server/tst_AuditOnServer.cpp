// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/PlatformConnection.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

/// The audit log as its readers see it, on a whole server.
class TestAuditOnServer : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;
    api::SignedIn m_owner;
    QString m_database;

    RestReply get(const QString &path) { return m_server->rest("GET", path, m_owner.accessToken); }

    /// Records are stored a moment after their request: this waits for the one of an action.
    json::object recordOf(const QString &action)
    {
        json::object found;
        (void)QTest::qWaitFor(
            [&] {
                const auto list = get(u"usage/audit?action="_s + action);
                if (list.status != 200 || list.body.at("items").as_array().empty())
                    return false;
                found = list.body.at("items").at(0).as_object();
                return true;
            },
            10'000);
        return found;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RunningServer>();
        m_owner = m_server->organization(u"Audited"_s);
        m_database = m_server->connectShop(m_owner.accessToken);
        QVERIFY(!m_database.isEmpty());
    }
    void cleanupTestCase() { m_server.reset(); }

    void theExecutedStatementAndTheRuleAreInIt()
    {
        const auto run =
            m_server->rest("POST", u"chat/run"_s, m_owner.accessToken,
                           {{"databaseId", m_database.toStdString()}, {"sql", "SELECT COUNT(*) FROM orders"}});
        QCOMPARE(run.status, 200);
        const json::object record = recordOf(u"chat.run"_s);
        QCOMPARE(textOf(record.at("sql")), u"SELECT COUNT(*) FROM orders"_s);
        QCOMPARE(textOf(record.at("rule")), u"chat.run by owner, read-only"_s);
        QCOMPARE(textOf(record.at("outcome")), u"ok"_s);
        QCOMPARE(textOf(record.at("address")), u"127.0.0.1"_s);
        QCOMPARE(textOf(record.at("userEmail")), u"audited@example.org"_s);
        QCOMPARE(textOf(record.at("hash")).size(), 64);
    }

    void aRefusedStatementIsInItToo()
    {
        const auto run = m_server->rest("POST", u"chat/run"_s, m_owner.accessToken,
                                        {{"databaseId", m_database.toStdString()}, {"sql", "DELETE FROM orders"}});
        QVERIFY(run.status >= 400);
        const bool kept = QTest::qWaitFor(
            [&] {
                const auto list = get(u"usage/audit?action=chat.run&outcome=failed"_s);
                const auto &items = list.body.at("items").as_array();
                return !items.empty() && textOf(items[0].at("sql")) == u"DELETE FROM orders";
            },
            10'000);
        QVERIFY(kept);
    }

    void requestsThatWereTurnedAwayAreCountedInIt()
    {
        RunningServer server([](ServerOptions &options) { options.rates.read = {.burst = 5, .perSecond = 0.001}; });
        const api::SignedIn owner = server.organization(u"Slow"_s);
        int refused = 0;
        for (int i = 0; i < 40; ++i)
            refused += server.rest("GET", u"tenant/stats"_s, owner.accessToken).status == 429 ? 1 : 0;
        QVERIFY(refused >= 30);
        server.stop(); // stores what was counted
        const auto connection = server.connectToPlatform();
        const auto rows = orThrow(connection->query(
            u"SELECT outcome, rule_text, address, user_id FROM audit WHERE action = 'requests.refuse' ORDER BY seq"_s,
            {}));
        QCOMPARE(rows.size(), size_t(2)); // not one for each
        QCOMPARE(rows[0][0].toString(), u"rate_limited"_s);
        QCOMPARE(rows[0][1].toString(), u"rate limit"_s);
        QCOMPARE(rows[1][1].toString(), u"rate limit, %1 more within a minute"_s.arg(refused - 1));
        QCOMPARE(rows[0][2].toString(), u"127.0.0.1"_s);
        QCOMPARE(rows[0][3].toString(), owner.user.id.toString());
    }

    void addressesThatAreNotLetInAreCountedInIt()
    {
        RunningServer server;
        const api::SignedIn owner = server.organization(u"Walled"_s);
        QCOMPARE(server
                     .rest("PUT", u"tenant/security"_s, owner.accessToken,
                           {{"allowedRanges", json::array{"198.51.100.0/24"}}, {"lockMyselfOut", true}})
                     .status,
                 200);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(server.rest("GET", u"tenant"_s, owner.accessToken).status, 403);
        QCOMPARE(server
                     .rest("POST", u"auth/login"_s, {},
                           {{"email", "walled@example.org"}, {"password", "correct horse battery"}})
                     .status,
                 403);
        server.stop();
        const auto connection = server.connectToPlatform();
        const auto rows = orThrow(connection->query(
            u"SELECT outcome, rule_text, user_id FROM audit WHERE action = 'requests.refuse' ORDER BY seq"_s, {}));
        QCOMPARE(rows.size(), size_t(2));
        QCOMPARE(rows[0][0].toString(), u"forbidden"_s);
        QCOMPARE(rows[0][1].toString(), u"allowed addresses"_s);
        QCOMPARE(rows[0][2].toString(), owner.user.id.toString());
        QCOMPARE(rows[1][1].toString(), u"allowed addresses, 3 more within a minute"_s);
    }

    void itIsExportedAsAStreamThatSaysTheSameAsTheList()
    {
        for (int i = 0; i < 20; ++i)
            m_server->rest("POST", u"auth/password/change"_s, m_owner.accessToken,
                           {{"currentPassword", "wrong"}, {"newPassword", "wrong"}});
        const auto kept = [&] {
            return get(u"usage/audit?action=auth.changePassword"_s).body.at("items").as_array().size();
        };
        QTRY_COMPARE_WITH_TIMEOUT(kept(), size_t(20), 30'000); // they are stored a moment later
        const RestReply lines = get(u"usage/audit/export?action=auth.changePassword"_s);
        QCOMPARE(lines.status, 200);
        QCOMPARE(lines.contentType, QByteArray("application/jsonl"));
        const QList<QByteArray> parts = lines.bytes.trimmed().split('\n');
        qint64 last = 0;
        for (const QByteArray &line : parts) {
            const auto entry = json::parse(line.toStdString());
            QCOMPARE(textOf(entry.at("action")), u"auth.changePassword"_s);
            QVERIFY(entry.at("seq").as_int64() > last); // oldest first
            last = entry.at("seq").as_int64();
        }
        const RestReply csv = get(u"usage/audit/export?format=csv&action=auth.changePassword"_s);
        QCOMPARE(csv.status, 200);
        QVERIFY(csv.contentType.startsWith("text/csv"));
        QCOMPARE(csv.bytes.trimmed().split('\n').size(), parts.size() + 1);
        QVERIFY(csv.bytes.startsWith("seq,at,userId,"));
        QCOMPARE(get(u"usage/audit/export?format=xml"_s).status, 422);
        QVERIFY(!recordOf(u"audit.export"_s).empty()); // who took the log away is in the log
    }

    void anExportOverAWebSocketIsRefusedWithWords()
    {
        RpcConnection socket(*m_server, m_owner.accessToken);
        const auto reply = socket.call("audit.export", json::object{});
        QCOMPARE(textOf(reply.at("error").at("data").at("code")), u"method_not_allowed"_s);
    }

    void itIsVerifiedAndTamperingIsFound()
    {
        const auto before = get(u"usage/audit/verify"_s);
        QCOMPARE(before.status, 200);
        QVERIFY(before.body.at("intact").as_bool());
        QVERIFY(before.body.at("records").as_int64() > 0);
        const auto tampered =
            orThrow(m_server->connectToPlatform()->query(u"UPDATE audit SET sql_text = 'SELECT 1' "
                                                         "WHERE sql_text LIKE 'DELETE%' RETURNING seq"_s));
        QCOMPARE(tampered.size(), size_t(1));
        const auto after = get(u"usage/audit/verify"_s);
        QVERIFY(!after.body.at("intact").as_bool());
        QVERIFY(after.body.at("brokenSeq").as_int64() > 0);
    }
};

static const bool registered = tabletalk::test::add<TestAuditOnServer>();
#include "tst_AuditOnServer.moc"
