// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Clock.h"
#include "server/billing/BillingService.h"
#include "server/limits/AlertMailer.h"
#include "server/limits/Limits.h"
#include "server/limits/PlanRates.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/PostgresDatabase.h"
#include "tests/support/KeptMails.h"
#include "tests/support/People.h"
#include "tests/support/Problems.h"
#include "tests/support/RpcConnection.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <thread>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

api::PlanLimits questions(qint64 most)
{
    api::PlanLimits limits;
    limits.questionsPerMonth = most;
    return limits;
}

api::PlanLimits tokens(qint64 most)
{
    api::PlanLimits limits;
    limits.tokensPerMonth = most;
    return limits;
}

api::PlanLimits owned(qint64 users, qint64 workspaces, qint64 connections)
{
    api::PlanLimits limits;
    limits.users = users;
    limits.workspaces = workspaces;
    limits.connections = connections;
    return limits;
}

struct Fixture
{
    Fixture() { setTime(u"2027-04-10T12:00:00Z"); }

    void setTime(QStringView text)
    {
        platform.clock.advance(Instant::fromRfc3339(text).value() - platform.clock.now());
    }

    void allow(const TenantScope &scope, const api::PlanLimits &limits)
    {
        api::GrantPlanRequest request;
        request.id = scope.tenant();
        request.limits = limits;
        request.reason = u"for this test"_s;
        runAwaitable(billing.grant(request));
    }

    Limits::Reservation reserve(const TenantScope &scope, Metered what, qint64 amount)
    {
        return platform.database->writeNow([&](Transaction &transaction) {
            return Limits(transaction, scope, platform.clock.now()).reserve(what, amount);
        });
    }
    void settle(const TenantScope &scope, Metered what, const Limits::Reservation &reserved, qint64 spent)
    {
        platform.database->writeNow(
            [&](Transaction &transaction) { Limits::settle(transaction, scope, what, reserved, spent); });
    }
    api::LimitList list(const TenantScope &scope)
    {
        return platform.database->readNow(
            [&](Transaction &transaction) { return Limits(transaction, scope, platform.clock.now()).list(); });
    }
    api::Limit limit(const TenantScope &scope, const QString &name)
    {
        const auto items = list(scope).items;
        return *std::ranges::find(items, name, &api::Limit::name);
    }
    QString alerts(const TenantScope &scope)
    {
        QStringList texts;
        for (const api::LimitAlert &alert : list(scope).alerts)
            texts << u"%1 %2 at %3"_s.arg(alert.name).arg(alert.percent).arg(alert.used);
        return texts.join(u", "_s);
    }

    TestPlatform platform;
    People people{platform};
    BillingService billing{*platform.database, platform.clock};
};

/// As an operator does it, while the server is down.
void grant(RunningServer &server, const api::GrantPlanRequest &request)
{
    server.stop();
    const SystemClock clock;
    const auto platform = server.platformUrl().isEmpty()
                              ? orThrow(PlatformDatabase::open({.directory = server.dataDirectory()}, clock))
                              : orThrow(PostgresDatabase::open({.url = server.platformUrl(), .ownerUrl = {}}, clock));
    runAwaitable(BillingService(*platform, clock).grant(request));
    platform->stop();
    server.start();
}

} // namespace

