// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graph/GraphService.h"

#include "core/graph/Entity.h"
#include "server/api/Cursor.h"
#include "server/graph/GraphStore.h"
#include "server/graph/GraphWalk.h"
#include "server/platform/PlatformDatabase.h"

#include <QCoreApplication>
#include <QSet>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype longestText = 200;
constexpr int farthest = 5'000; ///< of a list
constexpr int detailRelations = 40;
constexpr int detailEvidence = 3; ///< of each relation
constexpr int detailMentions = 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("Graph", text);
}

GraphStore::Page pageOf(std::optional<int> limit, const std::optional<QString> &cursor)
{
    GraphStore::Page page{.limit = pageLimit(limit) + 1, .skip = 0};
    if (!cursor)
        return page;
    bool isNumber = false;
    page.skip = decodeCursor(*cursor, 1).constFirst().toInt(&isNumber);
    if (!isNumber || page.skip < 0)
        throw Problem::invalid(u"params.cursor"_s, tr("is none of this list"));
    return page;
}

/// Cuts a list that was read with one item more than asked for, and says where it goes on.
template <class Item>
std::optional<QString> cutToPage(std::vector<Item> &items, const GraphStore::Page &page)
{
    const int wanted = page.limit - 1;
    if (int(items.size()) <= wanted)
        return std::nullopt;
    items.resize(size_t(wanted));
    const int next = page.skip + wanted;
    return next < farthest ? std::optional(encodeCursor({QString::number(next)})) : std::nullopt;
}

std::optional<int> kindOf(const std::optional<QString> &name)
{
    if (!name || name->isEmpty())
        return std::nullopt;
    const auto kind = graph::kindFromName(*name);
    if (!kind)
        throw Problem::invalid(u"params.kind"_s,
                               tr("expected person, organization, place, product, code, term or other"));
    return int(*kind);
}

void requireWorkspace(Transaction &transaction, const TenantScope &scope, WorkspaceId workspace)
{
    if (!transaction.selectOne(scope, u"tenants/find_workspace"_s, {{u"id"_s, stored(workspace)}}))
        throw Problem::of(ProblemCode::NotFound);
}

api::GraphEntity require(GraphStore &store, EntityId id)
{
    auto entity = store.find(id);
    if (!entity)
        throw Problem::of(ProblemCode::NotFound);
    return *std::move(entity);
}

api::GraphEntityDetail detailOf(GraphStore &store, EntityId id)
{
    api::GraphEntityDetail detail;
    detail.entity = require(store, id);
    for (const StoredRelation &relation : store.relationsOf(id, {.limit = detailRelations, .skip = 0})) {
        auto other = store.find(relation.other);
        if (other)
            detail.relations.push_back(
                {relation.relation, *std::move(other), store.evidenceOf(relation.id, detailEvidence)});
    }
    detail.mentions = store.mentionsOf(id, detailMentions);
    return detail;
}

api::GraphPath pathIn(GraphStore &store, const api::GraphPathRequest &request)
{
    api::GraphPath path;
    path.entities.push_back(require(store, request.fromId));
    require(store, request.toId);
    GraphWalk walk(store);
    const auto steps = walk.path(request.fromId, request.toId);
    if (!steps) {
        path.entities.clear();
        path.note = walk.gaveUp() ? tr("They are too far apart to say how they are connected.")
                                  : tr("No sentence connects them.");
        return path;
    }
    for (const GraphWalk::Step &step : *steps) {
        path.entities.push_back(require(store, step.to));
        path.relations.push_back(step.relation.relation);
        for (api::GraphEvidence &evidence : store.evidenceOf(step.relation.id, 1))
            path.evidence.push_back(std::move(evidence));
    }
    path.found = true;
    return path;
}

} // namespace

Awaitable<api::GraphEntityList> GraphService::search(Call call, api::GraphSearchRequest request)
{
    const QString text = request.text.value_or(QString());
    if (text.size() > longestText)
        throw Problem::invalid(u"params.text"_s, tr("may have 200 characters"));
    const auto kind = kindOf(request.kind);
    const GraphStore::Page page = pageOf(request.limit, request.cursor);
    auto read = [scope = call.scope, viewer = Viewer::of(call.caller), workspace = request.workspaceId, text, kind,
                 page](Transaction &transaction) {
        requireWorkspace(transaction, scope, workspace);
        return GraphStore(transaction, scope, workspace, viewer).list(text, kind, page);
    };
    api::GraphEntityList list;
    list.items = co_await m_database.read(call.scope, std::move(read));
    list.nextCursor = cutToPage(list.items, page);
    co_return list;
}

Awaitable<api::GraphEntityDetail> GraphService::entity(Call call, api::GraphEntityRequest request)
{
    auto read = [scope = call.scope, viewer = Viewer::of(call.caller), request](Transaction &transaction) {
        requireWorkspace(transaction, scope, request.workspaceId);
        GraphStore store(transaction, scope, request.workspaceId, viewer);
        return detailOf(store, request.id);
    };
    co_return co_await m_database.read(call.scope, std::move(read));
}

Awaitable<api::GraphNeighbours> GraphService::neighbours(Call call, api::GraphNeighboursRequest request)
{
    const GraphStore::Page page = pageOf(request.limit, request.cursor);
    auto read = [scope = call.scope, viewer = Viewer::of(call.caller), workspace = request.workspaceId, id = request.id,
                 page](Transaction &transaction) {
        requireWorkspace(transaction, scope, workspace);
        GraphStore store(transaction, scope, workspace, viewer);
        api::GraphNeighbours neighbours;
        neighbours.centre = require(store, id);
        std::vector<StoredRelation> relations = store.relationsOf(id, page);
        neighbours.nextCursor = cutToPage(relations, page);
        QSet<EntityId> known;
        for (const StoredRelation &relation : relations) {
            neighbours.relations.push_back(relation.relation);
            if (known.contains(relation.other))
                continue;
            known.insert(relation.other);
            if (auto other = store.find(relation.other))
                neighbours.entities.push_back(*std::move(other));
        }
        return neighbours;
    };
    co_return co_await m_database.read(call.scope, std::move(read));
}

Awaitable<api::GraphPath> GraphService::path(Call call, api::GraphPathRequest request)
{
    auto read = [scope = call.scope, viewer = Viewer::of(call.caller), request](Transaction &transaction) {
        requireWorkspace(transaction, scope, request.workspaceId);
        GraphStore store(transaction, scope, request.workspaceId, viewer);
        return pathIn(store, request);
    };
    co_return co_await m_database.read(call.scope, std::move(read));
}

} // namespace tabletalk
