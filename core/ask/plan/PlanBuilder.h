// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/Glossary.h"
#include "core/ask/plan/Planner.h"

#include <set>

namespace tabletalk::ask {

/// Builds one query; holds the joins while conditions and outputs are added.
class PlanBuilder
{
public:
    PlanBuilder(const Meaning &meaning, const Words &words, const SchemaIndex &index, const JoinGraph &graph,
                Choices &choices)
        : m_meaning(meaning)
        , m_words(words)
        , m_index(index)
        , m_graph(graph)
        , m_choices(choices)
    {}

    std::optional<Plan> make();

private:
    struct Joined
    {
        int root;
        std::vector<Join> joins;

        /// Whether following the joins from a table meets several rows for one of its own.
        bool multiplies(int table) const;
    };

    std::vector<int> usedTables() const;
    std::vector<int> tablesSpokenOf() const;
    std::vector<int> neededTables();
    bool addConditions(sql::Select &select);
    void addGroups(sql::Select &select) const;
    void addOrder(sql::Select &select, const Joined &joined);
    bool isDistinct(const Joined &joined);
    void dropHiddenOrder(sql::Select &select) const;
    sql::ExpressionPtr grouped(Place place) const;
    bool refersTo(Place place, int table) const;
    bool isMembership(const Restriction &restriction);
    bool showsOneRepeatingValue() const;
    bool mayShowRowsTwice() const;
    bool repeatsFewValues() const;
    bool holdsOpaque(int table) const;
    bool mixesGrains(const sql::Select &select) const;
    bool settleAbsences();
    void settleGroups();
    std::vector<Measure> figures() const;
    void groupByWhatIsShown();
    std::optional<Place> referenceTo(int table) const;
    void showGroups();
    sql::ExpressionPtr reference(Place place) const;
    QString calledAs(int table) const;
    sql::ExpressionPtr measured(const Measure &measure, const Joined &joined);
    sql::ExpressionPtr combined(const Measure &measure);
    void settleMetrics();
    bool fansOut(int from, int to) const;
    sql::ExpressionPtr metricOperand(const GlossaryMetric &metric) const;
    sql::ExpressionPtr metricCondition(const GlossaryMetric &metric);
    sql::ExpressionPtr measuredRatio(const Measure &measure, const Joined &joined);
    sql::ExpressionPtr figureWhere(const Measure &measure, sql::ExpressionPtr condition, const Joined &joined);
    sql::ExpressionPtr countedWhere(int table, const std::vector<Restriction> &where,
                                    const std::vector<Absence> &absences);
    std::vector<int> tablesOf(const Ratio &ratio) const;
    bool isOnlyAsked(int table) const;
    QString aliasOf(const Ratio &ratio) const;
    sql::ExpressionPtr measuredMetric(const Measure &measure, const Joined &joined);
    sql::ExpressionPtr rowsWhere(int table, const Restriction &restriction);
    void addEverything(sql::Select &select) const;
    sql::ExpressionPtr literal(Place column, const Literal &value) const;
    sql::ExpressionPtr compared(Place column, bool ordered) const;
    bool isTellable() const;
    bool isTellable(const Restriction &restriction) const;
    sql::ExpressionPtr duringYears(const Restriction &restriction) const;
    sql::ExpressionPtr spelled(Place place) const;
    bool canBeSaid(const Restriction &restriction) const;
    sql::ExpressionPtr condition(const Restriction &restriction);
    sql::ExpressionPtr among(const Restriction &restriction);
    sql::ExpressionPtr memberships(const Restriction &restriction);
    sql::ExpressionPtr conditions(const std::vector<Restriction> &restrictions);
    sql::ExpressionPtr absent(const Absence &absence);
    sql::ExpressionPtr overAll(const Measure &figure) const;
    sql::ExpressionPtr groupCondition(const GroupCondition &condition, const Joined &joined);
    std::vector<sql::Source> sources(const Joined &joined);
    const Join &spokenOf(const Join &join) const;
    void addOutputs(sql::Select &select, const Joined &joined);
    QString aliasOf(const Measure &measure) const;
    bool isFannedOut(int table) const;
    bool m_asSet = false; ///< the result is a set of values
    bool groups() const { return !m_groups.empty(); }
    bool mindsTypes() const { return m_index.schema().dialect == Dialect::PostgreSQL; }

    const Meaning &m_meaning;
    const Words &m_words;
    const SchemaIndex &m_index;
    const JoinGraph &m_graph;
    Choices &m_choices;

    std::vector<Restriction> m_where;
    std::vector<Restriction> m_memberships;               ///< "both … and …"
    std::vector<std::pair<int, Restriction>> m_rowsWhere; ///< rows of a table that meet a condition somewhere below
    int m_onlyMetric = -1;                                ///< the metric that every figure is of
    bool m_metrics = false;                               ///< some figure is of a metric
    bool m_wrongGrain = false;                            ///< a metric would count rows several times
    bool m_impossible = false;                            ///< a condition cannot be said
    std::vector<Absence> m_absences;
    std::vector<Place> m_groups;
    std::vector<Measure> m_outputs;
    std::set<int> m_read;
    mutable bool m_qualified = false;
};

/// A number as a query writes it.
QString digits(double number);

} // namespace tabletalk::ask
