// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/HybridSearch.h"

#include "core/base/Problem.h"
#include "server/base/WorkerPool.h"
#include "server/search/PassageEmbedding.h"
#include "server/search/SearchRun.h"

#include <QCoreApplication>
#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype longestQuery = 2'000;
constexpr int mostHits = 100;
constexpr int usualHits = 10;
constexpr size_t mostDocuments = 200;
constexpr size_t mostCandidates = 500; ///< of the graph, of which some may not be seen

QString tr(const char *text)
{
    return QCoreApplication::translate("Search", text);
}

SearchMode modeOf(const std::optional<QString> &name)
{
    if (!name || *name == u"hybrid")
        return SearchMode::Hybrid;
    if (*name == u"keyword")
        return SearchMode::Keyword;
    if (*name == u"vector")
        return SearchMode::Vector;
    if (*name == u"graph")
        return SearchMode::Graph;
    throw Problem::invalid(u"params.mode"_s, tr("expected keyword, vector, hybrid or graph"));
}

SearchRun::Asked checked(TenantScope scope, Viewer viewer, api::SearchRequest &&request)
{
    const QString query = request.query.simplified();
    if (query.isEmpty() || query.size() > longestQuery)
        throw Problem::invalid(u"params.query"_s, tr("must have 1 to 2000 characters"));
    const int limit = request.limit.value_or(usualHits);
    if (limit < 1 || limit > mostHits)
        throw Problem::invalid(u"params.limit"_s, tr("expected 1 to 100"));
    if (request.documentIds.size() > mostDocuments)
        throw Problem::invalid(u"params.documentIds"_s, tr("may name 200 documents"));
    return {
        scope, viewer, request.workspaceId, query, modeOf(request.mode), size_t(limit), std::move(request.documentIds)};
}

} // namespace

/// Where it does not answer, passages are found by their words.
Awaitable<void> HybridSearch::askProvider(TenantScope scope, SearchRun &run, QString query)
{
    if (m_parts.provider == nullptr) {
        run.note(tr("The model that made the vectors is not there any more."));
        co_return;
    }
    std::vector<QString> texts{query};
    auto made = co_await m_parts.provider->embed(scope, std::move(texts));
    if (made && !made->empty())
        run.giveVector(std::move(made->front()));
    else
        run.note(tr("The model for search does not answer, so passages were found by words alone: %1")
                     .arg(made ? QString() : made.error().detail));
}

Awaitable<api::SearchAnswer> HybridSearch::search(TenantScope scope, Viewer viewer, api::SearchRequest request)
{
    QElapsedTimer timer;
    timer.start();
    const SearchRun::Asked asked = checked(scope, viewer, std::move(request));
    if (asked.mode == SearchMode::Graph && m_parts.graph == nullptr)
        throw Problem::invalid(u"params.mode"_s, tr("there is no graph of this workspace to search"));
    std::vector<GraphCandidate> candidates;
    if (asked.mode == SearchMode::Graph)
        candidates = co_await m_parts.graph->find(scope, asked.workspace, viewer, asked.query, mostCandidates);
    auto begin = [this, asked] { return std::make_shared<SearchRun>(m_parts.database, m_parts.indexes, asked); };
    const std::shared_ptr<SearchRun> run = co_await m_parts.pool.run(scope.tenant(), std::move(begin));
    if (m_parts.embedding != nullptr && run->lacksVectors())
        m_parts.embedding->wake(scope, asked.workspace);
    if (!run->wantsVectorOf().isEmpty())
        co_await askProvider(scope, *run, asked.query);
    auto end = [run, candidates] { return run->answer(candidates); };
    api::SearchAnswer answer = co_await m_parts.pool.run(scope.tenant(), std::move(end));
    answer.ms = timer.elapsed();
    co_return answer;
}

} // namespace tabletalk
