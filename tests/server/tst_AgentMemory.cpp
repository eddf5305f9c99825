// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/memory/AgentMemory.h"
#include "server/tenants/MemberStore.h"
#include "tests/support/People.h"
#include "tests/support/Problems.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

/// A shop with a manager and a member, whose agents remember.
struct Fixture
{
    Fixture()
        : people(platform)
        , scope(people.tenant(u"Shop"_s))
        , workspace(people.workspace(scope, u"Sales"_s))
        , manager(people.member(scope, u"manager@example.org"_s, Role::Manager))
        , member(people.member(scope, u"member@example.org"_s, Role::Member))
        , memory(*platform.database, platform.clock)
    {}

    Call callOf(UserId user, Role role)
    {
        const Identity identity = People::identity(scope, user, role);
        return Call{identity, scope, {}, nullptr, {}, {}, nullptr};
    }
    Call manages() { return callOf(manager, Role::Manager); }
    Call asks() { return callOf(member, Role::Member); }

    api::MemoryFact keep(Call call, const QString &text, bool forAll = false)
    {
        NewMemory fact{.workspace = workspace, .text = text};
        fact.forAll = forAll;
        platform.clock.advance(1ms);
        return runAwaitable(memory.remember(std::move(call), std::move(fact)));
    }
    RecalledMemory recall(UserId user, const QString &question)
    {
        return runAwaitable(memory.recall(scope, Viewer{user}, workspace, std::nullopt, question));
    }
    std::vector<api::MemoryFact> list(Call call)
    {
        return runAwaitable(memory.list(std::move(call), {workspace, {}})).items;
    }

    bool isKept(const QString &word)
    {
        const auto rows = people.run(u"SELECT COUNT(*) FROM agent_memories WHERE text LIKE '%"_s + word + u"%'"_s);
        return rows.at(0).at(0).toInt() > 0;
    }

    TestPlatform platform;
    People people;
    TenantScope scope;
    WorkspaceId workspace;
    UserId manager;
    UserId member;
    AgentMemory memory;
};

} // namespace

