// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/agents/AgentTemplates.h"
#include "core/agents/AgentTools.h"
#include "core/base/Clock.h"
#include "server/agents/AgentService.h"
#include "server/agents/AgentStore.h"
#include "server/billing/BillingService.h"
#include "tests/support/People.h"
#include "tests/support/Problems.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

struct Fixture
{
    TestPlatform platform;
    People people{platform};
    AgentService agents{*platform.database, platform.clock};
    TenantScope scope = people.tenant(u"Ours"_s);
    WorkspaceId workspace = people.workspace(scope, u"Work"_s);
    UserId manager = people.member(scope, u"manager@example.org"_s, Role::Manager);
    int number = 0;

    Call call(UserId user, Role role) const
    {
        return Call{.caller = People::identity(scope, user, role),
                    .scope = scope,
                    .origin = {},
                    .sink = {},
                    .rpcId = {},
                    .rule = {},
                    .stream = {}};
    }
    Call call() const { return call(manager, Role::Manager); }

    api::Agent create(const QString &name = u"Helper"_s)
    {
        return create([&](api::CreateAgentRequest &request) { request.name = name; });
    }
    api::Agent create(const std::function<void(api::CreateAgentRequest &)> &adjust)
    {
        api::CreateAgentRequest request;
        request.workspaceId = workspace;
        request.name = u"Helper"_s;
        adjust(request);
        return runAwaitable(agents.create(call(), std::move(request)));
    }
    api::Agent update(AgentId id, const std::function<void(api::UpdateAgentRequest &)> &adjust)
    {
        api::UpdateAgentRequest request;
        request.workspaceId = workspace;
        request.id = id;
        adjust(request);
        return runAwaitable(agents.update(call(), std::move(request)));
    }
    std::vector<api::Agent> list(UserId user, Role role)
    {
        api::AgentListRequest request;
        request.workspaceId = workspace;
        request.limit = 200;
        return runAwaitable(agents.list(call(user, role), request)).items;
    }
    void makeDefault()
    {
        platform.database->writeNow([&](Transaction &transaction) {
            transaction.execute(scope, u"agents/insert_default"_s,
                                {{u"id"_s, stored(workspace)}, {u"now"_s, stored(platform.clock.now())}});
        });
    }

    /// An agent with everything that a relation names, and a viewer who stands so to it.
    struct Case
    {
        AgentId agent;
        UserId viewer;
        Role role;
    };
    Case make(Role role, Visibility visibility, const Relation &relation)
    {
        const QString name = QString::number(++number);
        const UserId viewer = people.member(scope, u"viewer"_s + name + u"@example.org"_s, role);
        const UserId other = people.member(scope, u"other"_s + name + u"@example.org"_s);
        const auto team = makeId<TeamId>(platform.clock.now());
        people.run(u"INSERT INTO teams (tenant_id, id, name, created_at) VALUES (?, ?, ?, 0)"_s,
                   {stored(scope.tenant()), stored(team), name});
        if (relation.inTeam)
            people.run(u"INSERT INTO team_members (tenant_id, team_id, user_id) VALUES (?, ?, ?)"_s,
                       {stored(scope.tenant()), stored(team), stored(viewer)});
        api::Agent agent;
        agent.id = makeId<AgentId>(platform.clock.now());
        agent.workspaceId = workspace;
        agent.name = name;
        agent.visibility = visibilityName(visibility);
        Audience audience{visibility, {other}, {team}};
        if (relation.named)
            audience.users.push_back(viewer);
        platform.database->writeNow([&](Transaction &transaction) {
            AgentStore(transaction, scope).insert(agent, relation.owns ? viewer : other, audience);
        });
        return {agent.id, viewer, role};
    }
    bool finds(const Case &made)
    {
        return platform.database->readNow([&](Transaction &transaction) {
            return AgentStore(transaction, scope)
                .find(workspace, made.agent, {made.viewer, made.role == Role::Guest})
                .has_value();
        });
    }
};

ProblemCode codeOf(const std::function<void()> &act)
{
    try {
        act();
    } catch (const Problem &problem) {
        return problem.code;
    }
    return ProblemCode::Internal;
}

} // namespace

