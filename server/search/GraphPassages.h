// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/KnowledgeIds.h"
#include "server/access/Viewer.h"
#include "server/base/Async.h"
#include "server/platform/Scope.h"

#include <QString>

#include <vector>

namespace tabletalk {

/// A passage that entities of a query lead to.
struct GraphCandidate
{
    PassageId passage;
    double score = 0;          ///< weight of the path; more is better
    std::vector<QString> path; ///< names of entities, from the query's to the passage's
};

/// Finds passages along entities and their relations. What it gives may hold passages that the viewer does not see:
/// whoever asks leaves these out.
class GraphPassages
{
public:
    virtual ~GraphPassages() = default;

    /// The best first, at most so many.
    virtual Awaitable<std::vector<GraphCandidate>> find(TenantScope scope, WorkspaceId workspace, Viewer viewer,
                                                        QString query, size_t most) = 0;
};

} // namespace tabletalk
