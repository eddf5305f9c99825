// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/AgentService.h"

#include "core/agents/AgentTools.h"
#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/agents/AgentStore.h"
#include "server/agents/memory/AgentMemoryStore.h"
#include "server/api/Cursor.h"
#include "server/connections/ConnectionStore.h"
#include "server/limits/Limits.h"
#include "server/platform/PlatformDatabase.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int mostInWorkspace = 100;
constexpr qsizetype longestName = 80;
constexpr qsizetype longestDescription = 500;
constexpr qsizetype longestInstructions = 8'000;
constexpr qsizetype longestPersonality = 500;
constexpr qsizetype longestSkill = 4'000;
constexpr qsizetype longestModel = 200;
constexpr size_t mostSkills = 20;
constexpr size_t mostDatabases = 50;
constexpr size_t mostInAudience = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("Agents", text);
}

QString checkedName(const QString &given, const QString &path)
{
    QString name = given.simplified();
    if (name.isEmpty() || name.size() > longestName)
        throw Problem::invalid(path, tr("must have 1 to %1 characters").arg(longestName));
    return name;
}

QString checkedText(const QString &given, qsizetype most, const QString &path)
{
    QString text = given.trimmed();
    if (text.size() > most)
        throw Problem::invalid(path, tr("may have %1 characters").arg(most));
    return text;
}

std::vector<api::AgentSkill> checkedSkills(std::vector<api::AgentSkill> skills)
{
    if (skills.size() > mostSkills)
        throw Problem::invalid(u"params.skills"_s, tr("may be %1").arg(mostSkills));
    for (size_t i = 0; i < skills.size(); ++i) {
        const QString path = u"params.skills[%1]"_s.arg(i);
        skills[i].name = checkedName(skills[i].name, QString(path + u".name"));
        skills[i].text = checkedText(skills[i].text, longestSkill, QString(path + u".text"));
        if (skills[i].text.isEmpty())
            throw Problem::invalid(QString(path + u".text"), tr("must not be empty"));
    }
    return skills;
}

/// Each once, in the order of the list of all.
std::vector<QString> checkedTools(const std::vector<QString> &given)
{
    std::vector<QString> all = agents::toolNames();
    all.insert(all.end(), agents::chosenToolNames().begin(), agents::chosenToolNames().end());
    for (const QString &tool : given) {
        if (std::ranges::find(all, tool) == all.end())
            throw Problem::invalid(u"params.tools"_s,
                                   tr("expected %1").arg(QStringList(all.begin(), all.end()).join(u", "_s)));
    }
    std::vector<QString> tools;
    std::ranges::copy_if(all, std::back_inserter(tools),
                         [&given](const QString &tool) { return std::ranges::find(given, tool) != given.end(); });
    return tools;
}

template <class Id>
std::vector<Id> eachOnce(std::vector<Id> ids)
{
    std::sort(ids.begin(), ids.end());
    const auto rest = std::ranges::unique(ids);
    ids.erase(rest.begin(), rest.end());
    return ids;
}

QString checkedTone(const QString &tone)
{
    const std::vector<QString> &all = agents::tones();
    if (std::ranges::find(all, tone) == all.end())
        throw Problem::invalid(u"params.tone"_s,
                               tr("expected %1").arg(QStringList(all.begin(), all.end()).join(u", "_s)));
    return tone;
}

/// Takes over what a request gives; what it leaves out stays.
void apply(const auto &request, api::Agent &agent)
{
    if (request.description)
        agent.description = checkedText(*request.description, longestDescription, u"params.description"_s);
    if (request.instructions)
        agent.instructions = checkedText(*request.instructions, longestInstructions, u"params.instructions"_s);
    if (request.tone)
        agent.tone = checkedTone(*request.tone);
    if (request.personality)
        agent.personality = checkedText(*request.personality, longestPersonality, u"params.personality"_s);
    if (request.skills)
        agent.skills = checkedSkills(*request.skills);
    if (request.tools)
        agent.tools = checkedTools(*request.tools);
    if (request.allDatabases)
        agent.allDatabases = *request.allDatabases;
    if (request.databaseIds) {
        agent.databaseIds = eachOnce(*request.databaseIds);
        if (agent.databaseIds.size() > mostDatabases)
            throw Problem::invalid(u"params.databaseIds"_s, tr("may be %1").arg(mostDatabases));
    }
    if (request.model) {
        agent.model = checkedText(*request.model, longestModel, u"params.model"_s);
        if (agent.model.isEmpty())
            throw Problem::invalid(u"params.model"_s, tr("expected organization, none, or the name of a model"));
    }
    if (request.active)
        agent.active = *request.active;
}

