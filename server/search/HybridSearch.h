// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/search/PassageSearch.h"

#include <functional>

namespace tabletalk {

class GraphPassages;
class PassageEmbedding;
class PlatformDatabase;
class ProviderEmbedder;
class SearchRun;
class WorkerPool;
class WorkspaceIndexes;

/// What search is made of; all outlive it.
struct HybridSearchParts
{
    PlatformDatabase &database;
    WorkspaceIndexes &indexes;
    WorkerPool &pool;                      ///< searching holds a thread for some milliseconds
    PassageEmbedding *embedding = nullptr; ///< woken where vectors lack; null: nobody makes any
    ProviderEmbedder *provider = nullptr;  ///< null: the built-in embedder makes all vectors
    GraphPassages *graph = nullptr;        ///< null: there is no graph to search
};

/// Finds passages by their words (BM25F), by meaning (nearest vectors), by both (reciprocal rank fusion) or along the
/// graph of entities. What the viewer does not see, what is switched off and what is not of the present generation
/// takes no place in any list: more is asked for until there is enough. Thread-safe.
class HybridSearch final : public PassageSearch
{
public:
    explicit HybridSearch(HybridSearchParts parts)
        : m_parts(parts)
    {}

    Awaitable<api::SearchAnswer> search(TenantScope scope, Viewer viewer, api::SearchRequest request) override;

private:
    Awaitable<void> askProvider(TenantScope scope, SearchRun &run, QString query);

    HybridSearchParts m_parts;
};

} // namespace tabletalk
