// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/Vault.h"
#include "server/schedules/ScheduleForms.h"
#include "server/schedules/ScheduleRunner.h"
#include "tests/support/KeptMails.h"
#include "tests/support/People.h"
#include "tests/support/TestRunner.h"

#include <QTest>
#include <QTimeZone>

#include <atomic>
#include <latch>
#include <mutex>
#include <thread>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int patienceMs = 20'000;

api::ScheduleTimes dailyAt(const char *time)
{
    api::ScheduleTimes times;
    times.kind = u"daily"_s;
    times.at = QString::fromLatin1(time);
    return times;
}

/// A platform with one organisation, whose saved question answers what the test says.
struct Fixture
{
    explicit Fixture(const QString &timeZone = u"UTC"_s)
        : people(platform)
        , scope(people.tenant(u"Shop"_s, timeZone))
        , owner(people.member(scope, u"owner@example.org"_s))
        , vault(*platform.database, platform.clock, Secret(QByteArray(32, 'k')))
        , jobs(std::make_unique<JobService>(*platform.database, platform.clock))
        , runner(std::make_unique<ScheduleRunner>(parts(*jobs)))
    {}
    ~Fixture()
    {
        if (jobs)
            jobs->stop();
    }

    ScheduleParts parts(JobService &of)
    {
        return {*platform.database,
                vault,
                of,
                &mailer,
                platform.clock,
                [this](const TenantScope &, UserId, SavedQuestionId) {
                    ++asked;
                    const std::lock_guard lock(mutex);
                    if (problem)
                        throw *problem;
                    SavedOutcome outcome;
                    outcome.saved.name = u"Stock of Osaka"_s;
                    outcome.columns = {{u"city"_s, ColumnType::Text}, {u"stock"_s, ColumnType::Integer}};
                    outcome.rows = rows;
                    outcome.text = u"The stock of Osaka is low."_s;
                    outcome.ranAt = platform.clock.now();
                    return outcome;
                }};
    }

    ScheduleId make(api::ScheduleTimes times, api::ScheduleDelivery delivery = {{}, false, u"csv"_s},
                    api::ScheduleCondition condition = {u"always"_s, {}, {}, {}})
    {
        ScheduleStore::Kept kept;
        kept.schedule.id = makeId<ScheduleId>(platform.clock.now());
        kept.schedule.savedQuestionId = makeId<SavedQuestionId>(platform.clock.now());
        kept.schedule.name = u"Stock"_s;
        kept.schedule.times = std::move(times);
        kept.schedule.condition = std::move(condition);
        kept.schedule.delivery = std::move(delivery);
        kept.schedule.createdAt = platform.clock.now();
        kept.owner = owner;
        platform.database->writeNow([&](Transaction &transaction) {
            ScheduleStore store(transaction, scope);
            kept.schedule.timeZone = store.timeZone();
            kept.schedule.nextAt = schedule::nextAfter(*toTimetable(kept.schedule.times),
                                                       zoneNamed(kept.schedule.timeZone), platform.clock.now());
            store.insert(kept);
        });
        return kept.schedule.id;
    }

    api::Schedule read(ScheduleId id)
    {
        return platform.database->readNow(
            [&](Transaction &transaction) { return ScheduleStore(transaction, scope).find(id)->schedule; });
    }
    std::vector<api::ScheduleRun> runs(ScheduleId id)
    {
        return platform.database->readNow(
            [&](Transaction &transaction) { return ScheduleStore(transaction, scope).runs(id, 1000); });
    }
    std::vector<api::ScheduleFile> files(ScheduleId id)
    {
        return platform.database->readNow(
            [&](Transaction &transaction) { return ScheduleStore(transaction, scope).files(id, 1000); });
    }
    void setRows(std::vector<Row> now)
    {
        const std::lock_guard lock(mutex);
        rows = std::move(now);
    }
    void setProblem(std::optional<Problem> now)
    {
        const std::lock_guard lock(mutex);
        problem = std::move(now);
    }
    /// To that moment.
    void goTo(Instant at) { platform.clock.advance(at - platform.clock.now()); }
    void goTo(const char *at) { goTo(*Instant::fromRfc3339(QString::fromLatin1(at))); }
    /// What is due, to its end.
    bool runDue(ScheduleId id)
    {
        const size_t before = runs(id).size();
        // A run before it may still be ending.
        return QTest::qWaitFor([&] { return runner->queueDue() > 0; }, patienceMs)
               && QTest::qWaitFor([&] { return runs(id).size() > before; }, patienceMs);
    }

