// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/events/EventService.h"
#include "server/events/EventSink.h"
#include "server/nodes/NodeService.h"
#include "server/platform/PostgresDatabase.h"
#include "server/platform/PostgresListener.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestPlatform.h"
#include "tests/support/TestRunner.h"

#include <atomic>
#include <mutex>
#include <numeric>
#include <thread>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

constexpr auto withoutEnd = "SELECT count(*) FROM orders a, orders b, orders c, orders d";

RunningServer::Adjust with(std::chrono::milliseconds lease, const QString &platformUrl = {})
{
    return [lease, platformUrl](ServerOptions &options) {
        options.masterKey = QByteArray(32, 'k'); // the database is one, so the key is
        options.nodeLease = lease;
        if (!platformUrl.isEmpty())
            options.platformUrl = platformUrl;
    };
}

/// Two servers on one database. The first says that it is alive once and for a long time, so
/// that a test can take that back; the second looks for dead ones all the time.
struct Fixture
{
    Fixture()
        : owner(first.organization(u"Acme"_s))
        , database(first.connectShop(owner.accessToken))
        , rows(first.connectToPlatform())
    {}

    /// An answer of the first server that goes on until it is stopped.
    void begin(RpcConnection &asking)
    {
        request = asking.send("chat.run", {{"databaseId", database.toStdString()}, {"sql", withoutEnd}});
        const json::object started = asking.event("started");
        message = textOf(started.at("data").at("messageId"));
        stream = textOf(started.at("stream"));
    }
    bool cancel(RpcConnection &asking) const
    {
        return asking.call("chat.cancel", {{"messageId", message.toStdString()}}).contains("result");
    }
    json::object follow(RpcConnection &client) const
    {
        return client.call("events.resume", {{"stream", stream.toStdString()}, {"after", 0}});
    }

    std::vector<std::vector<QVariant>> run(const QString &sql, const std::vector<QVariant> &values = {}) const
    {
        return orThrow(rows->query(sql, values));
    }
    QString status() const { return run(u"SELECT status FROM messages WHERE id = ?"_s, {message})[0][0].toString(); }
    QString lastRenewal() const
    {
        return run(u"SELECT max(alive_until)::text FROM nodes WHERE alive_until < ?"_s,
                   {stored(SystemClock().now() + 10min)})[0][0]
            .toString();
    }

    RunningServer first{with(24h)};
    RunningServer second{with(300ms, first.platformUrl())};
    api::SignedIn owner;
    QString database;
    std::unique_ptr<PlatformConnection> rows;
    int request = 0;
    QString message;
    QString stream;
};

/// The code of the problem that a followed answer ended with; empty when it did not.
QString problemIn(RpcConnection &client)
{
    const json::object event = client.event("problem");
    return event.empty() ? QString() : textOf(event.at("data").at("code"));
}

qint64 count(const RpcConnection &client, const char *type)
{
    return std::ranges::count_if(client.events(), [&](const auto &event) { return event.at("type") == type; });
}

class NumberSink final : public EventSink
{
public:
    void send(std::shared_ptr<const std::string> notification) override
    {
        const qint64 number = json::parse(*notification).at("params").at("seq").as_int64();
        const std::lock_guard lock(m_mutex);
        m_numbers.push_back(number);
    }
    bool isOpen() const override { return true; }
    std::vector<qint64> numbers() const
    {
        const std::lock_guard lock(m_mutex);
        return m_numbers;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<qint64> m_numbers;
};

} // namespace

