// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Organizations.h"
#include "server/base/Async.h"
#include "server/platform/Scope.h"

namespace tabletalk {

class Clock;
class PlatformDatabase;
class WorkerPool;

/// Everything that is kept of an organisation as one archive: a file with a JSON object a
/// line for each table, without secrets (addresses of databases have no passwords, keys and
/// tokens no hashes). Thread-safe.
class TenantArchive
{
public:
    TenantArchive(PlatformDatabase &database, WorkerPool &pool, const Clock &clock)
        : m_database(database)
        , m_pool(pool)
        , m_clock(clock)
    {}

    /// LimitReached when there is more than fits into one answer.
    Awaitable<api::TenantArchiveFile> make(TenantScope scope);

private:
    api::TenantArchiveFile makeNow(const TenantScope &scope) const;

    PlatformDatabase &m_database;
    WorkerPool &m_pool;
    const Clock &m_clock;
};

} // namespace tabletalk