    TestPlatform platform;
    People people;
    TenantScope scope;
    UserId owner;
    Vault vault;
    KeptMails mailer;
    std::atomic<int> asked = 0;
    std::mutex mutex;
    std::vector<Row> rows{{u"Osaka"_s, qint64(8)}};
    std::optional<Problem> problem;
    std::unique_ptr<JobService> jobs;
    std::unique_ptr<ScheduleRunner> runner;
};

} // namespace

/// Saved questions that run by themselves, with a clock that the test moves.
class TestSchedules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsDueRunsAndIsDelivered()
    {
        Fixture f;
        f.goTo("2026-03-02T07:00:00Z");
        const ScheduleId id = f.make(dailyAt("08:00"), {{u"owner@example.org"_s}, false, u"csv"_s});
        f.jobs->start();
        QCOMPARE(f.runner->queueDue(), 0);
        f.goTo("2026-03-02T08:00:00Z");
        QVERIFY(f.runDue(id));
        QCOMPARE(f.runner->queueDue(), 0);

        const auto runs = f.runs(id);
        QCOMPARE(runs.size(), size_t(1));
        QCOMPARE(runs[0].outcome, u"delivered"_s);
        QCOMPARE(runs[0].rows, 1);
        QVERIFY(runs[0].fileId);
        const api::Schedule now = f.read(id);
        QCOMPARE(now.nextAt->toRfc3339(), Instant::fromRfc3339(u"2026-03-03T08:00:00Z")->toRfc3339());
        QCOMPARE(now.lastOutcome, std::optional(u"delivered"_s));
        QCOMPARE(now.name, u"Stock of Osaka"_s); // as the question is called now

        const auto file = f.platform.database->readNow([&](Transaction &transaction) {
            return ScheduleStore(transaction, f.scope).findFile(id, *runs[0].fileId);
        });
        QCOMPARE(file->file.name, u"stock-of-osaka-2026-03-02-0800.csv"_s);
        QCOMPARE(*f.vault.open(f.scope, placeOfScheduleFile(file->file.id), file->sealed),
                 QByteArray("city,stock\r\nOsaka,8\r\n"));
        QVERIFY(!f.platform.place.everythingStored().contains("Osaka,8")); // sealed

        QCOMPARE(f.mailer.mails().size(), size_t(1));
        const Mail mail = f.mailer.mails().front();
        QCOMPARE(mail.to, u"owner@example.org"_s);
        QCOMPARE(mail.subject, u"Stock of Osaka"_s);
        QVERIFY(mail.text.contains(u"The stock of Osaka is low."_s));
    }

    void timesThatWentByRunOnce()
    {
        Fixture f;
        f.goTo("2026-03-02T07:00:00Z");
        const ScheduleId id = f.make(dailyAt("08:00"));
        f.jobs->start();
        f.goTo("2026-03-12T09:30:00Z"); // ten days without a server
        QVERIFY(f.runDue(id));
        QCOMPARE(f.runner->queueDue(), 0);
        QCOMPARE(f.runs(id).size(), size_t(1));
        QCOMPARE(f.runs(id)[0].dueAt.toRfc3339(), Instant::fromRfc3339(u"2026-03-02T08:00:00Z")->toRfc3339());
        QCOMPARE(f.read(id).nextAt->toRfc3339(), Instant::fromRfc3339(u"2026-03-13T08:00:00Z")->toRfc3339());
    }

    /// Through the changes of clocks: each day once, at eight by the clock on the wall.
    void yearsGoByDayByDay()
    {
        Fixture f(u"Europe/Berlin"_s);
        f.goTo("2026-01-01T00:00:00Z");
        const ScheduleId id = f.make(dailyAt("02:30"));
        const QTimeZone berlin("Europe/Berlin");
        QDate expected(2026, 1, 1);
        for (int day = 0; day < 400; ++day, expected = expected.addDays(1)) {
            const Instant next = *f.read(id).nextAt;
            const QDateTime utc = QDateTime::fromMSecsSinceEpoch(next.msSinceEpoch, QTimeZone::utc());
            const QDateTime clock = utc.addSecs(berlin.offsetFromUtc(utc));
            QCOMPARE(clock.date(), expected);
            f.goTo(next - 1ms);
            QCOMPARE(f.runner->queueDue(), 0);
            f.goTo(next);
            QCOMPARE(f.runner->queueDue(), 1);
        }
    }

    void anotherTimeZoneMovesWhatIsToCome()
    {
        Fixture f(u"UTC"_s);
        f.goTo("2026-03-02T07:00:00Z");
        const ScheduleId id = f.make(dailyAt("08:00"));
        f.people.run(u"UPDATE tenants SET time_zone = 'Asia/Tokyo' WHERE id = ?"_s, {stored(f.scope.tenant())});
        QCOMPARE(f.runner->queueDue(), 0);
        QCOMPARE(f.read(id).nextAt->toRfc3339(), Instant::fromRfc3339(u"2026-03-02T23:00:00Z")->toRfc3339());
        QCOMPARE(f.read(id).timeZone, u"Asia/Tokyo"_s);
    }

    void ofSeveralServersOneRunsIt()
    {
        Fixture f;
        f.goTo("2026-03-02T07:00:00Z");
        const ScheduleId id = f.make(dailyAt("08:00"));
        f.goTo("2026-03-02T08:00:00Z");
        JobService otherJobs(*f.platform.database, f.platform.clock);
        ScheduleRunner other(f.parts(otherJobs));
        f.jobs->start(); // both before there is anything: what runs when one starts it takes for left by the dead
        otherJobs.start();
        std::latch together(2);
        std::atomic<int> queued = 0;
        const auto tryIt = [&](ScheduleRunner &runner) {
            together.arrive_and_wait();
            queued += runner.queueDue();
        };
        {
            const std::jthread first([&] { tryIt(*f.runner); });
            const std::jthread second([&] { tryIt(other); });
        }
        QCOMPARE(queued.load(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(f.runs(id).size(), size_t(1), patienceMs);
        otherJobs.stop();
        QCOMPARE(f.asked.load(), 1);
    }

    /// The server died with the job in its hands, before and after the end was stored.
    void aRunThatAServerLeftIsFinishedByTheNextAndStoredOnce()
    {
        Fixture f;
        f.goTo("2026-03-02T07:00:00Z");
        const ScheduleId id = f.make(dailyAt("08:00"), {{u"owner@example.org"_s}, true, u"csv"_s});
        f.goTo("2026-03-02T08:00:00Z");
        QCOMPARE(f.runner->queueDue(), 1);
        const auto left = [&f] {
            f.people.run(u"UPDATE jobs SET state = 'running', leased_by = 'dead', lease_until = ? "
                         "WHERE kind = 'schedule.run'"_s,
                         {stored(f.platform.clock.now() + 1h)});
        };
        const auto restart = [&f] {
            f.jobs->stop();
            f.runner.reset();
            JobServiceOptions options;
            options.owner = u"next"_s;
            options.deadOwner = u"dead"_s;
            f.jobs = std::make_unique<JobService>(*f.platform.database, f.platform.clock, options);
            f.runner = std::make_unique<ScheduleRunner>(f.parts(*f.jobs));
            f.jobs->start();
        };
        left();
        restart();
        QTRY_COMPARE_WITH_TIMEOUT(f.runs(id).size(), size_t(1), patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(f.people.run(u"SELECT state FROM jobs"_s)[0][0].toString(), u"done"_s, patienceMs);
        left();
        restart();
        QTRY_COMPARE_WITH_TIMEOUT(f.people.run(u"SELECT state FROM jobs"_s)[0][0].toString(), u"done"_s, patienceMs);
        QCOMPARE(f.asked.load(), 1);
        QCOMPARE(f.mailer.mails().size(), size_t(1)); // nobody gets it twice
        QCOMPARE(f.runs(id).size(), size_t(1));
        QCOMPARE(f.files(id).size(), size_t(1));
    }

    /// Behind long work: what waits tells the same, so that one of it is enough.
    void timesThatPiledUpRunOnce()
    {
        Fixture f;
        f.goTo("2026-03-02T07:00:00Z");
        const ScheduleId id = f.make(dailyAt("08:00"));
        for (int i = 0; i < 3; ++i) {
            f.goTo(*f.read(id).nextAt);
            QCOMPARE(f.runner->queueDue(), 1);
        }
        f.platform.clock.advance(1h);
        f.jobs->start();
        const auto open = [&f] { return f.people.run(u"SELECT 1 FROM jobs WHERE state <> 'done'"_s).size(); };
        QTRY_COMPARE_WITH_TIMEOUT(open(), size_t(0), patienceMs);
        QCOMPARE(f.asked.load(), 1);
        QCOMPARE(f.runs(id).size(), size_t(1));
    }

    void aConditionThatDoesNotHoldDeliversNothing()
    {
        Fixture f;
        f.goTo("2026-03-02T07:00:00Z");
        const ScheduleId id = f.make(dailyAt("08:00"), {{u"owner@example.org"_s}, false, u"csv"_s},
                                     {u"firstRow"_s, u"below"_s, u"stock"_s, u"5"_s});
        f.jobs->start();
        f.goTo("2026-03-02T08:00:00Z");
        QVERIFY(f.runDue(id));
        QCOMPARE(f.runs(id)[0].outcome, u"notMet"_s);
        QVERIFY2(f.runs(id)[0].detail.contains(u'8'), qPrintable(f.runs(id)[0].detail));
        QVERIFY(f.files(id).empty());
        QVERIFY(f.mailer.mails().empty());
        f.setRows({{u"Osaka"_s, qint64(4)}});
        f.goTo("2026-03-03T08:00:00Z");
        QVERIFY(f.runDue(id));
        QCOMPARE(f.runs(id)[0].outcome, u"delivered"_s);
        QVERIFY(f.mailer.mails().at(0).text.contains(u"stock is 4, below 5"_s));
    }

    void whatChangedIsRemembered()
    {
        Fixture f;
        f.goTo("2026-03-02T07:00:00Z");
        const ScheduleId id =
            f.make(dailyAt("08:00"), {{}, false, u"csv"_s}, {u"anyRow"_s, u"changed"_s, u"stock"_s, {}});
        f.jobs->start();
        QStringList outcomes;
        for (const qint64 stock : {8, 8, 9, 9}) {
            f.setRows({{u"Osaka"_s, stock}});
            f.goTo(*f.read(id).nextAt);
            QVERIFY(f.runDue(id));
            outcomes << f.runs(id)[0].outcome;
        }
        QCOMPARE(outcomes, (QStringList{u"notMet"_s, u"notMet"_s, u"delivered"_s, u"notMet"_s}));
    }

    void fiveFailuresInARowPauseAndTellTheOwner()
    {
        Fixture f;
        f.goTo("2026-03-02T07:00:00Z");
        const ScheduleId id = f.make(dailyAt("08:00"));
        f.jobs->start();
        f.setProblem(Problem::of(ProblemCode::CannotConnect, u"The database does not answer."_s));
        for (int i = 1; i <= 4; ++i) {
            f.goTo(*f.read(id).nextAt);
            QVERIFY(f.runDue(id));
            QCOMPARE(f.read(id).failures, qint64(i));
            QCOMPARE(f.read(id).state, u"active"_s);
        }
        f.setProblem(std::nullopt);
        f.goTo(*f.read(id).nextAt);
        QVERIFY(f.runDue(id));
        QCOMPARE(f.read(id).failures, qint64(0)); // in a row
        f.setProblem(Problem::of(ProblemCode::CannotConnect, u"The database does not answer."_s));
        for (int i = 1; i <= 5; ++i) {
            f.goTo(*f.read(id).nextAt);
            QVERIFY(f.runDue(id));
        }
        QTRY_COMPARE_WITH_TIMEOUT(f.read(id).state, u"paused"_s, patienceMs);
        QVERIFY(f.read(id).pausedBecause->contains(u"The database does not answer."_s));
        QVERIFY(!f.read(id).nextAt);
        QTRY_COMPARE_WITH_TIMEOUT(f.mailer.mails().size(), size_t(1), patienceMs);
        QCOMPARE(f.mailer.mails()[0].to, u"owner@example.org"_s);
        f.platform.clock.advance(24h * 30);
        QCOMPARE(f.runner->queueDue(), 0);
    }

    void whoLostTheirRightsIsPausedAtOnce_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("may not ask") << int(ProblemCode::Forbidden);
        QTest::newRow("is no member") << int(ProblemCode::NotSignedIn);
        QTest::newRow("does not see it") << int(ProblemCode::NotFound);
    }

    void whoLostTheirRightsIsPausedAtOnce()
    {
        QFETCH(const int, code);
        Fixture f;
        f.goTo("2026-03-02T07:00:00Z");
        const ScheduleId id = f.make(dailyAt("08:00"));
        f.jobs->start();
        f.setProblem(Problem::of(ProblemCode(code)));
        f.goTo("2026-03-02T08:00:00Z");
        QVERIFY(f.runDue(id));
        QCOMPARE(f.read(id).state, u"paused"_s);
        QVERIFY(!f.read(id).pausedBecause->isEmpty());
        QVERIFY(f.files(id).empty());
    }

    void mailGoesToMembersAlone()
    {
        Fixture f;
        const UserId other = f.people.member(f.scope, u"other@example.org"_s);
        f.goTo("2026-03-02T07:00:00Z");
        const ScheduleId id = f.make(dailyAt("08:00"), {{u"owner@example.org"_s, u"other@example.org"_s}, false, {}});
        f.jobs->start();
        f.goTo("2026-03-02T08:00:00Z");
        QVERIFY(f.runDue(id));
        QCOMPARE(f.mailer.mails().size(), size_t(2));
        f.people.leave(f.scope, other);
        f.goTo("2026-03-03T08:00:00Z");
        QVERIFY(f.runDue(id));
        QCOMPARE(f.mailer.mails().size(), size_t(3));
        f.people.leave(f.scope, f.owner);
        f.goTo("2026-03-04T08:00:00Z");
        QVERIFY(f.runDue(id));
        QCOMPARE(f.mailer.mails().size(), size_t(3));
        QCOMPARE(f.runs(id)[0].outcome, u"failed"_s);
    }

    void filesAndRunsAreKeptWithinBounds()
    {
        Fixture f;
        f.goTo("2026-03-02T07:00:00Z");
        const ScheduleId id = f.make(dailyAt("08:00"), {{}, false, u"xlsx"_s});
        f.jobs->start();
        for (int i = 0; i < ScheduleRunner::filesKept + 3; ++i) {
            f.goTo(*f.read(id).nextAt);
            QVERIFY(f.runDue(id));
        }
        QCOMPARE(int(f.files(id).size()), ScheduleRunner::filesKept);
        QCOMPARE(int(f.runs(id).size()), ScheduleRunner::filesKept + 3);
        f.platform.clock.advance(24h * 85);
        f.runner->dropOldFiles();
        QVERIFY(int(f.files(id).size()) < ScheduleRunner::filesKept);
        f.platform.clock.advance(24h * 10);
        f.runner->dropOldFiles();
        QVERIFY(f.files(id).empty());
    }

    void aSuspendedOrganisationRunsNothing()
    {
        Fixture f;
        f.goTo("2026-03-02T07:00:00Z");
        f.make(dailyAt("08:00"));
        f.goTo("2026-03-02T08:00:00Z");
        f.people.run(u"UPDATE tenants SET status = 'suspended' WHERE id = ?"_s, {stored(f.scope.tenant())});
        QCOMPARE(f.runner->queueDue(), 0);
        f.people.run(u"UPDATE tenants SET status = 'active' WHERE id = ?"_s, {stored(f.scope.tenant())});
        QCOMPARE(f.runner->queueDue(), 1);
    }

    void aWebhookIsToldOnceOfWhatWasDelivered()
    {
        Fixture f;
        const auto webhook = QUuid::createUuid().toString(QUuid::WithoutBraces);
        f.people.run(u"INSERT INTO webhooks (tenant_id, id, url, events, sealed_secret, active, created_at) "
                     "VALUES (?, ?, 'https://example.org', '[\"schedule.fired\"]', ?, 1, ?)"_s,
                     {stored(f.scope.tenant()), webhook, QByteArray("x"), stored(f.platform.clock.now())});
        f.goTo("2026-03-02T07:00:00Z");
        const ScheduleId id = f.make(dailyAt("08:00"), {{}, true, {}}, {u"rows"_s, {}, {}, {}});
        f.jobs->start();
        f.goTo("2026-03-02T08:00:00Z");
        QVERIFY(f.runDue(id));
        f.setRows({});
        f.goTo("2026-03-03T08:00:00Z");
        QVERIFY(f.runDue(id));
        const auto deliveries = f.people.run(u"SELECT event, body FROM webhook_deliveries"_s);
        QCOMPARE(deliveries.size(), size_t(1));
        QCOMPARE(deliveries[0][0].toString(), u"schedule.fired"_s);
        QVERIFY(deliveries[0][1].toString().contains(id.toString()));
        QVERIFY(!deliveries[0][1].toString().contains(u"Osaka"_s)); // never what was asked
    }
};

static const bool registered = tabletalk::test::add<TestSchedules>();
#include "tst_Schedules.moc"
