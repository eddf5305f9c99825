// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/composition/Knowledge.h"

#include "server/DataDirectory.h"
#include "server/composition/Backbone.h"
#include "server/composition/Foundation.h"
#include "server/composition/Models.h"
#include "server/composition/Pools.h"
#include "server/graph/GraphBuilder.h"
#include "server/graph/GraphService.h"
#include "server/graph/PassagesByGraph.h"
#include "server/knowledge/DocumentService.h"
#include "server/knowledge/StandardReaders.h"
#include "server/knowledge/WebSiteCrawler.h"
#include "server/models/ModelEmbedder.h"
#include "server/search/HybridSearch.h"
#include "server/search/PassageEmbedding.h"
#include "server/search/SearchIndexer.h"
#include "server/search/WorkspaceIndex.h"

namespace tabletalk::composition {

Knowledge::Knowledge(const Foundation &foundation, const Pools &pools, const Backbone &backbone, const Models &models)
    : graphBuilder(std::make_unique<GraphBuilder>())
    , graph(std::make_unique<GraphService>(*foundation.database))
    , passagesByGraph(std::make_unique<PassagesByGraph>(*foundation.database))
{
    makeSearch(foundation, pools, backbone, models);
    passageFollowers = {searchIndexer.get(), graphBuilder.get()};
    makeDocuments(foundation, pools, backbone);
}

Knowledge::~Knowledge() = default;

void Knowledge::makeSearch(const Foundation &foundation, const Pools &pools, const Backbone &backbone,
                           const Models &models)
{
    PlatformDatabase &database = *foundation.database;
    searchIndexes = std::make_unique<WorkspaceIndexes>(database, foundation.directory->search());
    modelEmbedder = std::make_unique<ModelEmbedder>(*models.service, foundation.clock);
    passageEmbedding = std::make_unique<PassageEmbedding>(EmbeddingParts{.database = database,
                                                                         .jobs = *backbone.jobs,
                                                                         .indexes = *searchIndexes,
                                                                         .pool = *pools.search,
                                                                         .clock = foundation.clock,
                                                                         .provider = modelEmbedder.get()});
    searchIndexer = std::make_unique<SearchIndexer>(
        [this](const TenantScope &scope, WorkspaceId workspace) { passageEmbedding->wake(scope, workspace); });
    search = std::make_unique<HybridSearch>(HybridSearchParts{.database = database,
                                                              .indexes = *searchIndexes,
                                                              .pool = *pools.search,
                                                              .embedding = passageEmbedding.get(),
                                                              .provider = modelEmbedder.get(),
                                                              .graph = passagesByGraph.get()});
}

void Knowledge::makeDocuments(const Foundation &foundation, const Pools &pools, const Backbone &backbone)
{
    FileReaderOptions reading;
    reading.scratch = foundation.directory->reading();
    fileReader = std::make_unique<FileReaderProcess>(reading);
    siteCrawler = std::make_unique<WebSiteCrawler>(*foundation.outbound, *fileReader, foundation.clock);
    documents = std::make_unique<DocumentService>(DocumentParts{.database = *foundation.database,
                                                                .vault = *foundation.vault,
                                                                .jobs = *backbone.jobs,
                                                                .controlPool = *pools.control,
                                                                .clock = foundation.clock,
                                                                .followers = passageFollowers,
                                                                .readers = standardReaders(*fileReader, *siteCrawler)});
}

} // namespace tabletalk::composition