/// To whom it is shown after the request: as before where that says nothing. People and teams are kept while another
/// visibility holds.
Audience audienceFor(const auto &request, const api::Agent &agent)
{
    const auto visibility = visibilityFromName(request.visibility.value_or(agent.visibility));
    if (!visibility)
        throw Problem::invalid(u"params.visibility"_s, tr("expected private, team, organization, public or shared"));
    Audience audience{*visibility, eachOnce(request.userIds.value_or(agent.userIds)),
                      eachOnce(request.teamIds.value_or(agent.teamIds))};
    const bool noPeople = visibility == Visibility::Shared && audience.users.empty();
    if (noPeople || audience.users.size() > mostInAudience)
        throw Problem::invalid(u"params.userIds"_s, tr("expected 1 to 200 people"));
    const bool noTeams = visibility == Visibility::Team && audience.teams.empty();
    if (noTeams || audience.teams.size() > mostInAudience)
        throw Problem::invalid(u"params.teamIds"_s, tr("expected 1 to 200 teams"));
    return audience;
}

void requireWorkspace(Transaction &transaction, const TenantScope &scope, WorkspaceId workspace)
{
    if (!ConnectionStore(transaction, scope).workspace(workspace))
        throw Problem::of(ProblemCode::NotFound);
}

void requireDatabases(AgentStore &store, const api::Agent &agent)
{
    for (const ConnectionId &database : agent.databaseIds) {
        if (!store.hasDatabase(agent.workspaceId, database))
            throw Problem::of(ProblemCode::NotFound);
    }
}

api::Agent requireSeen(AgentStore &store, const Identity &caller, WorkspaceId workspace, AgentId id)
{
    auto agent = store.find(workspace, id, Viewer::of(caller));
    if (!agent)
        throw Problem::of(ProblemCode::NotFound);
    return *std::move(agent);
}

/// The default is everybody's, and there to be asked.
void checkChange(const api::Agent &agent, const Audience &audience, const Identity &caller)
{
    const bool shown = audience.visibility == Visibility::Public || audience.visibility == Visibility::Organization;
    if (agent.isDefault && (!agent.active || !shown))
        throw Problem::of(ProblemCode::Conflict, tr("Every workspace has an agent that everybody in it can ask."),
                          tr("Make another agent for some people alone."));
    if (audience.visibility == Visibility::Private && agent.ownerId != caller.user)
        throw Problem::of(ProblemCode::Forbidden, tr("Only whoever made this agent may keep it to themselves."));
}

} // namespace

Awaitable<api::AgentList> AgentService::list(Call call, api::AgentListRequest request)
{
    const int limit = pageLimit(request.limit) + 1;
    std::optional<AgentStore::Position> after;
    if (request.cursor) {
        const QStringList parts = decodeCursor(*request.cursor, 3);
        after = {parts[0] == u"1", parts[1], AgentId::fromString(parts[2]).value_or(AgentId())};
    }
    auto read = [&call, &after, limit, workspace = request.workspaceId](Transaction &transaction) {
        requireWorkspace(transaction, call.scope, workspace);
        return AgentStore(transaction, call.scope).list(workspace, Viewer::of(call.caller), after, limit);
    };
    api::AgentList list;
    list.items = co_await m_database.read(call.scope, std::move(read));
    if (int(list.items.size()) == limit) {
        list.items.pop_back();
        const api::Agent &last = list.items.back();
        const QStringList position{last.isDefault ? u"1"_s : u"0"_s, last.name, last.id.toString()};
        list.nextCursor = encodeCursor(position);
    }
    co_return list;
}

