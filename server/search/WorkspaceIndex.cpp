// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/WorkspaceIndex.h"

#include "server/platform/PlatformDatabase.h"
#include "server/search/SearchStore.h"
#include "server/search/VectorStore.h"

#include <algorithm>

namespace tabletalk {

namespace {

constexpr size_t mostWorkspaces = 10'000;
constexpr size_t mostEmbedders = 4; ///< kept besides those of indexes
constexpr int pageOfRows = 1'000;
/// Where more than so many, and more than half, of an index is of passages that are gone, it is packed.
constexpr qsizetype fewestToPack = 200;
/// A graph is written when so much of it is new.
constexpr qint64 shareToWrite = 10;

bool isWorthPacking(qsizetype removed, qsizetype left)
{
    return removed > std::max(fewestToPack, left / 2);
}

} // namespace

/// What the database says of a workspace.
struct WorkspaceIndexes::Stand
{
    SearchSpace space;
    std::optional<KeptEmbedder> embedder; ///< that serves
};

void WorkspaceIndex::weigh()
{
    weight = words.bytes() + (vectors ? vectors->bytes() : 0) + (embedder ? embedder->bytes() : 0);
}

WorkspaceIndexes::WorkspaceIndexes(PlatformDatabase &database, QString folder, qint64 mostBytes)
    : m_database(database)
    , m_files(std::move(folder))
    , m_indexes(mostWorkspaces, mostBytes,
                [](const std::shared_ptr<WorkspaceIndex> &index) { return index->weight.load(); })
    , m_embedders(mostEmbedders)
{}

std::shared_ptr<const WorkspaceIndex> WorkspaceIndexes::current(const TenantScope &scope, WorkspaceId workspace)
{
    const Stand stand = m_database.readNow(scope, [&](Transaction &transaction) {
        Stand now{SearchStore(transaction, scope, workspace).space(), std::nullopt};
        if (now.space.serving > 0)
            now.embedder = VectorStore(transaction, scope, workspace).embedder(now.space.serving);
        return now;
    });
    const Key key{scope.tenant(), workspace};
    auto index = m_indexes.find(key).value_or(nullptr);
    if (!index)
        index = m_indexes.putIfAbsent(key, std::make_shared<WorkspaceIndex>());
    bool isCurrent = false;
    {
        const std::shared_lock lock(index->mutex);
        isCurrent = index->lastLabel >= stand.space.lastLabel && index->removals >= stand.space.removals
                    && index->generation >= stand.space.serving
                    && (!stand.embedder || index->vectorsUntil >= stand.embedder->embeddedUntil);
    }
    if (!isCurrent) {
        {
            const std::unique_lock lock(index->mutex);
            catchUp(*index, scope, workspace, stand);
        }
        m_indexes.put(key, index); // weighed anew
    }
    return index;
}

/// What is stored meanwhile is found the next time.
void WorkspaceIndexes::catchUp(WorkspaceIndex &index, const TenantScope &scope, WorkspaceId workspace,
                               const Stand &stand)
{
    const bool someLeft = index.removals < stand.space.removals;
    const bool hadSome = index.lastLabel > 0;
    catchUpWithWords(index, scope, workspace, stand);
    catchUpWithVectors(index, scope, workspace, stand);
    if (someLeft && hadSome)
        dropRemoved(index, scope, workspace);
    index.removals = std::max(index.removals, stand.space.removals);
    index.weigh();
}

void WorkspaceIndexes::catchUpWithWords(WorkspaceIndex &index, const TenantScope &scope, WorkspaceId workspace,
                                        const Stand &stand)
{
    while (index.lastLabel < stand.space.lastLabel) {
        const auto words = m_database.readNow(scope, [&](Transaction &transaction) {
            return SearchStore(transaction, scope, workspace).words(index.lastLabel, pageOfRows);
        });
        for (const SearchStore::Words &each : words) {
            index.words.add(each.label, each.words);
            if (!each.language.isEmpty() && std::ranges::find(index.languages, each.language) == index.languages.end())
                index.languages.push_back(each.language);
            index.lastLabel = each.label;
        }
        if (words.size() < size_t(pageOfRows))
            index.lastLabel = std::max(index.lastLabel, stand.space.lastLabel);
    }
}

void WorkspaceIndexes::catchUpWithVectors(WorkspaceIndex &index, const TenantScope &scope, WorkspaceId workspace,
                                          const Stand &stand)
{
    if (!stand.embedder)
        return;
    if (index.generation < stand.embedder->generation)
        openVectors(index, scope, workspace, stand);
    if (index.generation == stand.embedder->generation)
        readVectors(index, scope, workspace, stand);
}

/// Those of a generation that was not searched before: its graph from the file, if one is there that fits.
void WorkspaceIndexes::openVectors(WorkspaceIndex &index, const TenantScope &scope, WorkspaceId workspace,
                                   const Stand &stand)
{
    const KeptEmbedder &embedder = *stand.embedder;
    std::shared_ptr<const search::BuiltInEmbedder> builtIn;
    if (embedder.name == builtInEmbedderName) {
        builtIn = embedderOf(scope, workspace, embedder.generation);
        if (!builtIn)
            return; // it was replaced meanwhile
    }
    index.embedder = std::move(builtIn);
    index.embedderName = embedder.name;
    index.generation = embedder.generation;
    index.vectors = std::make_unique<VectorIndex>(embedder.dimensions);
    index.vectorsUntil = 0;
    index.writtenUntil = 0;
    auto kept = m_files.read({scope.tenant(), workspace}, embedder.generation);
    if (!kept || kept->head.dimensions != embedder.dimensions || kept->head.until > embedder.embeddedUntil)
        return;
    // The truth says which of them are still there; where the file lacks some, it is not the truth's.
    const auto truth = m_database.readNow(scope, [&](Transaction &transaction) {
        return VectorStore(transaction, scope, workspace).labels(embedder.generation, kept->head.until);
    });
    for (const qint64 label : kept->vectors->labels()) {
        if (!std::ranges::binary_search(truth, label))
            kept->vectors->remove(label);
    }
    if (kept->vectors->size() != qsizetype(truth.size()))
        return;
    index.vectors = std::move(kept->vectors);
    index.vectorsUntil = kept->head.until;
    index.writtenUntil = kept->head.until;
}

void WorkspaceIndexes::readVectors(WorkspaceIndex &index, const TenantScope &scope, WorkspaceId workspace,
                                   const Stand &stand)
{
    const KeptEmbedder &embedder = *stand.embedder;
    while (index.vectorsUntil < embedder.embeddedUntil) {
        const auto vectors = m_database.readNow(scope, [&](Transaction &transaction) {
            return VectorStore(transaction, scope, workspace)
                .vectors(embedder.generation, index.vectorsUntil, embedder.embeddedUntil, pageOfRows);
        });
        for (const auto &each : vectors) {
            index.vectors->add(each.label, each.vector);
            index.vectorsUntil = each.label;
        }
        if (vectors.size() < size_t(pageOfRows))
            index.vectorsUntil = embedder.embeddedUntil;
    }
}

void WorkspaceIndexes::dropRemoved(WorkspaceIndex &index, const TenantScope &scope, WorkspaceId workspace)
{
    const auto left = m_database.readNow(scope, [&](Transaction &transaction) {
        return SearchStore(transaction, scope, workspace).labels(index.lastLabel);
    });
    for (const qint64 label : index.words.labels()) {
        if (!std::ranges::binary_search(left, label))
            index.words.remove(label);
    }
    if (isWorthPacking(index.words.removed(), index.words.size()))
        index.words.compact();
    if (!index.vectors)
        return;
    for (const qint64 label : index.vectors->labels()) {
        if (!std::ranges::binary_search(left, label))
            index.vectors->remove(label);
    }
    if (isWorthPacking(index.vectors->removed(), index.vectors->size())) {
        index.vectors = index.vectors->asList(); // whose graph is made by and by
        index.writtenUntil = 0;
    }
}

std::shared_ptr<const search::BuiltInEmbedder> WorkspaceIndexes::embedderOf(const TenantScope &scope,
                                                                            WorkspaceId workspace, int generation)
{
    const EmbedderKey key{{scope.tenant(), workspace}, generation};
    if (auto known = m_embedders.find(key))
        return *known;
    auto read = search::BuiltInEmbedder::fromBytes(m_database.readNow(scope, [&](Transaction &transaction) {
        return VectorStore(transaction, scope, workspace).learned(generation);
    }));
    if (!read)
        return nullptr;
    return m_embedders.putIfAbsent(key, std::make_shared<const search::BuiltInEmbedder>(*std::move(read)));
}

void WorkspaceIndexes::makeGraph(const TenantScope &scope, WorkspaceId workspace, const std::stop_token &stop)
{
    current(scope, workspace);
    const auto index = m_indexes.find({scope.tenant(), workspace}).value_or(nullptr);
    if (!index)
        return;
    std::unique_ptr<VectorIndex> list;
    int generation = 0;
    {
        const std::shared_lock lock(index->mutex);
        if (!index->vectors || index->vectors->size() <= VectorIndex::mostExact)
            return;
        generation = index->generation;
        if (!index->vectors->isGraph())
            list = index->vectors->asList();
    }
    if (list) {
        auto graph = list->asGraph(stop);
        if (!graph)
            return;
        const std::unique_lock lock(index->mutex);
        takeGraph(*index, std::move(graph), generation);
    }
    keepGraph(*index, scope, workspace);
    m_indexes.put({scope.tenant(), workspace}, index); // weighed anew
}

/// With what came and went while it was made.
void WorkspaceIndexes::takeGraph(WorkspaceIndex &index, std::unique_ptr<VectorIndex> graph, int generation)
{
    if (index.generation != generation)
        return;
    for (const qint64 label : graph->labels()) {
        if (!index.vectors->contains(label))
            graph->remove(label);
    }
    for (const qint64 label : index.vectors->labels()) {
        if (!graph->contains(label))
            graph->add(label, *index.vectors->vectorOf(label));
    }
    index.vectors = std::move(graph);
    index.weigh();
}

void WorkspaceIndexes::keepGraph(WorkspaceIndex &index, const TenantScope &scope, WorkspaceId workspace)
{
    VectorFiles::Head head;
    {
        const std::shared_lock lock(index.mutex);
        const bool isNew = index.vectorsUntil - index.writtenUntil > index.vectorsUntil / shareToWrite;
        if (!index.vectors->isGraph() || !isNew)
            return;
        head = {index.generation, index.vectors->dimensions(), index.vectorsUntil};
        if (!m_files.write({scope.tenant(), workspace}, head, *index.vectors))
            return;
    }
    const std::unique_lock lock(index.mutex);
    if (index.generation == head.generation)
        index.writtenUntil = std::max(index.writtenUntil, head.until);
}

} // namespace tabletalk
