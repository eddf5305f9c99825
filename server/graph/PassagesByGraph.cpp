// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graph/PassagesByGraph.h"

#include "server/graph/GraphStore.h"
#include "server/graph/NamesInQuery.h"
#include "server/platform/PlatformDatabase.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace tabletalk {

namespace {

constexpr size_t mostNames = 6;    ///< of a query
constexpr int nearNames = 12;      ///< of each of them, the strongest
constexpr int passagesOfName = 60; ///< of a name that the query has
constexpr int passagesOfNearName = 10;
constexpr double nearWeight = 0.35; ///< of what a relation of weight 1 leads to

/// How much a name says: less the more documents have it.
double rarity(const api::GraphEntity &entity)
{
    return 1 / (1 + std::log(double(std::max<qint64>(entity.documents, 1))));
}

class Gathering
{
public:
    explicit Gathering(GraphStore &store)
        : m_store(store)
    {}

    void add(const api::GraphEntity &named)
    {
        const double weight = rarity(named);
        add(named.id, passagesOfName, weight, {named.name});
        for (const StoredRelation &neighbour : m_store.relationsOf(named.id, {.limit = nearNames, .skip = 0})) {
            const auto other = m_store.find(neighbour.other);
            if (!other)
                continue;
            const double strength = std::min(neighbour.relation.weight, 2.0);
            add(other->id, passagesOfNearName, weight * rarity(*other) * nearWeight * strength,
                {named.name, other->name});
        }
    }

    std::vector<GraphCandidate> best(size_t most)
    {
        std::vector<GraphCandidate> list;
        list.reserve(size_t(m_found.size()));
        for (Found &found : m_found)
            list.push_back(std::move(found.candidate));
        std::ranges::sort(list, [](const GraphCandidate &a, const GraphCandidate &b) {
            return a.score != b.score ? a.score > b.score : a.passage < b.passage;
        });
        if (list.size() > most)
            list.resize(most);
        return list;
    }

private:
    struct Found
    {
        GraphCandidate candidate;
        double strongest = 0; ///< of the ways to it, which its path shows
    };

    void add(EntityId entity, int most, double weight, const std::vector<QString> &path)
    {
        for (const NamedPassage &passage : m_store.passagesOf(entity, most)) {
            const double score = weight * (1 + std::log(double(std::max(passage.times, 1))));
            Found &found = m_found[passage.id];
            found.candidate.passage = passage.id;
            found.candidate.score += score;
            if (score > found.strongest) {
                found.strongest = score;
                found.candidate.path = path;
            }
        }
    }

    GraphStore &m_store;
    QHash<PassageId, Found> m_found;
};

} // namespace

Awaitable<std::vector<GraphCandidate>> PassagesByGraph::find(TenantScope scope, WorkspaceId workspace, Viewer viewer,
                                                             QString query, size_t most)
{
    auto read = [scope, workspace, viewer, query, most](Transaction &transaction) {
        GraphStore store(transaction, scope, workspace, viewer);
        Gathering gathering(store);
        for (const api::GraphEntity &named : namesInQuery(store, workspace, query, mostNames))
            gathering.add(named);
        return gathering.best(most);
    };
    co_return co_await m_database.read(scope, std::move(read));
}

} // namespace tabletalk
