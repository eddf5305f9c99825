// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Graph.h"
#include "server/api/Call.h"
#include "server/base/Async.h"

namespace tabletalk {

class PlatformDatabase;

/// The graph of names that a workspace's documents have: looked up, walked along and searched for
/// ways. Shows what the caller may see, and nothing of what only other documents tell. Thread-safe.
class GraphService
{
public:
    explicit GraphService(PlatformDatabase &database)
        : m_database(database)
    {}

    Awaitable<api::GraphEntityList> search(Call call, api::GraphSearchRequest request);
    Awaitable<api::GraphEntityDetail> entity(Call call, api::GraphEntityRequest request);
    Awaitable<api::GraphNeighbours> neighbours(Call call, api::GraphNeighboursRequest request);
    Awaitable<api::GraphPath> path(Call call, api::GraphPathRequest request);

private:
    PlatformDatabase &m_database;
};

} // namespace tabletalk
