// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/plan/DateConditions.h"
#include "core/ask/plan/PlanBuilder.h"
#include "core/ask/plan/TypeCare.h"

#include <algorithm>

namespace tabletalk::ask {

using sql::ExpressionPtr;

std::vector<int> PlanBuilder::usedTables() const
{
    std::vector<int> tables;
    const auto add = [&](int table) {
        if (table >= 0 && std::ranges::find(tables, table) == tables.end())
            tables.push_back(table);
    };
    const auto addMetric = [&](const Measure &measure) {
        if (measure.metric < 0)
            return;
        for (const GlossaryFilter &filter : m_index.glossary()->metric(measure.metric).filters) {
            if (!fansOut(measure.of.table, filter.column.table))
                add(filter.column.table);
        }
    };
    const auto addOther = [&](const Measure &measure) {
        if (measure.combined)
            add(measure.combined->with.table);
    };
    for (const Measure &output : m_outputs) {
        add(output.of.table);
        addOther(output);
        addMetric(output);
    }
    for (const auto &ratio : ratiosOf(m_outputs)) {
        for (const int table : tablesOf(*ratio))
            add(table);
    }
    for (const GroupCondition &having : m_meaning.having)
        addMetric(having.measure);
    for (const OrderKey &key : m_meaning.order)
        addMetric(key.measure);
    for (const Place group : m_groups)
        add(group.table);
    for (const Restriction &restriction : m_where)
        add(restriction.column.table);
    for (const GroupCondition &having : m_meaning.having)
        add(having.measure.of.table);
    for (const OrderKey &key : m_meaning.order) {
        add(key.measure.of.table);
        addOther(key.measure);
    }
    if (m_meaning.everything || !m_absences.empty() || !m_memberships.empty())
        add(m_meaning.entity);
    return tables;
}

/// Tables that are named though nothing of them is used: their rows must exist, or they are only talk.
std::vector<int> PlanBuilder::neededTables()
{
    std::vector<int> needed = usedTables();
    std::vector<int> idle;
    for (const int table : m_meaning.tables) {
        const bool denied = std::ranges::any_of(m_absences, [&](const Absence &a) { return a.table == table; });
        // A column that refers to it stands for it.
        const bool stoodFor =
            std::ranges::any_of(m_groups, [&](Place group) { return !group.isTable() && refersTo(group, table); });
        if (!denied && !stoodFor && !isOnlyAsked(table) && std::ranges::find(needed, table) == needed.end())
            idle.push_back(table);
    }
    // "belong to a club but hold no scholarship": what stands against something absent is no mere talk.
    const bool contrasted = !m_absences.empty();
    if (!idle.empty()
        && (needed.empty() || contrasted || m_choices.choose({{"idle.joined", 0.2}, {"idle.dropped", 0.0}}) == 0))
        needed.insert(needed.end(), idle.begin(), idle.end());
    return needed;
}

/// Tables that ways between others had better lead through.
std::vector<int> PlanBuilder::tablesSpokenOf() const
{
    std::vector<int> tables = m_meaning.events;
    for (const int table : m_meaning.tables) {
        if (table != m_meaning.entity && std::ranges::find(tables, table) == tables.end())
            tables.push_back(table);
    }
    return tables;
}

/// False when a condition cannot be said of these tables.
bool PlanBuilder::addConditions(sql::Select &select)
{
    select.where = conditions(m_where);
    for (const Restriction &restriction : m_memberships) {
        ExpressionPtr e = memberships(restriction);
        if (!e)
            return false;
        select.where = sql::both(select.where, std::move(e));
    }
    for (const Absence &absence : m_absences) {
        ExpressionPtr e = absence.table == m_meaning.entity ? nullptr : absent(absence);
        if (!e)
            return false;
        select.where = sql::both(select.where, std::move(e));
    }
    for (const auto &[table, restriction] : m_rowsWhere)
        select.where = sql::both(select.where, rowsWhere(table, restriction));
    if (m_onlyMetric >= 0)
        select.where = sql::both(select.where, metricCondition(m_index.glossary()->metric(m_onlyMetric)));
    return true;
}

void PlanBuilder::addGroups(sql::Select &select) const
{
    std::set<Place> settled;
    const auto groupBy = [&](Place place) {
        if (!settled.insert(place).second)
            return;
        select.groupBy.push_back(grouped(place));
        // A name is grouped by as well, since engines want all that is shown among the groups.
        if (m_meaning.periodOf == place && m_meaning.bucket == Bucket::DayOfWeek)
            select.groupBy.push_back(shownOf(reference(place), m_index.facts(place).dates, m_meaning.bucket));
    };
    for (const Place group : m_groups) {
        const int key = m_index.facts(group.table).keyColumn;
        if (!group.isTable()) {
            groupBy(group);
            continue;
        }
        if (key >= 0)
            groupBy({group.table, key});
        for (const Measure &output : m_outputs) {
            if (!output.isAggregate())
                groupBy(output.of);
        }
    }
    // Other engines than SQLite want every plain output among the groups.
    if (!m_groups.empty() && m_index.schema().dialect != Dialect::SQLite) {
        for (const Measure &output : m_outputs) {
            if (!output.isAggregate())
                groupBy(output.of);
        }
    }
    // What orders groups must be settled by the groups.
    for (const OrderKey &key : m_meaning.order) {
        const bool known = std::ranges::any_of(m_groups, [&](Place group) { return group == key.measure.of; })
                           || std::ranges::any_of(m_outputs, [&](const Measure &m) { return m == key.measure; });
        if (groups() && !key.measure.isAggregate() && !known)
            groupBy(key.measure.of);
    }
}

void PlanBuilder::addOrder(sql::Select &select, const Joined &joined)
{
    // One figure over all rows is one row, which a value of its rows cannot order.
    const bool oneRow = !groups() && std::ranges::any_of(m_outputs, &Measure::isAggregate);
    for (const OrderKey &key : m_meaning.order) {
        if (!oneRow || key.measure.isAggregate())
            select.orderBy.push_back({measured(key.measure, joined), key.descending});
    }
    if (m_meaning.periodOf && select.orderBy.empty() && groups())
        select.orderBy.push_back({grouped(*m_meaning.periodOf), false}); // time runs forward
    select.limit = m_meaning.limit;
}

/// Whether a table has columns that PostgreSQL cannot tell equal rows by.
bool PlanBuilder::holdsOpaque(int table) const
{
    return mindsTypes() && std::ranges::any_of(m_index.table(table).columns, isOpaque);
}

/// Whether equal rows of the result are one.
bool PlanBuilder::isDistinct(const Joined &joined)
{
    const bool figures = std::ranges::any_of(m_outputs, &Measure::isAggregate) || groups();
    if (figures || (m_meaning.everything && holdsOpaque(m_meaning.entity)))
        return false;
    if (m_meaning.distinct)
        return true;
    if (m_meaning.asksWho && !m_outputs.empty() && !m_meaning.limit && joined.multiplies(m_outputs.front().of.table))
        return true;
    bool distinct = false;
    if (!m_outputs.empty() && !m_meaning.limit && joined.multiplies(m_outputs.front().of.table)) {
        const bool named = std::ranges::any_of(
            m_outputs, [&](const Measure &m) { return m_index.facts(m.of).nameLike || m_index.facts(m.of).unique; });
        const bool equal = std::ranges::any_of(m_where, [&](const Restriction &r) {
            return r.kind == Restriction::Kind::Compare && r.comparison == sql::Comparison::Equal;
        });
        const char *yes = named ? (equal             ? "distinct.rowsWithValue"
                                   : m_where.empty() ? "distinct.rowsThatMeet"
                                                     : "distinct.rows")
                                : "distinct.values";
        distinct = m_choices.choose({{"distinct.no", 0.0}, {yes, -0.1}}) == 1;
    } else if (!m_meaning.limit && showsOneRepeatingValue() && repeatsFewValues()) {
        distinct = true;
    } else if (!m_meaning.limit && showsOneRepeatingValue() && mayShowRowsTwice()) {
        const ColumnFacts &facts = m_index.facts(m_meaning.outputs.front().of);
        const char *yes = facts.nameLike || facts.numeric ? "distinct.ofNames" : "distinct.ofKinds";
        distinct = m_choices.choose({{"distinct.all", 0.0}, {yes, -0.5}}) == 1;
    }
    return distinct || m_asSet;
}

/// Whether two expressions without queries inside say the same.
static bool isSame(const sql::Expression &a, const sql::Expression &b)
{
    const auto sameParts = [](const sql::ExpressionPtr &x, const sql::ExpressionPtr &y) { return isSame(*x, *y); };
    return a.kind == b.kind && a.name == b.name && a.qualifier == b.qualifier && a.aggregate == b.aggregate
           && std::ranges::equal(a.operands, b.operands, sameParts);
}

/// Engines want what orders a distinct result to be shown.
void PlanBuilder::dropHiddenOrder(sql::Select &select) const
{
    if (!select.distinct || m_index.schema().dialect == Dialect::SQLite)
        return;
    std::erase_if(select.orderBy, [&](const sql::Ordering &o) {
        return std::ranges::none_of(select.outputs,
                                    [&](const sql::Output &out) { return isSame(*out.expression, *o.expression); });
    });
}

/// Whether figures of all rows stand beside values of single ones, which no engine but SQLite takes. SQLite
/// shows the row that a greatest or least value came from; beside any other figure it shows an arbitrary one.
bool PlanBuilder::mixesGrains(const sql::Select &select) const
{
    using sql::Aggregate;
    if (!select.groupBy.empty())
        return false;
    const auto holdsFigure = [](const sql::ExpressionPtr &e) { return sql::holdsAggregate(*e); };
    const auto figures =
        std::ranges::count_if(select.outputs, [&](const sql::Output &o) { return holdsFigure(o.expression); });
    if (select.having && figures == std::ssize(select.outputs))
        return true; // a condition on groups, and no groups: figures of all rows or of none
    const bool computes = figures > 0 || select.having != nullptr
                          || std::ranges::any_of(select.orderBy, holdsFigure, &sql::Ordering::expression);
    if (!computes || figures == std::ssize(select.outputs))
        return false;
    const bool showsItsRow = figures == 1 && std::ranges::all_of(select.outputs, [&](const sql::Output &o) {
                                 return !holdsFigure(o.expression) || o.expression->aggregate == Aggregate::Minimum
                                        || o.expression->aggregate == Aggregate::Maximum;
                             });
    return m_index.schema().dialect != Dialect::SQLite || !showsItsRow;
}

/// Whether all conditions on dates can be said of how the columns keep them.
bool PlanBuilder::isTellable() const
{
    const auto tells = [&](const Restriction &restriction) { return isTellable(restriction); };
    for (const auto &ratio : ratiosOf(m_meaning.outputs)) {
        if (!std::ranges::all_of(ratio->where, tells) || !std::ranges::all_of(ratio->byWhere, tells))
            return false;
    }
    return std::ranges::all_of(m_meaning.where, tells)
           && std::ranges::all_of(m_meaning.absences,
                                  [&](const Absence &a) { return std::ranges::all_of(a.where, tells); });
}

std::optional<Plan> PlanBuilder::make()
{
    if (m_meaning.entity < 0 || !isTellable() || !settleAbsences())
        return {};
    settleGroups();
    settleMetrics();
    if (m_outputs.empty() && !m_meaning.everything)
        return {};
    const std::vector<int> needed = neededTables();
    if (needed.empty())
        return {};

    const bool entityUsed = std::ranges::find(needed, m_meaning.entity) != needed.end();
    const int root = entityUsed ? m_meaning.entity : needed.front();
    const auto joins = m_graph.connect(root, needed, tablesSpokenOf());
    if (!joins)
        return {};
    const Joined joined{root, *joins};
    m_qualified = !joined.joins.empty();
    m_choices.note("plan.joins", double(joined.joins.size()), -0.1 * double(joined.joins.size()));

    sql::Select select;
    select.from = sources(joined);
    if (!addConditions(select))
        return {};
    addOutputs(select, joined);
    addGroups(select);
    for (const GroupCondition &having : m_meaning.having)
        select.having = sql::both(select.having, groupCondition(having, joined));
    addOrder(select, joined);
    if (m_wrongGrain)
        m_choices.note(repeatsRows);
    if (m_wrongGrain || m_impossible || select.outputs.empty() || mixesGrains(select))
        return {};
    select.distinct = isDistinct(joined);
    dropHiddenOrder(select);
    const bool repeats = !m_outputs.empty() && joined.multiplies(m_outputs.front().of.table);
    return Plan{std::move(select), {m_read.begin(), m_read.end()}, repeats};
}

std::optional<Plan> plan(const Meaning &meaning, const Words &words, const SchemaIndex &index, const JoinGraph &graph,
                         Choices &choices)
{
    return PlanBuilder(meaning, words, index, graph, choices).make();
}

} // namespace tabletalk::ask
