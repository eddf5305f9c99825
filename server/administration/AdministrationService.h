// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Administration.h"
#include "core/base/Instant.h"
#include "server/base/Async.h"

#include <QString>

#include <chrono>

namespace tabletalk {

class Clock;
class PlatformDatabase;
class WorkerPool;

/// What the view of the whole server is made of; all outlive it.
struct AdministrationParts
{
    PlatformDatabase &database;
    WorkerPool &controlPool;
    const Clock &clock;
    QString dataDirectory;
    QString node;                ///< this server's id among those that share the database
    bool sharesDatabase = false; ///< PostgreSQL rather than a file
};

/// The server as those see it who operate it: how much there is of everything, who used how
/// much, and whether the machine is well. Thread-safe.
class AdministrationService
{
public:
    explicit AdministrationService(AdministrationParts parts);

    Awaitable<api::AdminStats> stats();
    Awaitable<api::AdminUserList> users(api::AdminSearchRequest request);
    Awaitable<api::AdminConnectionList> connections(api::AdminSearchRequest request);
    Awaitable<api::AdminAgentList> agents(api::AdminAgentRequest request);
    Awaitable<api::TenantUsageList> usage();
    Awaitable<api::AdminTenantDetails> tenant(api::AdminTenantRequest request);

private:
    Awaitable<api::ServerHealth> health();

    AdministrationParts m_parts;
    std::chrono::steady_clock::time_point m_started;
};

} // namespace tabletalk
