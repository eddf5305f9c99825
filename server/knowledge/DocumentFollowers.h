// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "server/events/EventSink.h"

#include <map>
#include <mutex>
#include <utility>
#include <vector>

namespace tabletalk {

/// Tells the windows that look at a workspace's documents that something about them changed, not what: each looks for
/// itself at what it may see. They are told of changes at this server alone: where several share a database, a window
/// also asks now and then. Thread-safe.
class DocumentFollowers
{
public:
    /// Until it closes. Throws InvalidRequest without a WebSocket, Busy when too many follow already.
    void follow(TenantId tenant, WorkspaceId workspace, std::shared_ptr<EventSink> sink);
    void changed(TenantId tenant, WorkspaceId workspace);

private:
    using Sinks = std::vector<std::weak_ptr<EventSink>>;

    static void dropClosed(Sinks &sinks);

    std::mutex m_mutex;
    std::map<std::pair<TenantId, WorkspaceId>, Sinks> m_sinks;
};

} // namespace tabletalk