Awaitable<api::Agent> AgentService::read(Call call, api::AgentRequest request)
{
    auto read = [&call, request](Transaction &transaction) {
        AgentStore store(transaction, call.scope);
        return requireSeen(store, call.caller, request.workspaceId, request.id);
    };
    co_return co_await m_database.read(call.scope, std::move(read));
}

Awaitable<api::Agent> AgentService::create(Call call, api::CreateAgentRequest request)
{
    const Instant now = m_clock.now();
    api::Agent agent;
    agent.id = makeId<AgentId>(now);
    agent.workspaceId = request.workspaceId;
    agent.tone = agents::tones().front();
    agent.tools = agents::toolNames();
    agent.model = u"organization"_s;
    agent.visibility = u"organization"_s;
    agent.ownerId = call.caller.user;
    agent.name = checkedName(request.name, u"params.name"_s);
    agent.createdAt = agent.updatedAt = now;
    apply(request, agent);
    const Audience audience = audienceFor(request, agent);
    agent.visibility = visibilityName(audience.visibility);
    auto write = [&call, &agent, &audience, now](Transaction &transaction) {
        requireWorkspace(transaction, call.scope, agent.workspaceId);
        AgentStore store(transaction, call.scope);
        Limits(transaction, call.scope, now).requireRoom(Owned::Agents);
        if (store.countIn(agent.workspaceId) >= mostInWorkspace)
            throw Problem::of(ProblemCode::LimitReached, tr("A workspace has at most %1 agents.").arg(mostInWorkspace),
                              tr("Delete one that nobody needs."));
        requireDatabases(store, agent);
        store.insert(agent, call.caller.user, audience);
        return requireSeen(store, call.caller, agent.workspaceId, agent.id);
    };
    co_return co_await m_database.write(call.scope, std::move(write));
}

Awaitable<api::Agent> AgentService::update(Call call, api::UpdateAgentRequest request)
{
    auto write = [&call, &request, now = m_clock.now()](Transaction &transaction) {
        AgentStore store(transaction, call.scope);
        api::Agent agent = requireSeen(store, call.caller, request.workspaceId, request.id);
        if (request.name)
            agent.name = checkedName(*request.name, u"params.name"_s);
        apply(request, agent);
        const Audience audience = audienceFor(request, agent);
        if (request.visibility || agent.isDefault)
            checkChange(agent, audience, call.caller);
        agent.visibility = visibilityName(audience.visibility);
        agent.updatedAt = now;
        if (request.databaseIds)
            requireDatabases(store, agent);
        store.update(agent, audience);
        return requireSeen(store, call.caller, request.workspaceId, request.id);
    };
    co_return co_await m_database.write(call.scope, std::move(write));
}

Awaitable<api::Empty> AgentService::remove(Call call, api::AgentRequest request)
{
    auto write = [&call, request](Transaction &transaction) {
        AgentStore store(transaction, call.scope);
        const api::Agent agent = requireSeen(store, call.caller, request.workspaceId, request.id);
        if (agent.isDefault)
            throw Problem::of(ProblemCode::Conflict, tr("The agent that a workspace began with stays."),
                              tr("Change it instead."));
        store.remove(agent.id);
        AgentMemoryStore(transaction, call.scope).removeOfAgent(agent.id);
    };
    co_await m_database.write(call.scope, std::move(write));
    co_return api::Empty();
}

api::Agent AgentService::requireUsable(Transaction &transaction, const TenantScope &scope, const Identity &caller,
                                       WorkspaceId workspace, const std::optional<AgentId> &id)
{
    requireWorkspace(transaction, scope, workspace);
    AgentStore store(transaction, scope);
    api::Agent agent = requireSeen(store, caller, workspace, id.value_or(AgentStore::defaultOf(workspace)));
    if (!agent.active)
        throw Problem::of(ProblemCode::Conflict, tr("The agent \"%1\" is switched off.").arg(agent.name),
                          tr("Ask another one, or have somebody who manages agents switch it on."));
    return agent;
}

} // namespace tabletalk
