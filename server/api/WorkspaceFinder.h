// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "server/base/Async.h"
#include "server/platform/Scope.h"

#include <QString>

#include <optional>
#include <string>

namespace tabletalk {

/// Says in which workspace of an organisation a thing lies, so that the dispatcher can keep
/// whoever may enter one workspace alone out of the others.
class WorkspaceFinder
{
public:
    virtual ~WorkspaceFinder() = default;
    /// thing: "database", "conversation", "message", "result", "stream", "saved_question" or
    /// "dashboard". Nothing when the organisation has no such thing, or it lies in no workspace.
    virtual Awaitable<std::optional<WorkspaceId>> workspaceOf(TenantScope scope, std::string thing, QString id) = 0;
};

} // namespace tabletalk
