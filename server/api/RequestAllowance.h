// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/base/Async.h"
#include "server/platform/Scope.h"

#include <optional>

namespace tabletalk {

/// Says how often all of an organisation together may call, for the dispatcher to hold it to.
class RequestAllowance
{
public:
    virtual ~RequestAllowance() = default;
    /// Requests a minute; nothing: as many as the server's own limits let through.
    virtual Awaitable<std::optional<int>> perMinute(TenantScope scope) = 0;
};

} // namespace tabletalk
