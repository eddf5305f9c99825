// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Organizations.h"
#include "server/base/Async.h"
#include "server/platform/Scope.h"

#include <functional>
#include <vector>

namespace tabletalk {

class Authenticator;
class Clock;
class PlatformDatabase;
class Vault;
class WorkerPool;

struct TenantDeletionParts
{
    PlatformDatabase &database;
    Vault &vault;
    Authenticator &authenticator;
    WorkerPool &pool;
    const Clock &clock;
    /// Ends what is under way for the organisation, and lets nothing begin; blocking.
    std::function<void(TenantId)> endWork;
    std::function<void(const std::vector<ResultId> &)> removeFiles; ///< of kept rows
};

/// Deletes an organisation for good: every row, the files, and its data key, so that what
/// was sealed with it can never be opened again, in a backup neither without that row. Work
/// that is under way is ended first. What another server still does for the organisation
/// cannot be stored any more: every row hangs on one that is gone.
/// Accounts stay: they belong to people. Thread-safe.
class TenantDeletion
{
public:
    explicit TenantDeletion(TenantDeletionParts parts)
        : m_parts(std::move(parts))
    {}

    /// Refused unless the request names the organisation.
    Awaitable<api::Empty> run(TenantScope scope, api::DeleteTenantRequest request);

private:
    void runNow(const TenantScope &scope, const QString &confirm);

    TenantDeletionParts m_parts;
};

} // namespace tabletalk
