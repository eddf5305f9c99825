// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/memory/AgentMemory.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/memory/FactWords.h"
#include "server/agents/memory/AgentMemoryStore.h"
#include "server/connections/ConnectionStore.h"
#include "server/platform/PlatformDatabase.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int mostListed = AgentMemory::mostPersonal + AgentMemory::mostWorkspace;
constexpr qsizetype longestQuestion = 500; ///< kept of the question that a fact came from

QString tr(const char *text)
{
    return QCoreApplication::translate("Memory", text);
}

bool mayManage(const Identity &caller)
{
    return allows(caller.grants(), Permission::ManageAgents)
           && (!caller.key || caller.key->covers(Permission::ManageAgents));
}

void requireManager(const Identity &caller)
{
    if (!mayManage(caller))
        throw Problem::of(ProblemCode::Forbidden, tr("What the agents of a workspace know of it is kept by managers."),
                          tr("Keep it for yourself, or ask a manager to add it."));
}

QString checkedScope(const QString &scope)
{
    if (scope != u"personal" && scope != u"workspace")
        throw Problem::invalid(u"params.scope"_s, tr("expected personal or workspace"));
    return scope;
}

std::optional<Instant> checkedEnd(const std::optional<Instant> &end, Instant now)
{
    if (end && *end <= now)
        throw Problem::invalid(u"params.expiresAt"_s, tr("must be in the future"));
    return end;
}

void requireWorkspace(Transaction &transaction, const TenantScope &scope, WorkspaceId workspace)
{
    if (!ConnectionStore(transaction, scope).workspace(workspace))
        throw Problem::of(ProblemCode::NotFound);
}

void setText(api::MemoryFact &fact, const QString &text)
{
    fact.text = orThrow(memory::checkedFact(text));
    const auto words = memory::substitutionIn(fact.text);
    fact.said = words ? words->said : QString();
    fact.meant = words ? words->meant : QString();
}

void requireRoom(AgentMemoryStore &store, const api::MemoryFact &fact)
{
    const bool isPersonal = fact.scope == u"personal";
    const int most = isPersonal ? AgentMemory::mostPersonal : AgentMemory::mostWorkspace;
    if (store.count(fact.workspaceId, fact.scope, fact.userId) >= most)
        throw Problem::of(ProblemCode::LimitReached, tr("Agents keep %1 such facts in mind.").arg(most),
                          tr("Let them forget some that are not needed any more."));
}

/// One's own, and of the workspace for who manages it; whoever said something may take it back.
bool mayChange(const api::MemoryFact &fact, const Identity &caller)
{
    return fact.userId == caller.user || (fact.scope == u"workspace" && mayManage(caller));
}

api::MemoryFact shown(api::MemoryFact fact, const Identity &caller)
{
    fact.mayChange = mayChange(fact, caller);
    return fact;
}

api::MemoryFact requireChangeable(AgentMemoryStore &store, const Call &call, WorkspaceId workspace, AgentMemoryId id,
                                  Instant now)
{
    auto fact = store.find(workspace, id, call.caller.user, now);
    if (!fact)
        throw Problem::of(ProblemCode::NotFound);
    if (!mayChange(*fact, call.caller))
        requireManager(call.caller);
    return *std::move(fact);
}

/// What suits the question first; of what suits alike the newest.
void choose(std::vector<api::MemoryFact> &facts, const QString &question)
{
    std::vector<std::pair<int, api::MemoryFact>> ranked;
    for (api::MemoryFact &fact : facts) {
        const int fit = memory::fit(QString(fact.text + u' ' + fact.said), question);
        ranked.emplace_back(fit, std::move(fact));
    }
    std::ranges::stable_sort(ranked, std::ranges::greater(), [](const auto &each) { return each.first; });
    facts.clear();
    qsizetype length = 0;
    for (auto &[fit, fact] : ranked) {
        length += fact.text.size() + 1;
        if (facts.size() >= AgentMemory::mostRecalled || length > AgentMemory::mostRecalledText)
            break;
        facts.push_back(std::move(fact));
    }
}

} // namespace

