// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"
#include "core/api/Databases.h"
#include "core/connect/ConnectionUrl.h"
#include "core/schema/Schema.h"
#include "server/api/Call.h"
#include "server/base/Async.h"
#include "server/connections/TargetDatabase.h"

#include <memory>
#include <stop_token>

namespace tabletalk {

class Clock;
class ConnectionPolicy;
class PlatformDatabase;
class Vault;
class WorkerPool;

/// What the service is made of; all outlive it.
struct ConnectionParts
{
    PlatformDatabase &database;
    Vault &vault;
    const ConnectionPolicy &policy;
    WorkerPool &pool; ///< blocking work on tenants' databases
    const Clock &clock;
    QString samplesDirectory;
};

/// The target databases of organisations: kept with their URL sealed, tried before they are
/// kept, and run against by whoever has the scope. Thread-safe.
class ConnectionService
{
public:
    explicit ConnectionService(ConnectionParts parts);
    ~ConnectionService();

    Awaitable<api::DatabaseList> list(Call call, api::DatabaseListRequest request);
    /// Connects once before anything is kept, unless request.onboard is false.
    Awaitable<api::Database> create(Call call, api::CreateDatabaseRequest request);
    Awaitable<api::Database> read(Call call, api::DatabaseRequest request);
    Awaitable<api::Database> update(Call call, api::UpdateDatabaseRequest request);
    Awaitable<api::Empty> remove(Call call, api::DatabaseRequest request);
    Awaitable<api::DatabaseTestResult> testUrl(Call call, api::TestUrlRequest request);
    Awaitable<api::DatabaseTestResult> test(Call call, api::DatabaseRequest request);
    /// Opens the database anew and shows that nothing can be changed through it.
    Awaitable<api::ReadOnlyProof> prove(Call call, api::DatabaseRequest request);
    /// within: those of one workspace alone.
    Awaitable<api::AskableDatabaseList> askableDatabases(TenantScope scope, std::optional<WorkspaceId> within);

    /// The connection and others of its workspace, by name, at most limit besides it; NotFound.
    Awaitable<std::vector<api::Database>> ofSameWorkspace(TenantScope scope, ConnectionId id, int limit);

    /// NotFound when it is not the tenant's.
    Awaitable<void> requireConnection(TenantScope scope, ConnectionId id);

    /// What onboarding learned, from memory or storage; NotFound, NotReady.
    Awaitable<std::shared_ptr<const Understanding>> understandingOf(TenantScope scope, ConnectionId id);

    // For worker threads: these block.

    /// Runs one statement on a connection of this thread's own, opened before or now.
    Result<StatementOutcome> runStatement(const TenantScope &scope, ConnectionId id, const QString &sql,
                                          const StatementLimits &limits, RowSink &sink, const std::stop_token &stop);
    /// A fresh connection that belongs to the calling thread.
    Result<std::unique_ptr<TargetDatabase>> openNow(const TenantScope &scope, ConnectionId id);
    /// The same for a URL that is not kept.
    Result<std::unique_ptr<TargetDatabase>> openUrlNow(const QString &url);
    /// A copy of one's own of what was kept last; nothing when there is nothing, or it
    /// cannot be read any more.
    std::optional<Understanding> storedUnderstandingNow(const TenantScope &scope, ConnectionId id);
    /// Stores what was learned; questions are answered from it at once.
    void keepUnderstanding(const TenantScope &scope, ConnectionId id, Understanding understanding);
    /// The same while more is still being read.
    void keepUnfinished(const TenantScope &scope, ConnectionId id, const Understanding &sofar);

private:
    struct State;
    struct Resolved;

    Resolved resolveNow(const TenantScope &scope, ConnectionId id);
    Result<StatementOutcome> runOnThread(const TenantScope &scope, ConnectionId id, const QString &sql,
                                         const StatementLimits &limits, RowSink &sink, const std::stop_token &stop);
    void keepNow(const TenantScope &scope, ConnectionId id, const Understanding &understanding);
    Result<void> checkNow(const ConnectionUrl &url) const;
    Awaitable<api::DatabaseTestResult> tryUrl(TenantScope scope, ConnectionUrl url);

    ConnectionParts m_parts;
    std::unique_ptr<State> m_state;
};

} // namespace tabletalk
