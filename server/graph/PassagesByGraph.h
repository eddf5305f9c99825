// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/search/GraphPassages.h"

namespace tabletalk {

class PlatformDatabase;

/// Passages that name what a query names, and those that name what sentences relate to it. A name
/// that is everywhere says little; a passage that several names lead to says more. Thread-safe.
class PassagesByGraph final : public GraphPassages
{
public:
    explicit PassagesByGraph(PlatformDatabase &database)
        : m_database(database)
    {}

    Awaitable<std::vector<GraphCandidate>> find(TenantScope scope, WorkspaceId workspace, Viewer viewer, QString query,
                                                size_t most) override;

private:
    PlatformDatabase &m_database;
};

} // namespace tabletalk
