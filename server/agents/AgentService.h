// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Agents.h"
#include "server/api/Call.h"
#include "server/base/Async.h"

namespace tabletalk {

class Clock;
class PlatformDatabase;
class Transaction;

/// The agents of workspaces: made and changed by whoever may manage agents, used by whoever sees them. Thread-safe.
class AgentService
{
public:
    /// Both outlive it.
    AgentService(PlatformDatabase &database, const Clock &clock)
        : m_database(database)
        , m_clock(clock)
    {}

    Awaitable<api::AgentList> list(Call call, api::AgentListRequest request);
    Awaitable<api::Agent> read(Call call, api::AgentRequest request);
    Awaitable<api::Agent> create(Call call, api::CreateAgentRequest request);
    Awaitable<api::Agent> update(Call call, api::UpdateAgentRequest request);
    Awaitable<api::Empty> remove(Call call, api::AgentRequest request);

    /// The agent that is to work in a workspace, its default where none is named; within a transaction of the
    /// caller's. Throws NotFound where the caller does not see it, Conflict where it is switched off.
    static api::Agent requireUsable(Transaction &transaction, const TenantScope &scope, const Identity &caller,
                                    WorkspaceId workspace, const std::optional<AgentId> &id);

private:
    PlatformDatabase &m_database;
    const Clock &m_clock;
};

} // namespace tabletalk
