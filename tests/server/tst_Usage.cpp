// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Uuid7.h"
#include "server/usage/LocalDays.h"
#include "server/usage/UsageService.h"
#include "tests/support/People.h"
#include "tests/support/RpcConnection.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

#include <QTest>
#include <QTimeZone>

#include <thread>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Instant at(QStringView text)
{
    return Instant::fromRfc3339(text).value();
}

struct Fixture
{
    void setTime(QStringView text) { platform.clock.advance(at(text) - platform.clock.now()); }

    void ask(const TenantScope &scope, QStringView when, const QuestionUsage &usage = {.of = {}, .answered = true})
    {
        setTime(when);
        platform.database->writeNow(
            [&](Transaction &transaction) { UsageService::recordIn(transaction, scope, usage, platform.clock.now()); });
    }

    api::UsageFigures today(const TenantScope &scope) { return runAwaitable(service.today(scope)); }
    api::UsageSummary summary(const TenantScope &scope) { return runAwaitable(service.summary(scope)); }
    api::UsageDaily daily(const TenantScope &scope) { return runAwaitable(service.daily(scope)); }

    TestPlatform platform;
    People people{platform};
    UsageService service{*platform.database, platform.clock};
};

/// Days with questions, as "2026-03-29:2 2026-03-30:1".
QString used(const api::UsageDaily &daily)
{
    QStringList days;
    for (const api::UsageDay &day : daily.items) {
        if (day.questions > 0)
            days << u"%1:%2"_s.arg(day.day).arg(day.questions);
    }
    return days.join(u' ');
}

std::chrono::hours lengthOf(const QByteArray &zone, QStringView noon)
{
    const LocalDay day = lastDays(QTimeZone(zone), at(noon), 1).front();
    return std::chrono::duration_cast<std::chrono::hours>(day.end - day.begin);
}

} // namespace

