// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/BuiltInEmbedder.h"
#include "core/search/PassageIndex.h"
#include "server/base/LruCache.h"
#include "server/platform/Scope.h"
#include "server/search/VectorFiles.h"
#include "server/search/VectorIndex.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <vector>

namespace tabletalk {

class PlatformDatabase;

/// What is held in memory of a workspace to search in it: a cache of what is stored.
struct WorkspaceIndex
{
    mutable std::shared_mutex mutex;
    search::PassageIndex words;
    std::vector<QString> languages; ///< that passages are in, as they came
    qint64 lastLabel = 0;           ///< up to which it knows passages
    qint64 removals = 0;            ///< of which it knows

    int generation = 0; ///< of the vectors; 0: there are none
    QString embedderName;
    std::shared_ptr<const search::BuiltInEmbedder> embedder; ///< where it is the built-in one
    std::unique_ptr<VectorIndex> vectors;
    qint64 vectorsUntil = 0; ///< label up to which passages have them
    qint64 writtenUntil = 0; ///< of them are in the file

    /// How much memory it takes, as it was counted last; without the mutex, which may be held for a while.
    std::atomic<qsizetype> weight = 0;
    /// Counts it, under the mutex.
    void weigh();
};

/// The indexes of the workspaces that are searched, bounded by bytes: that which was used longest ago goes first.
/// Each catches up with the database before it is used, so that several servers on one database find the same.
/// Thread-safe; blocking.
class WorkspaceIndexes
{
public:
    /// Graphs of vectors are kept in the folder; nowhere when it is empty.
    explicit WorkspaceIndexes(PlatformDatabase &database, QString folder = {},
                              qint64 mostBytes = qint64{512} * 1024 * 1024);

    /// As the database is now. Read it under its mutex, shared.
    std::shared_ptr<const WorkspaceIndex> current(const TenantScope &scope, WorkspaceId workspace);
    /// Makes a graph of many vectors, while they are searched as a list, and writes it to the folder; also where much
    /// has changed since it was written. Takes minutes.
    void makeGraph(const TenantScope &scope, WorkspaceId workspace, const std::stop_token &stop = {});
    /// What the built-in embedder of that generation has learned; null when it is gone.
    std::shared_ptr<const search::BuiltInEmbedder> embedderOf(const TenantScope &scope, WorkspaceId workspace,
                                                              int generation);
    /// Of an organisation that is deleted.
    void forget(TenantId tenant) { m_files.removeAll(tenant); }

private:
    using Key = std::pair<TenantId, WorkspaceId>;
    using EmbedderKey = std::pair<Key, int>;

    struct Stand;
    void catchUp(WorkspaceIndex &index, const TenantScope &scope, WorkspaceId workspace, const Stand &stand);
    void catchUpWithWords(WorkspaceIndex &index, const TenantScope &scope, WorkspaceId workspace, const Stand &stand);
    void catchUpWithVectors(WorkspaceIndex &index, const TenantScope &scope, WorkspaceId workspace, const Stand &stand);
    void openVectors(WorkspaceIndex &index, const TenantScope &scope, WorkspaceId workspace, const Stand &stand);
    void readVectors(WorkspaceIndex &index, const TenantScope &scope, WorkspaceId workspace, const Stand &stand);
    void dropRemoved(WorkspaceIndex &index, const TenantScope &scope, WorkspaceId workspace);
    static void takeGraph(WorkspaceIndex &index, std::unique_ptr<VectorIndex> graph, int generation);
    void keepGraph(WorkspaceIndex &index, const TenantScope &scope, WorkspaceId workspace);

    PlatformDatabase &m_database;
    VectorFiles m_files;
    LruCache<Key, std::shared_ptr<WorkspaceIndex>> m_indexes;
    LruCache<EmbedderKey, std::shared_ptr<const search::BuiltInEmbedder>> m_embedders;
};

} // namespace tabletalk
