// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "core/schema/Schema.h"
#include "server/platform/Transaction.h"

#include <optional>
#include <vector>

namespace tabletalk {

/// A connection as kept; the URL with its password is sealed.
struct StoredConnection
{
    api::Database database;
    QByteArray sealedUrl;
    std::optional<JobId> job; ///< of its last onboarding
};

/// Connections and what was understood of them: resources/sql/…/connections.
class ConnectionStore
{
public:
    ConnectionStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    /// The workspace asked for, or the default one; nothing when it is not the tenant's.
    std::optional<WorkspaceId> workspace(const std::optional<WorkspaceId> &wanted);

    /// Throws Conflict when the workspace has one of that name.
    void insert(const StoredConnection &connection, UserId user, Instant now);
    std::optional<StoredConnection> find(ConnectionId id);
    /// Throws NotFound, or Conflict where its workspace is archived: nothing is asked of it, nor read.
    WorkspaceId requireInUse(ConnectionId id);
    std::vector<StoredConnection> list(WorkspaceId workspace, const QString &afterName, int limit);
    void rename(ConnectionId id, const QString &name);
    void setUrl(const StoredConnection &connection);
    void setAccountCanWrite(ConnectionId id, bool canWrite);
    void setHealth(ConnectionId id, const api::DatabaseHealth &health);
    bool remove(ConnectionId id);

    void beginOnboarding(ConnectionId id, StreamId stream, JobId job);
    /// Of the onboarding with that stream alone: a later one is left as it is. One that is
    /// paused stays so, unless this is the final stage.
    void setStage(ConnectionId id, StreamId stream, const api::OnboardingProgress &progress, bool final = false);
    /// Of one that is still to be read: replaces what was kept before. Its examples are kept
    /// once it is complete.
    void saveUnderstanding(ConnectionId id, const Understanding &understanding, const QByteArray &encoded, Instant now);
    std::optional<QByteArray> understanding(ConnectionId id);

    /// All connections of the tenant, or of one workspace, with the questions that their onboarding kept.
    struct Askable
    {
        ConnectionId id;
        QString name;
        QString kind;
        QString displayUrl;
        bool understood = false;
        std::vector<QString> questions;
        WorkspaceId workspace;
    };
    std::vector<Askable> askable(const std::optional<WorkspaceId> &within, int limit, int questions);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
