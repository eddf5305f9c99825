// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/plan/JoinGraph.h"

#include "core/ask/link/Glossary.h"
#include "core/ask/plan/TypeCare.h"

#include <QHash>

#include <algorithm>
#include <limits>
#include <queue>
#include <unordered_map>

namespace tabletalk::ask {

static constexpr double inferredCost = 1.2;
static constexpr double guessedCost = 2.5;
static constexpr double preferredCost = 0.3;
static constexpr double roleCost = 0.1;          ///< more for a key of a role: "advisor" says less than "instructor"
static constexpr double optionalCost = 0.05;     ///< more for a reference that rows may lack
static constexpr double hubCost = 0.6;           ///< more for rows that share nothing but what they refer to
static constexpr double spokenPart = 0.35;       ///< of the cost of steps at a table that the question speaks of
static constexpr double ownNameGain = 0.04;      ///< less for "patient_diagnoses" between patients and diagnoses
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

/// "customer_id" names the table customers, "buyer_id" a role of theirs.
static bool namesTable(const ColumnFacts &column, const TableFacts &table)
{
    return std::ranges::any_of(column.name, [&](const NamePart &part) {
        return std::ranges::find(table.name, part.stem, &NamePart::stem) != table.name.end();
    });
}

/// "patient_diagnoses" is called after patients and after diagnoses: it is what holds them together.
static bool isCalledAfter(const TableFacts &table, const TableFacts &target)
{
    return table.name.size() > target.name.size() && std::ranges::all_of(target.name, [&](const NamePart &part) {
               return std::ranges::find(table.name, part.stem, &NamePart::stem) != table.name.end();
           });
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
            const auto isRole = [&](const auto &pair) {
                const QString &referred = index.column({target, pair.second}).name;
                const bool sameName = index.column({t, pair.first}).name.compare(referred, Qt::CaseInsensitive) == 0;
                return !sameName && !namesTable(index.facts(Place{t, pair.first}), index.facts(target));
            };
            const auto isOptional = [&](const auto &pair) {
                return index.column({t, pair.first}).profile.nullCount.value_or(0) > 0;
            };
            if (std::ranges::any_of(join.columns, isRole))
                join.cost += roleCost;
            if (std::ranges::any_of(join.columns, isOptional))
                join.cost += optionalCost;
            if (isCalledAfter(index.facts(t), index.facts(target)))
                join.cost -= ownNameGain;
            const bool unique = join.columns.size() == 1 && index.facts(Place{t, join.columns.front().first}).unique;
            add(join, unique);
        }
    }
}

/// Whether an engine that minds types compares the two.
static bool areComparable(const Column &a, const Column &b)
{
    const auto isNumber = [](const Column &column) {
        return column.type == ColumnType::Integer || column.type == ColumnType::Decimal
               || column.type == ColumnType::Real;
    };
    return a.databaseType == b.databaseType || (isNumber(a) && isNumber(b)) || (isPlainText(a) && isPlainText(b));
}

/// Databases without declared keys still name the reference like the key it means.
void JoinGraph::addGuesses(const SchemaIndex &index)
{
    const bool mindsTypes = index.schema().dialect == Dialect::PostgreSQL;
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
                if (key.table == t || (mindsTypes && !areComparable(index.column(place), index.column(key))))
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

/// A table on the way, and whether it was reached from rows that refer to it. From there to
/// others that refer to it is a turn at a hub: a course and a lecturer of one department.
struct Stop
{
    int table = -1;
    bool byReference = false;

    auto operator<=>(const Stop &) const = default;
};

/// How a table is reached from those that are connected already.
struct Reach
{
    double distance = 0;
    const Join *by = nullptr;
    Stop before;
};

/// The cheapest ways from some tables to others; what is kept grows with the tables that are
/// visited and not with the schema.
class Ways
{
public:
    Ways(const std::vector<std::vector<Join>> &joins, const std::vector<int> &wanted, const std::vector<int> &spokenOf)
        : m_joins(joins)
        , m_wanted(wanted)
        , m_spokenOf(spokenOf)
    {}

    void startAt(Stop stop)
    {
        m_reached[keyOf(stop)] = {};
        m_open.push({0, stop});
    }

    /// The nearest of the tables wanted.
    std::optional<Stop> nearest()
    {
        for (int visited = 0; !m_open.empty() && visited < mostTablesVisited; ++visited) {
            const auto [distance, stop] = m_open.top();
            m_open.pop();
            if (distance > m_reached[keyOf(stop)].distance)
                continue;
            if (isWanted(stop.table))
                return stop;
            for (const Join &join : m_joins[size_t(stop.table)])
                go(stop, join, distance);
        }
        return {};
    }

    /// The joins that lead there, first step first.
    std::vector<Join> to(Stop stop) const
    {
        std::vector<Join> path;
        for (const Reach *reach = &m_reached.at(keyOf(stop)); reach->by; reach = &m_reached.at(keyOf(reach->before)))
            path.push_back(*reach->by);
        std::ranges::reverse(path);
        return path;
    }

private:
    void go(Stop from, const Join &join, double distance)
    {
        const bool spoken = isSpokenOf(join.from) || isSpokenOf(join.to);
        const double far = distance + join.cost * (spoken ? spokenPart : 1)
                           + (from.byReference && join.toMany && !isSpokenOf(join.to) ? hubCost : 0);
        if (far > m_farEnough)
            return;
        const Stop next{join.to, !join.toMany};
        const auto [known, isNew] = m_reached.try_emplace(keyOf(next));
        if (!isNew && far >= known->second.distance)
            return;
        known->second = {far, &join, from};
        if (isWanted(next.table))
            m_farEnough = far;
        m_open.push({far, next});
    }

    static int keyOf(Stop stop) { return stop.table * 2 + int(stop.byReference); }
    bool isWanted(int table) const { return std::ranges::find(m_wanted, table) != m_wanted.end(); }
    bool isSpokenOf(int table) const { return std::ranges::find(m_spokenOf, table) != m_spokenOf.end(); }

    using Step = std::pair<double, Stop>;
    const std::vector<std::vector<Join>> &m_joins;
    const std::vector<int> &m_wanted;
    const std::vector<int> &m_spokenOf;
    double m_farEnough = std::numeric_limits<double>::max(); ///< a table wanted was reached: none is nearer beyond
    std::unordered_map<int, Reach> m_reached;
    std::priority_queue<Step, std::vector<Step>, std::greater<>> m_open;
};

} // namespace

std::optional<std::vector<Join>> JoinGraph::connect(int root, const std::vector<int> &tables,
                                                    const std::vector<int> &spokenOf) const
{
    std::vector<Join> tree;
    std::vector<Stop> members{{root, false}};
    std::vector<int> missing;
    for (const int table : tables) {
        if (table != root && std::ranges::find(missing, table) == missing.end())
            missing.push_back(table);
    }
    while (!missing.empty()) {
        Ways ways(m_joins, missing, spokenOf);
        for (const Stop &stop : members)
            ways.startAt(stop);
        const std::optional<Stop> found = ways.nearest();
        if (!found)
            return {};
        for (const Join &join : ways.to(*found)) {
            if (std::ranges::find(members, join.to, &Stop::table) != members.end())
                continue;
            const bool wanted = std::ranges::find(tables, join.to) != tables.end();
            tree.push_back(join);
            members.push_back({join.to, !join.toMany && !wanted});
            std::erase(missing, join.to);
        }
    }
    return tree;
}

} // namespace tabletalk::ask
