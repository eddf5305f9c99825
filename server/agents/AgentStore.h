// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Agents.h"
#include "server/access/ShareStore.h"
#include "server/access/Viewer.h"
#include "server/platform/Transaction.h"

#include <optional>
#include <vector>

namespace tabletalk {

/// Agents: resources/sql/…/agents. Whoever sees one is decided as for conversations; who may change them is a matter of
/// permission alone.
class AgentStore
{
public:
    AgentStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    /// The default of a workspace is stored under the workspace's own id.
    static AgentId defaultOf(WorkspaceId workspace) { return AgentId(workspace.uuid()); }

    /// One that the viewer sees, of that workspace.
    std::optional<api::Agent> find(WorkspaceId workspace, AgentId id, const Viewer &viewer);
    void insert(const api::Agent &agent, UserId owner, const Audience &audience);
    void update(const api::Agent &agent, const Audience &audience);
    /// False when there is none, or it is a default.
    bool remove(AgentId id);
    int countIn(WorkspaceId workspace);
    bool hasDatabase(WorkspaceId workspace, ConnectionId database);
    Audience audienceOf(const api::Agent &agent);

    struct Position
    {
        bool isDefault = false;
        QString name;
        AgentId id;
    };
    /// What the viewer sees, the default first, then by name. Without the people and teams they are shown to.
    std::vector<api::Agent> list(WorkspaceId workspace, const Viewer &viewer, const std::optional<Position> &after,
                                 int limit);

private:
    ShareStore sharesOf(AgentId id);

    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
