// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

namespace tabletalk {

class DocumentService;
class FileReaderProcess;
class GraphBuilder;
class GraphService;
class HybridSearch;
class ModelEmbedder;
class PassageEmbedding;
class PassageFollower;
class PassagesByGraph;
class SearchIndexer;
class WebSiteCrawler;
class WorkspaceIndexes;

} // namespace tabletalk

namespace tabletalk::composition {

struct Backbone;
struct Foundation;
struct Models;
struct Pools;

/// What is known besides databases: documents, the search in their passages, and the graph of the names in them.
struct Knowledge
{
    Knowledge(const Foundation &foundation, const Pools &pools, const Backbone &backbone, const Models &models);
    ~Knowledge();

    std::unique_ptr<GraphBuilder> graphBuilder;
    std::unique_ptr<GraphService> graph;
    std::unique_ptr<PassagesByGraph> passagesByGraph;
    std::unique_ptr<WorkspaceIndexes> searchIndexes;
    std::unique_ptr<ModelEmbedder> modelEmbedder;
    std::unique_ptr<PassageEmbedding> passageEmbedding;
    std::unique_ptr<SearchIndexer> searchIndexer;
    std::unique_ptr<HybridSearch> search;
    std::unique_ptr<FileReaderProcess> fileReader;
    std::unique_ptr<WebSiteCrawler> siteCrawler;
    std::vector<PassageFollower *> passageFollowers; ///< whoever follows passages; filled before jobs start
    std::unique_ptr<DocumentService> documents;

private:
    void makeSearch(const Foundation &foundation, const Pools &pools, const Backbone &backbone, const Models &models);
    void makeDocuments(const Foundation &foundation, const Pools &pools, const Backbone &backbone);
};

} // namespace tabletalk::composition
