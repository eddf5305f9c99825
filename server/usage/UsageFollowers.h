// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "server/events/EventSink.h"

#include <map>
#include <mutex>
#include <vector>

namespace tabletalk {

/// Tells the windows that look at an organisation's use that there is more of it. They are told of
/// answers of this server alone: where several share a database, a window also asks now and then.
/// Thread-safe.
class UsageFollowers
{
public:
    /// Until it closes. Busy when too many follow already.
    void follow(TenantId tenant, std::shared_ptr<EventSink> sink);
    void changed(TenantId tenant);

private:
    using Sinks = std::vector<std::weak_ptr<EventSink>>;

    static void dropClosed(Sinks &sinks);

    std::mutex m_mutex;
    std::map<TenantId, Sinks> m_sinks;
};

} // namespace tabletalk
