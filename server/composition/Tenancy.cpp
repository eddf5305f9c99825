// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/composition/Tenancy.h"

#include "server/accounts/AccountService.h"
#include "server/agents/AgentChat.h"
#include "server/chat/ChatService.h"
#include "server/composition/Agents.h"
#include "server/composition/Answers.h"
#include "server/composition/Backbone.h"
#include "server/composition/Foundation.h"
#include "server/composition/Knowledge.h"
#include "server/composition/People.h"
#include "server/composition/Pools.h"
#include "server/jobs/JobService.h"
#include "server/saved/SavedQuestionRunner.h"
#include "server/search/WorkspaceIndex.h"
#include "server/tenants/TenantArchive.h"
#include "server/tenants/TenantDeletion.h"
#include "server/tenants/ThingWorkspaces.h"

#include <QLoggingCategory>

#include <chrono>

namespace tabletalk::composition {

Q_LOGGING_CATEGORY(lcServer, "tabletalk.server")

namespace {

/// Whatever does something for an organisation.
struct Workers
{
    ChatService &chat;
    SavedQuestionRunner &savedRunner;
    AgentChat &agentChat;
    JobService &jobs;
    WorkspaceIndexes &searchIndexes;
};

/// What does not end in time fails when it is to be stored.
void endWorkOf(TenantId tenant, const Workers &workers)
{
    constexpr std::chrono::seconds patience{10};
    const bool answersEnded = workers.chat.endTenant(tenant, patience);
    const bool runsEnded = workers.savedRunner.endTenant(tenant, patience);
    const bool agentsEnded = workers.agentChat.endTenant(tenant, patience);
    const bool jobsEnded = workers.jobs.endTenantNow(tenant, patience);
    workers.searchIndexes.forget(tenant);
    if (!answersEnded || !runsEnded || !agentsEnded || !jobsEnded)
        qCWarning(lcServer).noquote() << "work of organisation" << tenant.toString() << "goes on while it is deleted";
}

} // namespace

Tenancy::Tenancy(const Uses &uses)
{
    PlatformDatabase &database = *uses.foundation.database;
    const Clock &clock = uses.foundation.clock;
    ChatService &chat = *uses.answers.chat;
    const Workers workers{chat, *uses.answers.savedRunner, *uses.agents.chat, *uses.backbone.jobs,
                          *uses.knowledge.searchIndexes};
    workspaces = std::make_unique<ThingWorkspaces>(
        database, [&chat](TenantId tenant, ResultId result) { return chat.messageOfLiveResult(tenant, result); });
    archive = std::make_unique<TenantArchive>(database, *uses.pools.control, clock);
    deletion = std::make_unique<TenantDeletion>(TenantDeletionParts{
        .database = database,
        .vault = *uses.foundation.vault,
        .authenticator = *uses.people.accounts,
        .pool = *uses.pools.deletion,
        .clock = clock,
        .endWork = [workers](TenantId tenant) { endWorkOf(tenant, workers); },
        .removeFiles = [&chat](const std::vector<ResultId> &results) { chat.removeResultFiles(results); }});
}

Tenancy::~Tenancy() = default;

} // namespace tabletalk::composition