/// What a plan allows is held before work begins.
class TestLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutAPlanNothingIsLimited()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        QCOMPARE(f.reserve(scope, Metered::Questions, 1'000'000).amount, 0);
        QVERIFY(!f.limit(scope, u"questions"_s).limit);
        QCOMPARE(f.list(scope).periodBegin, *Instant::fromRfc3339(u"2027-04-01T00:00:00Z"));
        QCOMPARE(f.list(scope).periodEnd, *Instant::fromRfc3339(u"2027-05-01T00:00:00Z"));
    }

    /// A hundred at once for the last ten: ten are let in.
    void ofManyWhoAskForTheLastTenTenAreLetIn()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        f.allow(scope, questions(15));
        f.reserve(scope, Metered::Questions, 5);
        std::atomic<int> letIn = 0;
        std::atomic<int> refused = 0;
        std::vector<std::thread> asking;
        for (int i = 0; i < 100; ++i)
            asking.emplace_back([&] {
                try {
                    runAwaitable(f.platform.database->write([&](Transaction &transaction) {
                        Limits(transaction, scope, f.platform.clock.now()).reserve(Metered::Questions, 1);
                    }));
                    ++letIn;
                } catch (const Problem &problem) {
                    refused += problem.code == ProblemCode::LimitReached;
                }
            });
        for (std::thread &thread : asking)
            thread.join();
        QCOMPARE(letIn.load(), 10);
        QCOMPARE(refused.load(), 90);
        QCOMPARE(f.limit(scope, u"questions"_s).left, std::optional<qint64>(0));
    }

    void aRefusalSaysWhichLimitWhatIsLeftAndWhenToComeBack()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        f.allow(scope, tokens(1'000));
        f.reserve(scope, Metered::Tokens, 900);
        try {
            f.reserve(scope, Metered::Tokens, 200);
            QFAIL("was let in");
        } catch (const Problem &problem) {
            QCOMPARE(problem.code, ProblemCode::LimitReached);
            QVERIFY2(problem.detail.contains(u"100") && problem.detail.contains(u"tokens"), qPrintable(problem.detail));
            QVERIFY(problem.hint.contains(u"2027-05-01"));
            const int days = *problem.retryAfterSeconds / (24 * 3600);
            QVERIFY(days >= 20 && days <= 21);
        }
        QCOMPARE(f.limit(scope, u"tokens"_s).used, 900); // what was refused is not counted
    }

    void whatWasReservedIsSettledWithWhatItCame()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        f.allow(scope, tokens(10'000));
        const auto reserved = f.reserve(scope, Metered::Tokens, 5'000);
        f.settle(scope, Metered::Tokens, reserved, 1'200);
        QCOMPARE(f.limit(scope, u"tokens"_s).used, 1'200);
        // Settled in the month in which it was reserved.
        const auto late = f.reserve(scope, Metered::Tokens, 3'000);
        f.setTime(u"2027-05-01T00:00:00Z");
        f.settle(scope, Metered::Tokens, late, 100);
        QCOMPARE(f.limit(scope, u"tokens"_s).used, 0);
        f.setTime(u"2027-04-30T23:59:59Z");
    }

    void aNewMonthBeginsAnew()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        f.allow(scope, questions(2));
        f.reserve(scope, Metered::Questions, 2);
        f.setTime(u"2027-04-30T23:59:59.999Z");
        QCOMPARE(problemOf([&] { f.reserve(scope, Metered::Questions, 1); }), ProblemCode::LimitReached);
        f.setTime(u"2027-05-01T00:00:00Z");
        QCOMPARE(f.reserve(scope, Metered::Questions, 1).amount, 1);
    }

    void eachAlertIsRaisedOnceAMonth()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        f.allow(scope, questions(10));
        for (int i = 0; i < 7; ++i)
            f.reserve(scope, Metered::Questions, 1);
        QCOMPARE(f.alerts(scope), QString());
        for (int i = 0; i < 3; ++i)
            f.reserve(scope, Metered::Questions, 1);
        QCOMPARE(f.alerts(scope), u"questions 80 at 8, questions 90 at 9, questions 100 at 10"_s);
        f.setTime(u"2027-05-02T00:00:00Z");
        f.reserve(scope, Metered::Questions, 9);
        QCOMPARE(f.alerts(scope), u"questions 80 at 9, questions 90 at 9"_s);
    }

    void ownersAndAdministratorsAreMailedOnceAboutEachAlert()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"Acme"_s);
        f.people.member(scope, u"owner@example.org"_s, Role::Owner);
        f.people.member(scope, u"admin@example.org"_s, Role::Admin);
        f.people.member(scope, u"member@example.org"_s, Role::Member);
        f.people.member(f.people.tenant(u"Other"_s), u"other@example.org"_s, Role::Owner);
        f.allow(scope, questions(10));
        f.reserve(scope, Metered::Questions, 8);
        KeptMails mails;
        AlertMailer mailer(*f.platform.database, &mails, f.platform.clock);
        AlertMailer another(*f.platform.database, &mails, f.platform.clock);
        QCOMPARE(mailer.sendDue(), 1);
        QCOMPARE(another.sendDue(), 0);
        QCOMPARE(mailer.sendDue(), 0);
        QCOMPARE(mails.mails().size(), size_t(2));
        f.reserve(scope, Metered::Questions, 2);
        QCOMPARE(mailer.sendDue(), 2);
        QCOMPARE(mails.subjectsTo(u"owner@example.org"_s),
                 QStringList({u"80 % of the questions of this month of Acme are used."_s,
                              u"90 % of the questions of this month of Acme are used."_s,
                              u"The questions of this month of Acme are used up."_s}));
        QCOMPARE(mails.subjectsTo(u"admin@example.org"_s).size(), 3);
        QVERIFY(mails.mails().back().text.contains(u"Used: 10 of 10."));
    }

    void anAlertThatNobodyCouldBeMailedAboutForADayIsLeft()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"Acme"_s);
        f.people.member(scope, u"owner@example.org"_s, Role::Owner);
        f.allow(scope, questions(10));
        f.reserve(scope, Metered::Questions, 8);
        QCOMPARE(AlertMailer(*f.platform.database, nullptr, f.platform.clock).sendDue(), 0);
        f.platform.clock.advance(25h);
        KeptMails mails;
        QCOMPARE(AlertMailer(*f.platform.database, &mails, f.platform.clock).sendDue(), 0);
    }

    void creditsAreCountedApartFromTokens()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        api::PlanLimits limits;
        limits.creditsPerMonth = 2;
        f.allow(scope, limits);
        QCOMPARE(f.reserve(scope, Metered::Tokens, 100'000).amount, 0);
        f.reserve(scope, Metered::Credits, 1);
        const auto failed = f.reserve(scope, Metered::Credits, 1);
        QCOMPARE(problemOf([&] { f.reserve(scope, Metered::Credits, 1); }), ProblemCode::LimitReached);
        f.settle(scope, Metered::Credits, failed, 0); // a request that failed costs none
        QCOMPARE(f.limit(scope, u"credits"_s).left, std::optional<qint64>(1));
    }

    void thePlansRateIsRememberedForAMomentOnly()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        PlanRates rates(*f.platform.database, f.platform.clock);
        QCOMPARE(runAwaitable(rates.perMinute(scope)), std::optional<int>());
        api::PlanLimits limits;
        limits.requestsPerMinute = 30;
        f.allow(scope, limits);
        f.platform.clock.advance(16s);
        QCOMPARE(runAwaitable(rates.perMinute(scope)), std::optional<int>(30));
        QCOMPARE(runAwaitable(rates.perMinute(f.people.tenant(u"B"_s))), std::optional<int>());
    }

    void thereIsRoomForNoMoreThanThePlanHas()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        f.people.member(scope, u"a@example.org"_s);
        const auto room = [&](Owned what) {
            f.platform.database->readNow([&](Transaction &transaction) {
                Limits(transaction, scope, f.platform.clock.now()).requireRoom(what);
            });
        };
        const qint64 workspaces = f.limit(scope, u"workspaces"_s).used;
        f.allow(scope, owned(1, workspaces + 1, 0));
        QCOMPARE(problemOf([&] { room(Owned::Users); }), ProblemCode::LimitReached);
        QCOMPARE(problemOf([&] { room(Owned::Connections); }), ProblemCode::LimitReached);
        room(Owned::Workspaces);
    }

    void anothersUseIsNotCounted()
    {
        Fixture f;
        const TenantScope scope = f.people.tenant(u"A"_s);
        const TenantScope other = f.people.tenant(u"B"_s);
        f.allow(scope, questions(1));
        f.allow(other, questions(1));
        f.reserve(other, Metered::Questions, 1);
        QCOMPARE(f.reserve(scope, Metered::Questions, 1).amount, 1);
    }

    void aFeatureThatThePlanLacksIsRefused()
    {
        RunningServer server;
        const api::SignedIn owner = server.organization(u"Owner"_s);
        const QString token = owner.accessToken;
        const QString keys =
            u"workspaces/%1/api-keys"_s.arg(server.rest("GET", u"tenant"_s, token).text("defaultWorkspaceId"));
        const QString key = server.rest("POST", keys, token, {{"name", "before"}}).text("key");
        QCOMPARE(server.rest("GET", u"auth/me"_s, key).status, 200);
        QCOMPARE(server.rest("GET", u"usage/dashboard"_s, token).status, 200);
        api::GrantPlanRequest request;
        request.id = owner.organization.id;
        request.features = std::vector<QString>{u"sso"_s};
        request.reason = u"for this test"_s;
        grant(server, request);

        const RestReply refused = server.rest("POST", keys, token, {{"name", "after"}});
        QCOMPARE(refused.status, 403);
        QVERIFY(refused.text("detail").contains(u"API keys") && !refused.text("hint").isEmpty());
        QCOMPARE(server.rest("GET", u"auth/me"_s, key).status, 403); // it rests
        QCOMPARE(server.rest("PUT", u"tenant"_s, token, {{"primaryColor", "#204080"}}).status, 403);
        QCOMPARE(server.rest("PUT", u"tenant"_s, token, {{"customDomain", "data.example.org"}}).status, 403);
        QCOMPARE(server.rest("PUT", u"tenant"_s, token, {{"name", "Renamed"}}).status, 200);
        QCOMPARE(server.rest("GET", u"usage/dashboard"_s, token).status, 403);
        QCOMPARE(server.rest("GET", u"usage/today"_s, token).status, 200);
    }

    /// On the wire: 429 with when to come back, before anything is run or kept.
    void theServerRefusesWithWordsAndATime()
    {
        RunningServer server;
        const api::SignedIn owner = server.organization(u"Owner"_s);
        const QString token = owner.accessToken;
        const QString database = server.connectShop(token);
        QVERIFY(!database.isEmpty());
        api::GrantPlanRequest request;
        request.id = owner.organization.id;
        request.limits = owned(1, 1, 1);
        request.limits->questionsPerMonth = 1;
        request.reason = u"for this test"_s;
        grant(server, request);
        const json::object question{{"databaseId", database.toStdString()},
                                    {"question", "How many customers are there?"}};
        QCOMPARE(server.rest("POST", u"chat/query"_s, token, question).status, 200);
        const RestReply refused = server.rest("POST", u"chat/query"_s, token, question);
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.code(), u"limit_reached"_s);
        QVERIFY(!refused.text("hint").isEmpty());
        QCOMPARE(server.rest("GET", u"conversations"_s, token).body.at("items").as_array().size(), size_t(1));

        QCOMPARE(server
                     .rest("POST", u"organizations/%1/workspaces"_s.arg(owner.organization.id.toString()), token,
                           {{"name", "Second"}})
                     .status,
                 429);
        QCOMPARE(server
                     .rest("POST", u"tenant/databases"_s, token,
                           {{"name", "Second"}, {"url", QString(u"sqlite://"_s + server.shop()).toStdString()}})
                     .status,
                 429);
        QCOMPARE(server
                     .rest("POST", u"tenant/users"_s, token,
                           {{"email", "bo@example.org"}, {"fullName", "Bo"}, {"role", "member"}})
                     .status,
                 429);
        // What is kept fills its place: nothing more is asked.
        request.limits->questionsPerMonth = std::nullopt;
        request.limits->storageBytes = 1;
        grant(server, request);
        const RestReply full = server.rest("POST", u"chat/query"_s, token, question);
        QCOMPARE(full.status, 429);
        QVERIFY2(full.text("detail").contains(u"rows of answers"), qPrintable(full.text("detail")));
        request.limits->questionsPerMonth = 1;
        grant(server, request);
        const RestReply limits = server.rest("GET", u"usage/limits"_s, token);
        QCOMPARE(limits.body.at("items").at(0).at("left").as_int64(), 0);
        QCOMPARE(limits.body.at("alerts").as_array().size(), size_t(3));
    }

    void anUploadReservesItsPlaceBeforeItsFirstPiece()
    {
        RunningServer server;
        const api::SignedIn owner = server.organization(u"Owner"_s);
        const QString token = owner.accessToken;
        api::GrantPlanRequest request;
        request.id = owner.organization.id;
        request.limits = questions(10);
        request.limits->storageBytes = 1'000'000;
        request.reason = u"for this test"_s;
        grant(server, request);
        const QString documents =
            u"workspaces/%1/documents"_s.arg(server.rest("GET", u"tenant"_s, token).text("defaultWorkspaceId"));
        const auto begin = [&](int size) {
            return server.rest("POST", documents + u"/uploads"_s, token, {{"name", "a.txt"}, {"size", size}});
        };
        QCOMPARE(begin(1'000'001).code(), u"limit_reached"_s);
        const RestReply first = begin(900'000);
        QVERIFY2(first.status < 300, first.bytes.constData());
        const RestReply second = begin(200'000); // nothing of the first has come
        QCOMPARE(second.status, 429);
        QVERIFY2(second.text("detail").contains(u"left"), qPrintable(second.text("detail")));
        QCOMPARE(server.rest("DELETE", documents + u"/uploads/"_s + first.text("id"), token).status, 200);
        QVERIFY(begin(200'000).status < 300);
    }

    /// On the wire, each over a connection of its own.
    void ofAHundredConnectionsThatAskForTheLastTenQuestionsTenAreAnswered()
    {
        RunningServer server;
        const api::SignedIn owner = server.organization(u"Owner"_s);
        const QString database = server.connectShop(owner.accessToken);
        api::GrantPlanRequest request;
        request.id = owner.organization.id;
        request.limits = questions(10);
        request.reason = u"for this test"_s;
        grant(server, request);
        std::vector<std::unique_ptr<RpcConnection>> connections;
        for (int i = 0; i < 100; ++i)
            connections.push_back(std::make_unique<RpcConnection>(server, owner.accessToken));
        std::vector<int> ids;
        for (const auto &connection : connections)
            ids.push_back(connection->send("chat.ask", json::object{{"databaseId", database.toStdString()},
                                                                    {"question", "How many customers are there?"}}));
        int answered = 0;
        int refused = 0;
        for (size_t i = 0; i < connections.size(); ++i) {
            const json::object response = connections[i]->response(ids[i]);
            answered += response.contains("result") ? 1 : 0;
            const auto *error = response.if_contains("error");
            refused += error && error->at("data").at("code") == "limit_reached" ? 1 : 0;
        }
        QCOMPARE(answered, 10);
        QCOMPARE(refused, 90);
    }

    /// All of an organisation together, whoever asks; others are not held up.
    void theServerHoldsAnOrganisationToTheRateOfItsPlan()
    {
        RunningServer server;
        const api::SignedIn owner = server.organization(u"Owner"_s);
        const api::SignedIn other = server.organization(u"Other"_s);
        api::GrantPlanRequest request;
        request.id = owner.organization.id;
        request.limits = api::PlanLimits();
        request.limits->requestsPerMinute = 5;
        request.reason = u"for this test"_s;
        grant(server, request);
        const QString database = server.connectShop(owner.accessToken);
        const json::object question{{"databaseId", database.toStdString()},
                                    {"question", "How many customers are there?"}};
        RestReply last;
        int answered = 0;
        for (int i = 0; i < 8; ++i) {
            last = server.rest("POST", u"chat/query"_s, owner.accessToken, question);
            answered += last.status == 200 ? 1 : 0;
        }
        QVERIFY2(answered >= 5 && answered <= 7, qPrintable(QString::number(answered)));
        QCOMPARE(last.status, 429);
        QCOMPARE(last.code(), u"rate_limited"_s);
        QVERIFY(last.text("detail").contains(u"5 requests a minute"));
        QCOMPARE(server.rest("GET", u"usage/today"_s, owner.accessToken).status, 200); // to look around is free
        QCOMPARE(server.rest("GET", u"usage/today"_s, other.accessToken).status, 200);
    }
};

static const bool registered = tabletalk::test::add<TestLimits>();
#include "tst_Limits.moc"