/// Several servers on one PostgreSQL.
class TestSeveralServers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TABLETALK_TEST_PLATFORM", "postgres"); }

    void anAnswerOfALivingServerGoesOn()
    {
        Fixture f;
        RpcConnection asking(f.first, f.owner.accessToken);
        f.begin(asking);
        f.second.stop();
        f.second.start();
        for (int beats = 0; beats < 2; ++beats) {
            const QString before = f.lastRenewal();
            QTRY_VERIFY_WITH_TIMEOUT(f.lastRenewal() != before, 30'000);
        }
        QCOMPARE(f.status(), u"running"_s);
        QVERIFY(f.cancel(asking));
        QCOMPARE(textOf(asking.response(f.request).at("error").at("data").at("code")), u"cancelled"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.status(), u"cancelled"_s, 30'000);
    }

    void whatADeadServerLeftIsEndedByAnotherOnce()
    {
        Fixture f;
        RpcConnection asking(f.first, f.owner.accessToken);
        f.begin(asking);
        RpcConnection following(f.second, f.owner.accessToken);
        QVERIFY(f.follow(following).contains("result"));
        f.run(u"UPDATE nodes SET alive_until = 0"_s); // as if the first one said nothing for long
        QTRY_COMPARE_WITH_TIMEOUT(f.status(), u"failed"_s, 30'000);
        QCOMPARE(problemIn(following), u"unavailable"_s);
        // It comes to itself again: what was said to be over stays so.
        QVERIFY(f.cancel(asking));
        QVERIFY(asking.response(f.request).contains("error"));
        f.first.stop();
        QCOMPARE(f.status(), u"failed"_s);
        RpcConnection later(f.second, f.owner.accessToken);
        QVERIFY(f.follow(later).at("result").at("finished").as_bool());
        QCOMPARE(count(later, "problem"), 1);
    }

    void aServerThatStopsStrikesItselfOut()
    {
        Fixture f;
        QCOMPARE(f.run(u"SELECT 1 FROM nodes"_s).size(), size_t(2));
        f.first.stop();
        QCOMPARE(f.run(u"SELECT 1 FROM nodes"_s).size(), size_t(1));
    }

    /// After a crash it need not wait until it passes for dead.
    void whoUsedTheSameFolderBeforeIsDead()
    {
        TestPlatform platform;
        const NodeOptions options{
            .idFile = platform.place.filePath(u"node.id"_s), .sharesDatabase = true, .lease = 24h};
        const auto nodes = [&] {
            return orThrow(platform.place.connect()->query(u"SELECT id FROM nodes ORDER BY id"_s));
        };
        NodeService crashed(*platform.database, platform.clock, options);
        crashed.start([] {});
        NodeService elsewhere(*platform.database, platform.clock, {.idFile = {}, .sharesDatabase = true, .lease = 24h});
        elsewhere.start([] {});
        platform.clock.advance(1min);
        NodeService again(*platform.database, platform.clock, options);
        size_t listed = 0;
        again.start([&] { listed = nodes().size(); });
        QCOMPARE(listed, size_t(2));
        QCOMPARE(nodes()[0][0].toString(), elsewhere.id());
        QCOMPARE(nodes()[1][0].toString(), again.id());
    }

    void eventsReachTheClientsOfTheOtherServer()
    {
        Fixture f;
        RpcConnection asking(f.first, f.owner.accessToken);
        f.begin(asking);
        RpcConnection following(f.second, f.owner.accessToken);
        QVERIFY(f.follow(following).contains("result"));
        QVERIFY(!following.event("started").empty());
        QCOMPARE(count(following, "problem"), 0);
        QVERIFY(f.cancel(asking));
        QCOMPARE(problemIn(following), u"cancelled"_s);
        // The end is announced as it is stored: whoever follows elsewhere may hear of it before the one who asked.
        QCOMPARE(problemIn(asking), u"cancelled"_s);
        QCOMPARE(following.events().size(), asking.events().size());
    }

    void theyReachNobodyElse()
    {
        Fixture f;
        RpcConnection asking(f.first, f.owner.accessToken);
        f.begin(asking);
        const api::SignedIn other = f.first.organization(u"Other"_s);
        RpcConnection curious(f.second, other.accessToken);
        RpcConnection following(f.second, f.owner.accessToken);
        QCOMPARE(textOf(f.follow(curious).at("error").at("data").at("code")), u"not_found"_s);
        QVERIFY(f.follow(following).contains("result"));
        // Whoever can talk to the database can say anything.
        for (const QString &said :
             {QString(other.organization.id.toString() + u' ' + f.stream + u" 99"), u"nonsense"_s, QString(),
              QString(7000, u'x'), QString(f.owner.organization.id.toString() + u" ' OR 1=1 -- 5")})
            f.run(u"SELECT pg_notify('tabletalk_events', ?)"_s, {said});
        QVERIFY(f.cancel(asking));
        QVERIFY(!following.event("problem").empty());
        QVERIFY(curious.call("databases.list", json::object{}).contains("result"));
        QVERIFY(curious.events().empty());
    }

    void aServerThatLostItsConnectionHearsAgainAndWhatItMissed()
    {
        Fixture f;
        RpcConnection asking(f.first, f.owner.accessToken);
        f.begin(asking);
        RpcConnection following(f.second, f.owner.accessToken);
        QVERIFY(f.follow(following).contains("result"));
        const auto listeners = u"FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"_s;
        QCOMPARE(f.run(u"SELECT pg_terminate_backend(pid) "_s + listeners).size(), size_t(2));
        QVERIFY(f.cancel(asking));
        QCOMPARE(problemIn(following), u"cancelled"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.run(u"SELECT 1 "_s + listeners).size(), size_t(2), 30'000);
    }

    /// As while there was no connection to hear of it.
    void whatWasMissedIsSentOnceThereIsAConnection()
    {
        TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        PostgresLogin login;
        const auto database =
            orThrow(PostgresDatabase::open({.url = platform.place.url(), .ownerUrl = {}}, platform.clock, &login));
        EventService here(*platform.database, platform.clock, {.announces = true});
        EventService there(*database, platform.clock, {.announces = true});
        const auto writer = here.open(scope, nullptr);
        writer->append("started", {});
        platform.database->flush();
        const auto sink = std::make_shared<NumberSink>();
        (void)runAwaitable(there.resume(scope, {writer->stream(), 0}, sink));
        writer->append("text", {});
        writer->finishNow("done", {});
        QCOMPARE(sink->numbers(), std::vector<qint64>{1});
        const PostgresListener listener(login, {.channel = EventService::channel(),
                                                .connected = [&] { there.deliverMissed(); },
                                                .heard = [](const auto &) {}});
        QCOMPARE(sink->numbers(), (std::vector<qint64>{1, 2, 3}));
    }

    /// Clients join at the other server while a writer appends as fast as it can.
    void eventsComeOnceAndInOrderHoweverFastTheyAre()
    {
        TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        PostgresLogin login;
        const auto database =
            orThrow(PostgresDatabase::open({.url = platform.place.url(), .ownerUrl = {}}, platform.clock, &login));
        EventService here(*platform.database, platform.clock, {.announces = true});
        EventService there(*database, platform.clock, {.announces = true});
        PostgresListener listener(login, {.channel = EventService::channel(),
                                          .connected = [&] { there.deliverMissed(); },
                                          .heard = [&](const auto &said) { there.deliverAnnounced(said); }});
        constexpr qint64 total = 1000;
        const auto writer = here.open(scope, nullptr);
        writer->append("text", {});
        platform.database->flush();
        std::thread appending([&] {
            for (int i = 2; i < total; ++i)
                writer->append("text", {{"i", i}});
            writer->finishNow("done", {});
        });
        std::vector<std::shared_ptr<NumberSink>> sinks;
        for (int i = 0; i < 20; ++i) {
            sinks.push_back(std::make_shared<NumberSink>());
            (void)runAwaitable(there.resume(scope, {writer->stream(), 0}, sinks.back()));
        }
        appending.join();
        std::vector<qint64> all(total);
        std::iota(all.begin(), all.end(), 1);
        for (const auto &sink : sinks)
            QTRY_VERIFY_WITH_TIMEOUT(sink->numbers() == all, 30'000);
        listener.stop();
    }
};

static const bool registered = tabletalk::test::add<TestSeveralServers>();
#include "tst_SeveralServers.moc"