QString RecalledMemory::lines() const
{
    QStringList lines;
    for (const api::MemoryFact &fact : facts)
        lines << fact.text;
    return lines.join(u'\n');
}

Awaitable<RecalledMemory> AgentMemory::recall(TenantScope scope, Viewer viewer, WorkspaceId workspace,
                                              std::optional<AgentId> agent, QString question)
{
    auto read = [scope, viewer, workspace, now = m_clock.now()](Transaction &transaction) {
        return AgentMemoryStore(transaction, scope).list(workspace, viewer.user, {}, now, mostListed);
    };
    RecalledMemory recalled;
    recalled.facts = co_await m_database.read(std::move(read));
    std::erase_if(recalled.facts, [&agent](const api::MemoryFact &fact) {
        return fact.origin == u"proposed" || (fact.agentId && fact.agentId != agent);
    });
    // What one person says of their own words counts before what everybody says.
    std::ranges::stable_sort(recalled.facts, {}, [](const auto &fact) { return fact.scope == u"personal" ? 0 : 1; });
    std::vector<memory::Substitution> substitutions;
    std::vector<AgentMemoryId> ids;
    for (const api::MemoryFact &fact : recalled.facts) {
        if (fact.said.isEmpty())
            continue;
        substitutions.push_back({fact.said, fact.meant});
        ids.push_back(fact.id);
    }
    std::vector<size_t> used;
    recalled.question = memory::withSubstitutions(question, substitutions, &used);
    for (const size_t index : used)
        recalled.applied.push_back(ids[index]);
    choose(recalled.facts, question);
    co_return recalled;
}

Awaitable<api::MemoryFact> AgentMemory::remember(Call call, NewMemory wanted)
{
    const Instant now = m_clock.now();
    api::MemoryFact fact;
    fact.id = makeId<AgentMemoryId>(now);
    fact.workspaceId = wanted.workspace;
    fact.agentId = wanted.agent;
    fact.scope = wanted.forAll ? u"workspace"_s : u"personal"_s;
    setText(fact, wanted.text);
    fact.origin = wanted.origin;
    fact.question = wanted.question.simplified().left(longestQuestion);
    fact.answerId = wanted.answer;
    fact.userId = call.caller.user;
    fact.createdAt = now;
    fact.updatedAt = now;
    fact.expiresAt = checkedEnd(wanted.expiresAt, now);
    if (wanted.forAll)
        requireManager(call.caller);
    auto write = [&call, &fact](Transaction &transaction) {
        requireWorkspace(transaction, call.scope, fact.workspaceId);
        AgentMemoryStore store(transaction, call.scope);
        AgentMemoryId id = fact.id;
        if (const auto known = store.same(fact)) {
            id = *known;
            if (fact.origin != u"proposed") { // which changes nothing that is known
                api::MemoryFact again = fact;
                again.id = id;
                store.update(again);
                store.confirm(id, fact.updatedAt);
            }
        } else {
            requireRoom(store, fact);
            if (fact.origin == u"proposed" && fact.answerId && store.countProposed(*fact.answerId) >= mostProposed)
                throw Problem::of(ProblemCode::LimitReached,
                                  tr("A model may keep %1 facts of one answer.").arg(mostProposed));
            store.insert(fact);
        }
        return shown(requireChangeable(store, call, fact.workspaceId, id, fact.updatedAt), call.caller);
    };
    co_return co_await m_database.write(std::move(write));
}

Awaitable<api::MemoryFact> AgentMemory::add(Call call, api::RememberRequest request)
{
    NewMemory fact{.workspace = request.workspaceId, .text = request.text};
    fact.forAll = checkedScope(request.scope.value_or(u"personal"_s)) == u"workspace";
    fact.origin = u"written"_s;
    fact.expiresAt = request.expiresAt;
    co_return co_await remember(std::move(call), std::move(fact));
}

