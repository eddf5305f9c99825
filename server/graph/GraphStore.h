// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Graph.h"
#include "server/access/Viewer.h"
#include "server/platform/Transaction.h"

namespace tabletalk {

using RelationId = Id<struct RelationTag>;

/// A relation as it is stored, seen from one of its ends.
struct StoredRelation
{
    RelationId id;
    EntityId other;
    api::GraphRelation relation;
};

/// A passage that has a name, and how often.
struct NamedPassage
{
    PassageId id;
    int times = 0;
};

/// The graph of a workspace, as far as its viewer may see the documents that it comes from: an
/// entity that no such document names is not there, and what it is called the others do not tell.
class GraphStore
{
public:
    GraphStore(Transaction &transaction, TenantScope scope, WorkspaceId workspace, Viewer viewer)
        : m_transaction(transaction)
        , m_scope(scope)
        , m_workspace(workspace)
        , m_viewer(viewer)
    {}

    struct Page
    {
        int limit = 0;
        int skip = 0;
    };

    /// kind: none for all. The name that is the text itself first, then the most named.
    std::vector<api::GraphEntity> list(const QString &text, std::optional<int> kind, const Page &page);
    std::optional<api::GraphEntity> find(EntityId id);
    /// The strongest first.
    std::vector<StoredRelation> relationsOf(EntityId id, const Page &page);
    std::vector<api::GraphEvidence> evidenceOf(RelationId id, int limit);
    /// Those that name it most often first.
    std::vector<api::GraphEvidence> mentionsOf(EntityId id, int limit);
    std::vector<NamedPassage> passagesOf(EntityId id, int limit);

private:
    Bindings ofViewer() const;
    std::vector<Record> mentions(EntityId id, int limit);

    Transaction &m_transaction;
    TenantScope m_scope;
    WorkspaceId m_workspace;
    Viewer m_viewer;
};

} // namespace tabletalk
