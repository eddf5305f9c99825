// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/WorkspaceFinder.h"
#include "server/base/LruCache.h"

#include <functional>

namespace tabletalk {

class PlatformDatabase;

/// Finds the workspace of databases and of what hangs on them. Nothing is ever moved to
/// another workspace, so that what was found is remembered. Thread-safe; bounded.
class ThingWorkspaces final : public WorkspaceFinder
{
public:
    /// Rows that still arrive are not in the database yet; this says to which answer they belong.
    using MessageOfLiveResult = std::function<std::optional<MessageId>(TenantId, ResultId)>;

    ThingWorkspaces(PlatformDatabase &database, MessageOfLiveResult messageOfLiveResult);

    Awaitable<std::optional<WorkspaceId>> workspaceOf(TenantScope scope, std::string thing, QString id) override;

private:
    using Key = std::pair<TenantId, QString>;

    PlatformDatabase &m_database;
    MessageOfLiveResult m_messageOfLiveResult;
    LruCache<Key, WorkspaceId> m_known;
};

} // namespace tabletalk