Awaitable<api::MemoryFactList> AgentMemory::list(Call call, api::MemoryListRequest request)
{
    const QString wanted = request.scope ? checkedScope(*request.scope) : QString();
    auto read = [&call, &request, &wanted, now = m_clock.now()](Transaction &transaction) {
        requireWorkspace(transaction, call.scope, request.workspaceId);
        return AgentMemoryStore(transaction, call.scope)
            .list(request.workspaceId, call.caller.user, wanted, now, mostListed);
    };
    api::MemoryFactList list;
    list.items = co_await m_database.read(std::move(read));
    for (api::MemoryFact &fact : list.items)
        fact.mayChange = mayChange(fact, call.caller);
    list.mayWriteWorkspace = mayManage(call.caller);
    co_return list;
}

Awaitable<api::MemoryFact> AgentMemory::update(Call call, api::UpdateMemoryRequest request)
{
    auto write = [&call, &request, now = m_clock.now()](Transaction &transaction) {
        AgentMemoryStore store(transaction, call.scope);
        api::MemoryFact fact = requireChangeable(store, call, request.workspaceId, request.id, now);
        if (request.text)
            setText(fact, *request.text);
        if (request.scope && checkedScope(*request.scope) != fact.scope) {
            requireManager(call.caller); // into the workspace, or out of it
            if (fact.userId != call.caller.user)
                throw Problem::of(ProblemCode::Forbidden, tr("Only whoever said it may keep it for themselves."));
            fact.scope = *request.scope;
            requireRoom(store, fact);
        }
        if (request.expiresAt)
            fact.expiresAt = checkedEnd(request.expiresAt, now);
        else if (request.forGood)
            fact.expiresAt.reset();
        fact.updatedAt = now;
        store.update(fact);
        if (fact.userId == call.caller.user) { // who puts it in their own words means it
            store.confirm(fact.id, now);
            fact.origin = fact.origin == u"proposed" ? u"said"_s : fact.origin;
        }
        return shown(fact, call.caller);
    };
    co_return co_await m_database.write(std::move(write));
}

Awaitable<api::MemoryFact> AgentMemory::confirm(Call call, api::MemoryRequest request)
{
    auto write = [&call, &request, now = m_clock.now()](Transaction &transaction) {
        AgentMemoryStore store(transaction, call.scope);
        const api::MemoryFact fact = requireChangeable(store, call, request.workspaceId, request.id, now);
        if (fact.userId != call.caller.user)
            throw Problem::of(ProblemCode::Forbidden, tr("Only whoever it was proposed to may confirm it."));
        store.confirm(fact.id, now);
        return shown(requireChangeable(store, call, request.workspaceId, request.id, now), call.caller);
    };
    co_return co_await m_database.write(std::move(write));
}

Awaitable<api::Empty> AgentMemory::forget(Call call, api::MemoryRequest request)
{
    auto write = [&call, &request, now = m_clock.now()](Transaction &transaction) {
        AgentMemoryStore store(transaction, call.scope);
        store.remove(requireChangeable(store, call, request.workspaceId, request.id, now).id);
    };
    co_await m_database.write(std::move(write));
    co_return api::Empty();
}

Awaitable<api::Forgotten> AgentMemory::forgetAll(Call call, api::ForgetRequest request)
{
    const QString scope = checkedScope(request.scope);
    if (scope == u"workspace")
        requireManager(call.caller);
    auto write = [&call, &request, &scope](Transaction &transaction) {
        requireWorkspace(transaction, call.scope, request.workspaceId);
        return AgentMemoryStore(transaction, call.scope).removeAll(request.workspaceId, scope, call.caller.user);
    };
    api::Forgotten forgotten;
    forgotten.count = co_await m_database.write(std::move(write));
    co_return forgotten;
}

void AgentMemory::dropExpired()
{
    m_database.writeNow(
        [now = m_clock.now()](Transaction &transaction) { AgentMemoryStore::dropExpired(transaction, now); });
}

} // namespace tabletalk