/// What agents keep in mind because a person said so.
class TestAgentMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFactOfOnesOwnIsKnownToOneselfAlone()
    {
        Fixture f;
        const auto fact = f.keep(f.asks(), u"remember that my region is Kansai"_s);
        QCOMPARE(fact.scope, u"personal"_s);
        QCOMPARE(fact.text, u"my region is Kansai"_s);
        QCOMPARE(fact.meant, u"Kansai"_s);
        QCOMPARE(f.recall(f.member, u"orders in my region"_s).question, u"orders in Kansai"_s);
        QCOMPARE(f.recall(f.manager, u"orders in my region"_s).question, u"orders in my region"_s);
        QVERIFY(f.recall(f.manager, u"my region"_s).facts.empty());
        QVERIFY(f.list(f.manages()).empty()); // not even who manages agents
        QCOMPARE(problemOf([&] { runAwaitable(f.memory.forget(f.manages(), {f.workspace, fact.id})); }),
                 std::optional(ProblemCode::NotFound));
    }

    void whatTheWorkspaceKnowsIsKeptByItsManagersAndKnownToAll()
    {
        Fixture f;
        QCOMPARE(problemOf([&] { f.keep(f.asks(), u"we call refunds 'returns'"_s, true); }),
                 std::optional(ProblemCode::Forbidden));
        const auto fact = f.keep(f.manages(), u"we call refunds 'returns'"_s, true);
        const auto recalled = f.recall(f.member, u"How many returns in May?"_s);
        QCOMPARE(recalled.question, u"How many refunds in May?"_s);
        QCOMPARE(recalled.applied, std::vector<AgentMemoryId>{fact.id});
        QCOMPARE(recalled.lines(), u"we call refunds 'returns'"_s);
        const auto seen = f.list(f.asks());
        QCOMPARE(seen.size(), size_t(1));
        QVERIFY(!seen[0].mayChange);
        QCOMPARE(problemOf([&] { runAwaitable(f.memory.forget(f.asks(), {f.workspace, fact.id})); }),
                 std::optional(ProblemCode::Forbidden));
        QCOMPARE(problemOf([&] { runAwaitable(f.memory.forgetAll(f.asks(), {f.workspace, u"workspace"_s})); }),
                 std::optional(ProblemCode::Forbidden));
    }

    void ofTwoMeaningsOnesOwnCounts()
    {
        Fixture f;
        f.keep(f.manages(), u"our region is Kanto"_s, true);
        f.keep(f.asks(), u"our region is Kansai"_s);
        QCOMPARE(f.recall(f.member, u"sales of our region"_s).question, u"sales of Kansai"_s);
        QCOMPARE(f.recall(f.manager, u"sales of our region"_s).question, u"sales of Kanto"_s);
    }

    void anotherWorkspaceKnowsNothingOfIt()
    {
        Fixture f;
        f.keep(f.manages(), u"we call refunds 'returns'"_s, true);
        const WorkspaceId other = f.people.workspace(f.scope, u"Care"_s);
        const auto recalled =
            runAwaitable(f.memory.recall(f.scope, Viewer{f.member}, other, std::nullopt, u"returns"_s));
        QVERIFY(recalled.facts.empty());
        QCOMPARE(recalled.question, u"returns"_s);
    }

    void whatIsErasedIsForgottenAtOnce()
    {
        Fixture f;
        const auto one = f.keep(f.asks(), u"my region is Kansai"_s);
        f.keep(f.asks(), u"my shop is Umeda"_s);
        const auto shared = f.keep(f.manages(), u"our year begins in April"_s, true);
        runAwaitable(f.memory.forget(f.asks(), {f.workspace, one.id}));
        QCOMPARE(f.recall(f.member, u"my region"_s).question, u"my region"_s);
        QCOMPARE(runAwaitable(f.memory.forgetAll(f.asks(), {f.workspace, u"personal"_s})).count, 1);
        const auto left = f.list(f.asks());
        QCOMPARE(left.size(), size_t(1));
        QCOMPARE(left[0].id, shared.id);
        QVERIFY(!f.isKept(u"Umeda"_s));
        QCOMPARE(runAwaitable(f.memory.forgetAll(f.manages(), {f.workspace, u"workspace"_s})).count, 1);
        QVERIFY(f.list(f.asks()).empty());
    }

    void whoLeavesIsForgotten()
    {
        Fixture f;
        f.keep(f.asks(), u"my region is Kansai"_s);
        f.keep(f.manages(), u"our year begins in April"_s, true);
        f.platform.database->writeNow(
            [&](Transaction &t) { MemberStore(t, f.scope).remove(f.member, f.platform.clock.now()); });
        QVERIFY(!f.isKept(u"Kansai"_s));
        f.platform.database->writeNow(
            [&](Transaction &t) { MemberStore(t, f.scope).remove(f.manager, f.platform.clock.now()); });
        QVERIFY(f.isKept(u"April"_s)); // the organisation's, without a name
        const UserId other = f.people.member(f.scope, u"new@example.org"_s);
        const auto left = f.list(f.callOf(other, Role::Member));
        QCOMPARE(left.size(), size_t(1));
        QCOMPARE(left[0].userName, QString());
    }

    void aFactEndsWhenItWasSaidTo()
    {
        Fixture f;
        NewMemory fact{.workspace = f.workspace, .text = u"my region is Kansai"_s};
        fact.expiresAt = f.platform.clock.now() + 24h;
        runAwaitable(f.memory.remember(f.asks(), fact));
        QCOMPARE(f.recall(f.member, u"my region"_s).question, u"Kansai"_s);
        f.platform.clock.advance(25h);
        QCOMPARE(f.recall(f.member, u"my region"_s).question, u"my region"_s);
        QVERIFY(f.list(f.asks()).empty());
        f.memory.dropExpired();
        QVERIFY(!f.isKept(u"Kansai"_s));
        fact.expiresAt = f.platform.clock.now() - 1h;
        QCOMPARE(problemOf([&] { runAwaitable(f.memory.remember(f.asks(), fact)); }),
                 std::optional(ProblemCode::InvalidRequest));
    }

    void theSameSaidTwiceIsOneFact()
    {
        Fixture f;
        const auto first = f.keep(f.asks(), u"My region is Kansai"_s);
        QCOMPARE(f.keep(f.asks(), u"remember that my  region is KANSAI"_s).id, first.id);
        QCOMPARE(f.list(f.asks()).size(), size_t(1));
    }

    void numberAndSizeAreBounded()
    {
        Fixture f;
        for (int i = 0; i < AgentMemory::mostPersonal; ++i)
            f.keep(f.asks(), u"fact number %1"_s.arg(i));
        QCOMPARE(problemOf([&] { f.keep(f.asks(), u"one more"_s); }), std::optional(ProblemCode::LimitReached));
        const auto recalled = f.recall(f.member, u"What about number 3?"_s);
        QCOMPARE(recalled.facts.size(), AgentMemory::mostRecalled);
        QVERIFY(recalled.lines().size() <= AgentMemory::mostRecalledText);
        QCOMPARE(problemOf([&] { f.keep(f.manages(), QString(501, u'x')); }),
                 std::optional(ProblemCode::InvalidRequest));
    }

    void aModelKeepsFewFactsOfOneAnswer()
    {
        Fixture f;
        NewMemory fact{.workspace = f.workspace, .text = {}};
        fact.origin = u"proposed"_s;
        fact.answer = makeId<MessageId>(f.platform.clock.now());
        for (int i = 0; i < AgentMemory::mostProposed; ++i) {
            fact.text = u"proposal %1"_s.arg(i);
            QCOMPARE(runAwaitable(f.memory.remember(f.asks(), fact)).origin, u"proposed"_s);
        }
        fact.text = u"one too many"_s;
        QCOMPARE(problemOf([&] { runAwaitable(f.memory.remember(f.asks(), fact)); }),
                 std::optional(ProblemCode::LimitReached));
    }

    void aFactIsChangedAndShownToAll()
    {
        Fixture f;
        const auto fact = f.keep(f.manages(), u"we call refunds 'returns'"_s);
        api::UpdateMemoryRequest change{f.workspace,    fact.id, u"we call refunds 'credits'"_s,
                                        u"workspace"_s, {},      false};
        const auto changed = runAwaitable(f.memory.update(f.manages(), change));
        QCOMPARE(changed.said, u"credits"_s);
        QCOMPARE(f.recall(f.member, u"credits in May"_s).question, u"refunds in May"_s);
        const auto own = f.keep(f.asks(), u"my region is Kansai"_s);
        change = {f.workspace, own.id, {}, u"workspace"_s, {}, false};
        QCOMPARE(problemOf([&] { runAwaitable(f.memory.update(f.asks(), change)); }),
                 std::optional(ProblemCode::Forbidden));
    }

    void itIsExportedAndAuditedOverTheServer()
    {
        RunningServer server;
        const auto owner = server.organization(u"Shop"_s);
        const QString token = owner.accessToken;
        const QString workspace = server.rest("GET", u"tenant"_s, token).text("defaultWorkspaceId");
        const QString path = u"workspaces/%1/memory"_s.arg(workspace);
        const RestReply made = server.rest("POST", path, token, {{"text", "We call refunds 'returns'"}});
        QCOMPARE(made.status, 201);
        QCOMPARE(made.text("origin"), u"written"_s);
        const RestReply list = server.rest("GET", path, token);
        QCOMPARE(list.body.at("items").as_array().size(), size_t(1));
        QVERIFY(list.body.at("mayWriteWorkspace").as_bool());
        QTRY_VERIFY_WITH_TIMEOUT(server.rest("GET", u"usage/audit?limit=50"_s, token).bytes.contains("memory.remember"),
                                 30'000);
        QCOMPARE(server.rest("POST", path, token, {{"text", "x"}}).status, 422);
        QCOMPARE(server.rest("DELETE", path + u'/' + made.text("id"), token).status, 200);
        QCOMPARE(server.rest("POST", path + u"/forget"_s, token, {{"scope", "else"}}).status, 422);
    }
};

static const bool registered = tabletalk::test::add<TestAgentMemory>();
#include "tst_AgentMemory.moc"
