// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/plan/JoinGraph.h"

#include "core/ask/link/Glossary.h"

#include <QHash>

#include <algorithm>
#include <queue>
#include <unordered_map>

namespace tabletalk::ask {

static constexpr double inferredCost = 1.2;
static constexpr double guessedCost = 2.5;
static constexpr double preferredCost = 0.3;
static constexpr double avoidedCost = 40;        ///< only where there is no other way
static constexpr size_t mostKeysOfOneName = 100; ///< a name that more keys have says nothing
static constexpr int mostTablesVisited = 5'000;  ///< ways beyond are none that anybody means

Join Join::reversed(bool reversedToMany) const
{
    Join back = *this;
    std::swap(back.from, back.to);
    for (auto &[a, b] : back.columns)
        std::swap(a, b);
    back.toMany = reversedToMany;
    return back;
}

JoinGraph::JoinGraph(const SchemaIndex &index)
    : m_joins(size_t(index.tableCount()))
{
    addKeys(index);
    addGuesses(index);
    addPreferences(index);
}

/// From the table that holds the reference; its own columns may be unique too (one to one).
void JoinGraph::add(const Join &join, bool childIsUnique)
{
    m_joins[size_t(join.from)].push_back(join);
    if (join.from != join.to)
        m_joins[size_t(join.to)].push_back(join.reversed(!childIsUnique));
}

static int columnNamed(const Table &table, const QString &name)
{
    const auto found = std::ranges::find(table.columns, name, &Column::name);
    return found == table.columns.end() ? -1 : int(found - table.columns.begin());
}

void JoinGraph::addKeys(const SchemaIndex &index)
{
    QHash<QString, int> byName;
    for (int t = 0; t < index.tableCount(); ++t)
        byName.insert(QString(index.table(t).schema + QChar(u'\0') + index.table(t).name), t);
    for (int t = 0; t < index.tableCount(); ++t) {
        for (const ForeignKey &key : index.table(t).foreignKeys) {
            const int target = byName.value(QString(key.referencedSchema + QChar(u'\0') + key.referencedTable), -1);
            if (target < 0 || key.columns.size() != key.referencedColumns.size() || key.columns.empty())
                continue;
            Join join{.from = t, .to = target, .columns = {}};
            bool complete = true;
            for (size_t i = 0; i < key.columns.size(); ++i) {
                join.columns.emplace_back(columnNamed(index.table(t), key.columns[i]),
                                          columnNamed(index.table(target), key.referencedColumns[i]));
                complete = complete && join.columns.back().first >= 0 && join.columns.back().second >= 0;
            }
            if (!complete)
                continue;
            join.cost = key.origin == KeyOrigin::Declared ? 1 : inferredCost + (1 - key.confidence);
            const bool unique = join.columns.size() == 1 && index.facts(Place{t, join.columns.front().first}).unique;
            add(join, unique);
        }
    }
}

/// Databases without declared keys still name the reference like the key it means.
void JoinGraph::addGuesses(const SchemaIndex &index)
{
    QHash<QString, std::vector<Place>> keys;
    for (int t = 0; t < index.tableCount(); ++t) {
        if (const int key = index.facts(t).keyColumn; key >= 0)
            keys[index.column({t, key}).name.toLower()].push_back({t, key});
    }
    for (int t = 0; t < index.tableCount(); ++t) {
        for (const Place place : index.columnsOf(t)) {
            const QString name = index.column(place).name.toLower();
            if (name.size() < 4)
                continue;
            const auto found = keys.constFind(name);
            if (found == keys.constEnd() || found->size() > mostKeysOfOneName)
                continue;
            for (const Place key : *found) {
                if (key.table == t)
                    continue;
                const bool known = std::ranges::any_of(m_joins[size_t(t)], [&](const Join &j) {
                    return std::ranges::any_of(j.columns, [&](const auto &pair) { return pair.first == place.column; });
                });
                if (!known)
                    add({.from = t, .to = key.table, .columns = {{place.column, key.column}}, .cost = guessedCost},
                        index.facts(place).unique);
            }
        }
    }
}

/// Of the joins in one direction that use these columns; of all when there are none.
void JoinGraph::setCost(const std::vector<std::pair<int, int>> &columns, int from, int to, double cost)
{
    for (Join &join : m_joins[size_t(from)]) {
        const bool same = std::ranges::is_permutation(join.columns, columns);
        if (join.to == to && (columns.empty() || same))
            join.cost = cost;
    }
}

/// The organisation knows best how its tables belong together.
void JoinGraph::addPreferences(const SchemaIndex &index)
{
    if (!index.glossary())
        return;
    for (const GlossaryJoin &join : index.glossary()->joins()) {
        std::vector<std::pair<int, int>> back;
        back.reserve(join.columns.size());
        for (const auto &[a, b] : join.columns)
            back.emplace_back(b, a);
        const bool known = std::ranges::any_of(m_joins[size_t(join.from)], [&](const Join &j) {
            return j.to == join.to && std::ranges::is_permutation(j.columns, join.columns);
        });
        const auto unique = [&](int table, const std::vector<std::pair<int, int>> &columns) {
            return columns.size() == 1 && index.facts(Place{table, columns.front().first}).unique;
        };
        if (!known && !join.avoid) {
            // The end whose column is a key is the one that is referred to.
            const bool turned = unique(join.from, join.columns) && !unique(join.to, back);
            add({.from = turned ? join.to : join.from,
                 .to = turned ? join.from : join.to,
                 .columns = turned ? back : join.columns},
                turned ? unique(join.to, back) : unique(join.from, join.columns));
        }
        const double cost = join.avoid ? avoidedCost : preferredCost;
        setCost(join.columns, join.from, join.to, cost);
        setCost(back, join.to, join.from, cost);
    }
}

namespace {

/// How a table is reached from those that are connected already.
struct Reach
{
    double distance = 0;
    const Join *by = nullptr;
};

} // namespace

/// What is kept grows with the tables that are visited and not with the schema.
std::optional<std::vector<Join>> JoinGraph::connect(int root, const std::vector<int> &tables) const
{
    std::vector<Join> tree;
    std::vector<int> members{root};
    std::vector<int> missing;
    for (const int table : tables) {
        if (table != root && std::ranges::find(missing, table) == missing.end())
            missing.push_back(table);
    }
    using Step = std::pair<double, int>;
    while (!missing.empty()) {
        std::unordered_map<int, Reach> reached;
        std::priority_queue<Step, std::vector<Step>, std::greater<>> queue;
        for (const int table : members) {
            reached[table] = {};
            queue.push({0, table});
        }
        int found = -1;
        for (int visited = 0; !queue.empty() && visited < mostTablesVisited; ++visited) {
            const auto [so, table] = queue.top();
            queue.pop();
            if (so > reached[table].distance)
                continue;
            if (std::ranges::find(missing, table) != missing.end()) {
                found = table;
                break;
            }
            for (const Join &join : m_joins[size_t(table)]) {
                const double far = so + join.cost;
                const auto known = reached.find(join.to);
                if (known == reached.end() || far < known->second.distance) {
                    reached[join.to] = {far, &join};
                    queue.push({far, join.to});
                }
            }
        }
        if (found < 0)
            return {};
        std::vector<Join> path;
        for (const Join *by = reached[found].by; by; by = reached[by->from].by)
            path.push_back(*by);
        for (auto join = path.rbegin(); join != path.rend(); ++join) {
            tree.push_back(*join);
            members.push_back(join->to);
            std::erase(missing, join->to);
        }
    }
    return tree;
}

} // namespace tabletalk::ask
