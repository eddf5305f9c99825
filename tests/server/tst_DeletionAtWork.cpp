// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/AuditService.h"
#include "server/chat/RunningAnswers.h"
#include "server/connections/ConnectionService.h"
#include "server/events/EventService.h"
#include "server/platform/PlatformConnection.h"
#include "server/tenants/TenantTables.h"
#include "tests/support/Problems.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

#include <QDir>
#include <QElapsedTimer>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

constexpr auto beforeTheFirstRow =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000000000) SELECT COUNT(*) FROM n";
constexpr auto whileRowsArrive =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000000000) "
    "SELECT i, 'a row that takes some room on the disk' AS name FROM n";

} // namespace

/// An organisation is deleted while answers and readings of it are under way: they end, and
/// what ends late is not stored.
class TestDeletionAtWork : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;
    int m_made = 0;

    api::SignedIn organization() { return m_server->organization(u"Owner%1"_s.arg(++m_made)); }

    RestReply remove(const api::SignedIn &owner)
    {
        return m_server->rest("POST", u"tenant/delete"_s, owner.accessToken,
                              {{"confirm", owner.organization.slug.toStdString()}});
    }
    qint64 rowsOf(const TenantId &tenant, QStringList *tables = nullptr)
    {
        const auto connection = m_server->connectToPlatform();
        qint64 rows = 0;
        for (const TenantTable &table : tenantTables()) {
            const QString name = QString::fromLatin1(table.name);
            const auto found = orThrow(
                connection->query(u"SELECT COUNT(*) FROM %1 WHERE tenant_id = ?"_s.arg(name), {tenant.toString()}));
            const qint64 count = found.at(0).at(0).toLongLong();
            if (count > 0 && tables)
                *tables << name;
            rows += count;
        }
        return rows;
    }
    QStringList files() const { return QDir(m_server->spoolDirectory()).entryList({u"*.rows"_s}, QDir::Files); }

    /// Also of what a stopped server stored at last.
    void verifyNothingIsLeft(const TenantId &tenant)
    {
        m_server->stop();
        QStringList tables;
        const qint64 rows = rowsOf(tenant, &tables);
        m_server->start();
        QVERIFY2(rows == 0, qPrintable(tables.join(u' ')));
        QCOMPARE(files(), QStringList());
    }

private Q_SLOTS:
    void init() { m_server = std::make_unique<RunningServer>(); }
    void cleanup() { m_server.reset(); }

    void anAnswerUnderWayIsStoppedAndLeavesNothing_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<bool>("rows");
        QTest::newRow("before the first row") << QByteArray(beforeTheFirstRow) << false;
        QTest::newRow("while rows arrive") << QByteArray(whileRowsArrive) << true;
    }

    void anAnswerUnderWayIsStoppedAndLeavesNothing()
    {
        QFETCH(QByteArray, sql);
        QFETCH(bool, rows);
        const api::SignedIn owner = organization();
        const QString database = m_server->connectShop(owner.accessToken);
        QVERIFY(!database.isEmpty());
        RpcConnection rpc(*m_server, owner.accessToken);
        const int request = rpc.send("chat.run", {{"databaseId", database.toStdString()}, {"sql", sql.toStdString()}});
        QVERIFY(!rpc.event("sql").empty());
        if (rows) {
            QVERIFY(!rpc.event("rows").empty());
            QVERIFY(!files().isEmpty());
        }
        QElapsedTimer timer;
        timer.start();
        const RestReply removed = remove(owner);
        QVERIFY2(removed.status == 200, removed.bytes.constData());
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(rowsOf(owner.organization.id), 0); // at once, not only in the end
        QCOMPARE(files(), QStringList());
        const json::object response = rpc.response(request);
        QVERIFY(response.contains("error"));
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed()))); // not by its own time limit
        verifyNothingIsLeft(owner.organization.id);
    }

    void manyAnswersAtOnceLeaveNothing()
    {
        const api::SignedIn owner = organization();
        const QString database = m_server->connectShop(owner.accessToken);
        RpcConnection rpc(*m_server, owner.accessToken);
        std::vector<int> requests;
        constexpr int questions = 20;
        for (int i = 0; i < questions; ++i)
            requests.push_back(rpc.send(
                "chat.ask", {{"databaseId", database.toStdString()}, {"question", "How many customers per city?"}}));
        QVERIFY(!rpc.event("started").empty());
        QCOMPARE(remove(owner).status, 200);
        for (const int request : requests) { // each is answered, one way or the other
            const json::object response = rpc.response(request);
            QVERIFY(response.contains("result") || response.contains("error"));
        }
        verifyNothingIsLeft(owner.organization.id);
    }

    void aReadingThatHasJustBegunLeavesNothing()
    {
        std::vector<TenantId> deleted;
        constexpr int times = 8;
        for (int i = 0; i < times; ++i) {
            const api::SignedIn owner = organization();
            const RestReply created =
                m_server->rest("POST", u"tenant/databases"_s, owner.accessToken,
                               {{"name", "Shop"}, {"url", "sqlite://" + m_server->shop().toStdString()}});
            QCOMPARE(created.status, 201);
            const RestReply removed = remove(owner);
            QVERIFY2(removed.status == 200, removed.bytes.constData());
            deleted.push_back(owner.organization.id);
        }
        for (const TenantId &tenant : deleted)
            verifyNothingIsLeft(tenant);
    }

    void whatComesLaterIsRefused()
    {
        const api::SignedIn owner = organization();
        const QString database = m_server->connectShop(owner.accessToken);
        const auto id = *ConnectionId::fromString(database);
        const auto scope = TenantScope::ofJob(owner.organization.id);
        ConnectionService &connections = m_server->server().connections();
        auto understanding = connections.storedUnderstandingNow(scope, id);
        QVERIFY(understanding);
        QCOMPARE(remove(owner).status, 200);
        QCOMPARE(problemOf([&] { connections.keepUnderstanding(scope, id, *understanding); }), ProblemCode::NotFound);
        QCOMPARE(problemOf([&] { connections.keepUnfinished(scope, id, *understanding); }), ProblemCode::NotFound);
        QCOMPARE(m_server
                     ->rest("POST", u"chat/run"_s, owner.accessToken,
                            {{"databaseId", database.toStdString()}, {"sql", "SELECT 1"}})
                     .status,
                 401);
        verifyNothingIsLeft(owner.organization.id);
    }

    void anAnswerThatBeginsAfterwardsIsStoppedAtOnce()
    {
        RunningAnswers answers;
        const TenantId deleted(QUuid::createUuid());
        const TenantId other(QUuid::createUuid());
        QVERIFY(answers.endTenant(deleted, 0ms)); // nothing was under way
        const auto message = MessageId(QUuid::createUuid());
        const auto others = MessageId(QUuid::createUuid());
        const RunningAnswers::Entry late(answers, deleted, UserId(), ConversationId(), message);
        const RunningAnswers::Entry untouched(answers, other, UserId(), ConversationId(), others);
        QVERIFY(answers.stopTokenOf(message).stop_requested());
        QVERIFY(!answers.stopTokenOf(others).stop_requested());
        QVERIFY(!answers.endTenant(deleted, 1ms)); // it is still there, and that is said
    }
};

static const bool registered = tabletalk::test::add<TestDeletionAtWork>();
#include "tst_DeletionAtWork.moc"