/// Agents of a workspace: who makes, sees and changes them.
class TestAgents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewAgentHasAllToolsAndDatabasesAndTheOrganisationsModel()
    {
        Fixture f;
        const api::Agent agent = f.create();
        QCOMPARE(agent.tools, agents::toolNames());
        QVERIFY(agent.allDatabases && agent.active && !agent.isDefault);
        QCOMPARE(agent.model, u"organization"_s);
        QCOMPARE(agent.visibility, u"organization"_s);
        QCOMPARE(agent.ownerId, std::optional(f.manager));
    }

    void everyFieldIsKeptAndWhatAnUpdateLeavesOutStays()
    {
        Fixture f;
        const UserId colleague = f.people.member(f.scope, u"c@example.org"_s);
        const api::Agent made = f.create([&](api::CreateAgentRequest &request) {
            request.name = u"  Finance   help "_s;
            request.description = u"For money"_s;
            request.instructions = u"Give exact amounts."_s;
            request.tone = u"formal"_s;
            request.personality = u"Dry"_s;
            request.skills = {{u"Refunds"_s, u"Say until when."_s, true}};
            request.tools = {u"documents"_s, u"sql"_s};
            request.model = u"none"_s;
            request.visibility = u"shared"_s;
            request.userIds = {colleague, f.manager};
        });
        QCOMPARE(made.name, u"Finance help"_s);
        QCOMPARE(made.tools, (std::vector<QString>{u"sql"_s, u"documents"_s}));
        QCOMPARE(made.skills.size(), size_t(1));
        QCOMPARE(made.skills[0].always, std::optional(true));
        QCOMPARE(made.userIds.size(), size_t(2));
        const api::Agent changed = f.update(made.id, [](api::UpdateAgentRequest &request) { request.active = false; });
        QVERIFY(!changed.active);
        QCOMPARE(changed.instructions, made.instructions);
        QCOMPARE(changed.personality, made.personality);
        QCOMPARE(changed.userIds, made.userIds);
        QCOMPARE(changed.visibility, made.visibility);
    }

    void whatIsNoAgentIsRefusedWithItsPath_data()
    {
        QTest::addColumn<QString>("path");
        for (const char *path :
             {"params.name", "params.tone", "params.tools", "params.skills[0].text", "params.visibility",
              "params.userIds", "params.teamIds", "params.model", "params.instructions"})
            QTest::newRow(path) << QString::fromLatin1(path);
    }

    void whatIsNoAgentIsRefusedWithItsPath()
    {
        QFETCH(QString, path);
        Fixture f;
        try {
            f.create([&](api::CreateAgentRequest &request) {
                if (path == u"params.name")
                    request.name = u"   "_s;
                if (path == u"params.tone")
                    request.tone = u"shouting"_s;
                if (path == u"params.tools")
                    request.tools = {u"sql"_s, u"write_files"_s};
                if (path == u"params.skills[0].text")
                    request.skills = {{u"Nothing"_s, u" "_s, {}}};
                if (path == u"params.visibility")
                    request.visibility = u"world"_s;
                if (path == u"params.userIds")
                    request.visibility = u"shared"_s;
                if (path == u"params.teamIds")
                    request.visibility = u"team"_s;
                if (path == u"params.model")
                    request.model = u" "_s;
                if (path == u"params.instructions")
                    request.instructions = QString(8'001, u'x');
            });
            QFAIL("was made");
        } catch (const Problem &problem) {
            QCOMPARE(problem.code, ProblemCode::InvalidRequest);
            QCOMPARE(problem.where, path);
        }
    }

    /// Every role, visibility and relation: what the SQL finds is what core/access decides.
    void statementsSeeWhatThePolicyDecides()
    {
        Fixture f;
        int seen = 0;
        for (const Role role : allRoles()) {
            for (const Visibility visibility : allVisibilities()) {
                for (int bits = 0; bits < 8; ++bits) {
                    const Relation relation{
                        .owns = (bits & 1) != 0, .inTeam = (bits & 2) != 0, .named = (bits & 4) != 0};
                    const Fixture::Case made = f.make(role, visibility, relation);
                    const bool sees = decide({.grants = {role, {Permission::Ask}, {}},
                                              .permission = Permission::Ask,
                                              .visibility = visibility,
                                              .relation = relation})
                                          .allowed;
                    const QString what = u"%1 %2 %3"_s.arg(roleName(role), visibilityName(visibility)).arg(bits);
                    QVERIFY2(f.finds(made) == sees, qPrintable(what));
                    const auto all = f.list(made.viewer, role);
                    QVERIFY2(std::ranges::count(all, made.agent, &api::Agent::id) == (sees ? 1 : 0), qPrintable(what));
                    seen += sees ? 1 : 0;
                    f.people.run(u"DELETE FROM agents WHERE id = ?"_s, {stored(made.agent)});
                }
            }
        }
        QVERIFY(seen > 50);
    }

    void theDefaultStaysAndIsSeenByAll()
    {
        Fixture f;
        f.makeDefault();
        f.makeDefault(); // whoever makes it, it is there once
        const UserId guest = f.people.member(f.scope, u"guest@example.org"_s, Role::Guest);
        const auto seen = f.list(guest, Role::Guest);
        QCOMPARE(seen.size(), size_t(1));
        QVERIFY(seen[0].isDefault && !seen[0].name.isEmpty());
        const AgentId id = seen[0].id;
        QCOMPARE(codeOf([&] { runAwaitable(f.agents.remove(f.call(), {f.workspace, id})); }), ProblemCode::Conflict);
        QCOMPARE(codeOf([&] { f.update(id, [](auto &request) { request.active = false; }); }), ProblemCode::Conflict);
        QCOMPARE(codeOf([&] { f.update(id, [](auto &request) { request.visibility = u"private"_s; }); }),
                 ProblemCode::Conflict);
        const api::Agent changed = f.update(id, [](auto &request) {
            request.name = u"Ask me"_s;
            request.instructions = u"Be kind."_s;
        });
        QCOMPARE(changed.name, u"Ask me"_s);
        QVERIFY(changed.isDefault);
    }

    void onlyItsMakerKeepsAnAgentToThemselves()
    {
        Fixture f;
        const api::Agent made = f.create();
        const UserId other = f.people.member(f.scope, u"second@example.org"_s, Role::Manager);
        api::UpdateAgentRequest request;
        request.workspaceId = f.workspace;
        request.id = made.id;
        request.visibility = u"private"_s;
        QCOMPARE(codeOf([&] { runAwaitable(f.agents.update(f.call(other, Role::Manager), request)); }),
                 ProblemCode::Forbidden);
        QCOMPARE(runAwaitable(f.agents.update(f.call(), request)).visibility, u"private"_s);
        QCOMPARE(codeOf([&] { runAwaitable(f.agents.read(f.call(other, Role::Manager), {f.workspace, made.id})); }),
                 ProblemCode::NotFound);
    }

    void databasesMustLieInTheWorkspace()
    {
        Fixture f;
        const auto connection = makeId<ConnectionId>(f.platform.clock.now());
        QCOMPARE(codeOf([&] { f.create([&](auto &request) { request.databaseIds = {connection}; }); }),
                 ProblemCode::NotFound);
    }

    void aPlanIsForSoManyAgents()
    {
        Fixture f;
        f.makeDefault();
        BillingService billing(*f.platform.database, f.platform.clock);
        api::GrantPlanRequest grant;
        grant.id = f.scope.tenant();
        grant.limits.emplace().agents = 2;
        grant.reason = u"for this test"_s;
        runAwaitable(billing.grant(grant));
        f.create(u"One"_s);
        const api::Agent two = f.create(u"Two"_s);
        QCOMPARE(codeOf([&] { f.create(u"Three"_s); }), ProblemCode::LimitReached);
        runAwaitable(f.agents.remove(f.call(), {f.workspace, two.id}));
        f.create(u"Three"_s);
    }

    void listsGoOnWhereTheyEnded()
    {
        Fixture f;
        f.makeDefault();
        for (const char16_t name : {u'c', u'a', u'b'})
            f.create(QString(QChar(name)));
        api::AgentListRequest request;
        request.workspaceId = f.workspace;
        request.limit = 1;
        QStringList names;
        for (;;) {
            const api::AgentList page = runAwaitable(f.agents.list(f.call(), request));
            for (const api::Agent &agent : page.items)
                names << agent.name;
            if (!page.nextCursor)
                break;
            request.cursor = page.nextCursor;
        }
        QCOMPARE(names.size(), 4);
        QCOMPARE(names.mid(1), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    }

    void anOrganisationBeginsWithAnAgentInEachWorkspace()
    {
        RunningServer server;
        const api::SignedIn owner = server.organization(u"Ours"_s);
        const QString token = owner.accessToken;
        const QString first = server.rest("GET", u"tenant"_s, token).text("defaultWorkspaceId");
        const QString second = server
                                   .rest("POST", u"organizations/%1/workspaces"_s.arg(owner.organization.id.toString()),
                                         token, {{"name", "Second"}})
                                   .text("id");
        for (const QString &workspace : {first, second}) {
            const RestReply list = server.rest("GET", u"workspaces/%1/agents"_s.arg(workspace), token);
            QCOMPARE(list.status, 200);
            QCOMPARE(list.body.at("items").as_array().size(), size_t(1));
            QVERIFY(list.body.at("items").at(0).at("isDefault").as_bool());
        }
        QVERIFY(server.rest("GET", u"agent-templates"_s, token).body.at("items").as_array().size() >= 5);
    }

    void membersAskAgentsAndManagersChangeThem()
    {
        RunningServer server;
        const api::SignedIn owner = server.organization(u"Ours"_s);
        const QString workspace = server.rest("GET", u"tenant"_s, owner.accessToken).text("defaultWorkspaceId");
        const QString path = u"workspaces/%1/agents"_s.arg(workspace);
        const QString member = server.member(owner, u"m@example.org"_s, Role::Member);
        const QString manager = server.member(owner, u"g@example.org"_s, Role::Manager);
        QCOMPARE(server.rest("POST", path, member, {{"name", "Mine"}}).status, 403);
        const RestReply made = server.rest("POST", path, manager, {{"name", "Ours"}});
        QCOMPARE(made.status, 201);
        QCOMPARE(server.rest("GET", path + u'/' + made.text("id"), member).status, 200);
        QCOMPARE(server.rest("DELETE", path + u'/' + made.text("id"), member).status, 403);
        QCOMPARE(server.rest("DELETE", path + u'/' + made.text("id"), manager).status, 200);
    }

    void templatesAreAgentsThatCanBeMade()
    {
        Fixture f;
        for (const api::AgentTemplate &model : agents::templates()) {
            const api::Agent made = f.create([&](api::CreateAgentRequest &request) {
                request.name = model.name;
                request.description = model.description;
                request.instructions = model.instructions;
                request.tone = model.tone;
                request.skills = model.skills;
                request.tools = model.tools;
            });
            QCOMPARE(made.tools, model.tools);
        }
    }
};

static const bool registered = tabletalk::test::add<TestAgents>();
#include "tst_Agents.moc"
