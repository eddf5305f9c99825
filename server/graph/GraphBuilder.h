// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/Entity.h"
#include "server/knowledge/PassageFollower.h"

namespace tabletalk {

/// The id of a name in a workspace. The same name has the same id again, so that what was stored
/// twice is there once, and links to it hold when its documents were read anew.
EntityId entityIdOf(WorkspaceId workspace, const QString &nameKey);

/// Keeps the graph of names in step with the passages: what is found in those that are stored, in
/// four statements a piece, and nothing of those that leave. Thread-safe.
class GraphBuilder final : public PassageFollower
{
public:
    std::unique_ptr<PassageReading> passagesComing() override;
    void passagesLeaving(Transaction &transaction, const PassagePlace &place) override;
    /// Whether a document is found is asked when somebody looks.
    void documentChanged(const PassagePlace &) override {}
};

} // namespace tabletalk