class TestUsage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void figuresOfTodayAddUpWhatWasAsked()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        const UserId user = f.people.member(scope, u"a@example.org"_s);
        f.ask(scope, u"2026-05-05T10:00:00Z", {UsageOf{user, {}, {}, {}}, true, 120, 30});
        f.ask(scope, u"2026-05-05T11:00:00Z", {UsageOf{user, {}, {}, {}}, true, 3, 51});
        f.ask(scope, u"2026-05-05T12:00:00Z", {UsageOf{user, {}, {}, {}}, false, 0, 9000});

        const api::UsageFigures figures = f.today(scope);
        QCOMPARE(figures.questions, 3);
        QCOMPARE(figures.answered, 2);
        QCOMPARE(figures.failed, 1);
        QCOMPARE(figures.rowsReturned, 123);
        QCOMPARE(figures.averageMs, 41); // of the answered ones, rounded
    }

    void anOrganisationWithoutQuestionsHasZeroesAndThirtyDays()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        f.setTime(u"2026-03-02T08:00:00Z");
        QCOMPARE(f.today(scope).questions, 0);
        QCOMPARE(f.today(scope).averageMs, 0);
        QCOMPARE(f.summary(scope).last30Days.questions, 0);
        QCOMPARE(f.summary(scope).activeMembers, 0);
        const api::UsageDaily daily = f.daily(scope);
        QCOMPARE(daily.items.size(), size_t(30));
        QCOMPARE(daily.items.front().day, u"2026-02-01"_s);
        QCOMPARE(daily.items.back().day, u"2026-03-02"_s);
    }

    void todayBeginsAtTheOrganisationsMidnight_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("lastOfYesterday");
        QTest::addColumn<QString>("firstOfToday");
        QTest::newRow("UTC") << u"UTC"_s << u"2026-07-09T23:59:59.999Z"_s << u"2026-07-10T00:00:00Z"_s;
        QTest::newRow("east") << u"Asia/Kolkata"_s << u"2026-07-09T18:29:59.999Z"_s << u"2026-07-09T18:30:00Z"_s;
        QTest::newRow("west") << u"America/New_York"_s << u"2026-07-10T03:59:59.999Z"_s << u"2026-07-10T04:00:00Z"_s;
        QTest::newRow("farthest east") << u"Pacific/Kiritimati"_s << u"2026-07-09T09:59:59.999Z"_s
                                       << u"2026-07-09T10:00:00Z"_s;
    }

    void todayBeginsAtTheOrganisationsMidnight()
    {
        QFETCH(QString, zone);
        QFETCH(QString, lastOfYesterday);
        QFETCH(QString, firstOfToday);
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s, zone);
        f.ask(scope, lastOfYesterday);
        QCOMPARE(f.today(scope).questions, 1);
        f.ask(scope, firstOfToday);
        QCOMPARE(f.today(scope).questions, 1);
        QCOMPARE(f.summary(scope).last30Days.questions, 2);
        const api::UsageDaily daily = f.daily(scope);
        QCOMPARE(daily.items[28].questions, 1);
        QCOMPARE(daily.items[29].questions, 1);
    }

    void daysAreAsLongAsTheClocksMakeThem()
    {
        QCOMPARE(lengthOf("Europe/Berlin", u"2026-03-29T12:00:00Z"), 23h);
        QCOMPARE(lengthOf("Europe/Berlin", u"2026-10-25T12:00:00Z"), 25h);
        QCOMPARE(lengthOf("Europe/Berlin", u"2026-10-26T12:00:00Z"), 24h);
        QCOMPARE(lengthOf("UTC", u"2026-03-29T12:00:00Z"), 24h);
        // Clocks that skip midnight: the day begins at one o'clock.
        QCOMPARE(lengthOf("Africa/Cairo", u"2024-04-26T12:00:00Z"), 23h);
    }

    void consecutiveDaysLeaveNoGapAndDoNotOverlap()
    {
        for (const char *zone : {"Europe/Berlin", "Africa/Cairo", "Australia/Lord_Howe", "America/Santiago"}) {
            const auto days = lastDays(QTimeZone(zone), at(u"2026-12-31T12:00:00Z"), 800);
            QCOMPARE(days.size(), size_t(800));
            for (size_t i = 1; i < days.size(); ++i) {
                QVERIFY(days[i].begin == days[i - 1].end);
                QVERIFY(days[i].begin < days[i].end);
                QCOMPARE(days[i].date, days[i - 1].date.addDays(1));
            }
        }
    }

    void questionsFallOnTheirDayWhenTheClocksChange()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s, u"Europe/Berlin"_s);
        f.ask(scope, u"2026-03-28T22:59:59Z"); // 23:59:59 on the 28th
        f.ask(scope, u"2026-03-28T23:00:00Z"); // 00:00 on the 29th, at UTC+1
        f.ask(scope, u"2026-03-29T21:59:59Z"); // 23:59:59 on the 29th, at UTC+2
        f.ask(scope, u"2026-03-29T22:00:00Z"); // 00:00 on the 30th
        QCOMPARE(used(f.daily(scope)), u"2026-03-28:1 2026-03-29:2 2026-03-30:1"_s);
    }

    void theThirtiethDayCountsAndTheOneBeforeDoesNot()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        f.ask(scope, u"2026-06-01T23:59:59.999Z");
        f.ask(scope, u"2026-06-02T00:00:00Z");
        f.setTime(u"2026-07-01T12:00:00Z");
        QCOMPARE(used(f.daily(scope)), u"2026-06-02:1"_s);
        QCOMPARE(f.summary(scope).last30Days.questions, 1);
    }

    void theSummaryCountsEachPersonOnce()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        const UserId first = f.people.member(scope, u"a@example.org"_s);
        const UserId second = f.people.member(scope, u"b@example.org"_s);
        f.people.member(scope, u"silent@example.org"_s);
        for (const UserId &user : {first, first, second, first})
            f.ask(scope, u"2026-05-05T10:00:00Z", {UsageOf{user, {}, {}, {}}, true, 1, 1});
        QCOMPARE(f.summary(scope).activeMembers, 2);
        QCOMPARE(f.summary(scope).last30Days.questions, 4);
    }

    void anotherOrganisationsQuestionsAreNotCounted()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        const TenantScope other = f.people.tenant(u"B"_s);
        const UserId both = f.people.member(scope, u"both@example.org"_s);
        f.people.join(other, both);
        f.ask(other, u"2026-05-05T10:00:00Z", {UsageOf{both, {}, {}, {}}, true, 7, 7});
        QCOMPARE(f.today(scope).questions, 0);
        QCOMPARE(f.summary(scope).last30Days.rowsReturned, 0);
        QCOMPARE(f.summary(scope).activeMembers, 0);
        QCOMPARE(used(f.daily(scope)), QString());
        QCOMPARE(used(f.daily(other)), u"2026-05-05:1"_s);
    }

    void aChangedTimeZoneMovesEarlierQuestions()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        f.ask(scope, u"2026-05-05T20:00:00Z");
        QCOMPARE(used(f.daily(scope)), u"2026-05-05:1"_s);
        f.people.run(u"UPDATE tenants SET time_zone = 'Asia/Tokyo'"_s);
        QCOMPARE(used(f.daily(scope)), u"2026-05-06:1"_s);
    }

    void aTimeZoneThatThisMachineDoesNotKnowCountsAsUtc()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s, u"Moon/Tranquility"_s);
        f.ask(scope, u"2026-05-05T23:30:00Z");
        QCOMPARE(used(f.daily(scope)), u"2026-05-05:1"_s);
    }

    void tokensAndCostAreToldForWhoAndWhatSpentThem()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        const UserId ana = f.people.member(scope, u"ana@example.org"_s);
        const UserId bo = f.people.member(scope, u"bo@example.org"_s);
        f.ask(scope, u"2026-05-05T10:00:00Z", {UsageOf{ana, {}, {}, u"large"_s}, true, 1, 9, 900, 30, 4'200});
        f.ask(scope, u"2026-05-05T10:01:00Z", {UsageOf{ana, {}, {}, u"large"_s}, true, 1, 9, 100, 10, 800});
        f.ask(scope, u"2026-05-05T10:02:00Z", {UsageOf{ana, {}, u"key"_s, {}}, false});
        f.ask(scope, u"2026-05-05T10:20:00Z", {UsageOf{bo, {}, {}, u"small"_s}, true, 1, 1, 5, 1, 3});

        const api::UsageDashboard shares = runAwaitable(f.service.dashboard(scope));
        QCOMPARE(shares.members.size(), size_t(2));
        QCOMPARE(shares.members[0].detail, u"ana@example.org"_s);
        QCOMPARE(shares.members[0].figures.questions, 3);
        QCOMPARE(shares.members[0].figures.failed, 1);
        QCOMPARE(shares.members[0].figures.inputTokens, 1'000);
        QVERIFY(shares.members[1].lastAt == at(u"2026-05-05T10:15:00Z"));
        QCOMPARE(shares.models.size(), size_t(2));
        QCOMPARE(shares.models[0].id, u"large"_s);
        QCOMPARE(shares.models[0].figures.costMicros, 5'000);
        QCOMPARE(shares.apiKeys.size(), size_t(1));
        QCOMPARE(f.today(scope).outputTokens, 41);
        QCOMPARE(f.daily(scope).items.back().tokens, 1'046);
        const TenantScope other = f.people.tenant(u"B"_s);
        QVERIFY(runAwaitable(f.service.dashboard(other)).members.empty());
    }

    void anAgentsSumsStayWhenItIsDeleted()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        const UserId ana = f.people.member(scope, u"ana@example.org"_s);
        const WorkspaceId workspace = f.people.workspace(scope, u"Shop"_s);
        const auto agent = makeId<AgentId>(f.platform.clock.now());
        f.people.run(
            u"INSERT INTO agents (tenant_id, id, workspace_id, user_id, name, description, instructions, tone, "
            "personality, skills, tools, all_databases, databases, model, visibility, active, is_default, "
            "created_at, updated_at) VALUES (?, ?, ?, ?, 'Clerk', '', '', 'neutral', '', '[]', '', 1, '', "
            "'organization', 'public', 1, 0, 1, 1)"_s,
            {stored(scope.tenant()), stored(agent), stored(workspace), stored(ana)});
        const UsageOf asked{ana, workspace, {}, u"large"_s, agent};
        f.ask(scope, u"2026-05-05T10:00:00Z", {asked, true, 1, 9, 900, 30, 4'200});
        f.ask(scope, u"2026-05-05T10:01:00Z", {asked, false});
        f.ask(scope, u"2026-05-05T10:02:00Z", {UsageOf{ana, workspace, {}, {}}, true}); // of no agent
        const auto shares = [&] { return runAwaitable(f.service.dashboard(scope)).agents; };
        QCOMPARE(shares().size(), size_t(1));
        QCOMPARE(shares()[0].name, u"Clerk"_s);
        QCOMPARE(shares()[0].detail, u"Shop"_s);
        QCOMPARE(shares()[0].figures.questions, 2);
        QCOMPARE(shares()[0].figures.failed, 1);
        QCOMPARE(shares()[0].figures.costMicros, 4'200);
        QCOMPARE(f.today(scope).questions, 3); // each counts once
        f.people.run(u"DELETE FROM agents WHERE id = ?"_s, {stored(agent)});
        QCOMPARE(shares().size(), size_t(1));
        QCOMPARE(shares()[0].id, agent.toString());
        QVERIFY(shares()[0].name.isEmpty());
        QCOMPARE(shares()[0].figures.questions, 2);
        QVERIFY(runAwaitable(f.service.dashboard(f.people.tenant(u"B"_s))).agents.empty());
    }

    /// Two quarters of an hour are two rows, and many questions of one person in one are one.
    void countingTakesNoRoomForEachQuestion()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        for (int i = 0; i < 50; ++i)
            f.ask(scope, u"2026-05-05T10:00:00Z");
        f.ask(scope, u"2026-05-05T10:15:00Z");
        QCOMPARE(f.people.run(u"SELECT COUNT(*) FROM usage_buckets"_s).front().front().toInt(), 2);
        QCOMPARE(f.today(scope).questions, 51);
    }

    void nothingIsLostWhenManyCountAtOnce()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        f.setTime(u"2026-05-05T10:00:00Z");
        constexpr int threads = 4;
        constexpr int each = 25;
        std::vector<std::thread> counting;
        for (int t = 0; t < threads; ++t)
            counting.emplace_back([&] {
                for (int i = 0; i < each; ++i)
                    runAwaitable(f.platform.database->write([&](Transaction &transaction) {
                        UsageService::recordIn(transaction, scope, {.of = {}, .answered = true, .rows = 2},
                                               f.platform.clock.now());
                    }));
            });
        for (std::thread &thread : counting)
            thread.join();
        QCOMPARE(f.today(scope).questions, threads * each);
        QCOMPARE(f.today(scope).rowsReturned, 2 * threads * each);
    }

    void aFileHasALineForEachDayAndPerson()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s, u"Asia/Tokyo"_s);
        const UserId ana = f.people.member(scope, u"=ana@example.org"_s);
        f.ask(scope, u"2026-05-05T14:59:00Z", {UsageOf{ana, {}, {}, u"large"_s}, true, 7, 9, 900, 30, 4'200});
        f.ask(scope, u"2026-05-05T15:00:00Z", {UsageOf{ana, {}, {}, {}}, false});
        TextStream file = f.service.exportDays(scope, {.days = 2});
        std::string text;
        while (const auto piece = runAwaitable(file.next()))
            text += *piece;
        const QStringList lines = QString::fromStdString(text).split(u"\r\n"_s, Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith(u"day,person,"_s));
        QCOMPARE(lines[1], u"2026-05-05,'=ana@example.org,,,large,1,1,7,900,30,4200"_s);
        QCOMPARE(lines[2], u"2026-05-06,'=ana@example.org,,,,1,0,0,0,0,0"_s);
        QVERIFY_THROWS_EXCEPTION(Problem, f.service.exportDays(scope, {.days = 0}));
    }

    /// Answers and failures alike; of the own organisation alone.
    void whoeverFollowsIsToldOfEachAnswer()
    {
        RunningServer server;
        const api::SignedIn owner = server.organization(u"Owner"_s);
        const api::SignedIn other = server.organization(u"Other"_s);
        const QString database = server.connectShop(owner.accessToken);
        const QString others = server.connectShop(other.accessToken);
        RpcConnection window(server, owner.accessToken);
        QVERIFY(window.call("usage.follow", boost::json::object()).contains("result"));
        QVERIFY(window.call("usage.follow", boost::json::object()).contains("result")); // again: once all the same
        const auto ask = [&](const QString &token, const QString &whom, const char *question) {
            return server
                .rest("POST", u"chat/query"_s, token, {{"databaseId", whom.toStdString()}, {"question", question}})
                .status;
        };
        QCOMPARE(ask(other.accessToken, others, "How many customers are there?"), 200);
        QCOMPARE(ask(owner.accessToken, database, "How many customers are there?"), 200);
        QCOMPARE(window.notifications("usage.changed", 1), 1);
        QVERIFY(ask(owner.accessToken, database, "xyzzy plugh frotz") != 200);
        QCOMPARE(window.notifications("usage.changed", 2), 2);
        QCOMPARE(server.rest("GET", u"usage/live"_s, owner.accessToken).status, 422); // nobody listens there
    }
};

static const bool registered = tabletalk::test::add<TestUsage>();
#include "tst_Usage.moc"
