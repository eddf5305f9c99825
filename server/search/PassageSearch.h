// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Search.h"
#include "server/access/Viewer.h"
#include "server/base/Async.h"
#include "server/platform/Scope.h"

namespace tabletalk {

/// Finds passages of one workspace that the viewer may see. Throws InvalidRequest.
class PassageSearch
{
public:
    virtual ~PassageSearch() = default;
    virtual Awaitable<api::SearchAnswer> search(TenantScope scope, Viewer viewer, api::SearchRequest request) = 0;
};

} // namespace tabletalk
