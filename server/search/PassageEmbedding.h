// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/JobService.h"
#include "server/search/ProviderEmbedder.h"
#include "server/search/VectorStore.h"

#include <optional>

namespace tabletalk {

class Clock;
class PlatformDatabase;
class WorkerPool;
class WorkspaceIndexes;

/// What the embedding of passages is made of; all outlive it.
struct EmbeddingParts
{
    PlatformDatabase &database;
    JobService &jobs;
    WorkspaceIndexes &indexes;
    WorkerPool &pool; ///< for what wakes it
    const Clock &clock;
    ProviderEmbedder *provider = nullptr; ///< null: the built-in one makes all vectors
};

/// Makes the vectors of a workspace's passages, as a job that goes on where it was when it was cut off. The built-in
/// embedder learns anew when the workspace has grown; until all passages have vectors of the new kind, the old ones are
/// searched. The same holds when an organisation chooses another embedder.
class PassageEmbedding
{
public:
    /// Adds its kind of job; make it before jobs.start().
    explicit PassageEmbedding(EmbeddingParts parts);

    /// Something in the workspace may lack vectors. Returns at once.
    void wake(const TenantScope &scope, WorkspaceId workspace);
    /// The work of a job: until nothing is left to do, or it is asked to stop. Blocking.
    void embedAll(const TenantScope &scope, WorkspaceId workspace, const std::stop_token &stop);

private:
    struct Stand;
    Stand standOf(const TenantScope &scope, WorkspaceId workspace) const;
    /// Whether something was done.
    bool step(const TenantScope &scope, WorkspaceId workspace, const std::stop_token &stop);
    bool begin(const TenantScope &scope, WorkspaceId workspace, const Stand &stand, const QString &embedder,
               const std::stop_token &stop);
    void embedSome(const TenantScope &scope, WorkspaceId workspace, const KeptEmbedder &embedder);
    std::vector<VectorStore::LabelledVector> vectorsOf(const TenantScope &scope, WorkspaceId workspace,
                                                       const KeptEmbedder &embedder,
                                                       const std::vector<VectorStore::Text> &texts);

    EmbeddingParts m_parts;
};

} // namespace tabletalk
