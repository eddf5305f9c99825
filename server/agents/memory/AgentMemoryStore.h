// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/AgentMemory.h"
#include "server/platform/Transaction.h"

#include <optional>
#include <vector>

namespace tabletalk {

/// The statements on agent_memories: resources/sql/…/memory. Personal facts are there for their person alone.
class AgentMemoryStore
{
public:
    AgentMemoryStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    void insert(const api::MemoryFact &fact);
    /// What that person sees in the workspace and has not expired, newest first; wanted: of one scope alone.
    std::vector<api::MemoryFact> list(WorkspaceId workspace, UserId reader, const QString &wanted, Instant now,
                                      int limit);
    std::optional<api::MemoryFact> find(WorkspaceId workspace, AgentMemoryId id, UserId reader, Instant now);
    /// One that says the same.
    std::optional<AgentMemoryId> same(const api::MemoryFact &fact);
    /// Of a scope; personal ones of that person.
    qint64 count(WorkspaceId workspace, const QString &scope, UserId person);
    qint64 countProposed(MessageId answer);
    void update(const api::MemoryFact &fact);
    /// What was proposed was said from then on.
    void confirm(AgentMemoryId id, Instant now);
    void remove(AgentMemoryId id);
    qint64 removeAll(WorkspaceId workspace, const QString &scope, UserId person);
    void removeOfAgent(AgentId agent);
    static void dropExpired(Transaction &transaction, Instant now);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
