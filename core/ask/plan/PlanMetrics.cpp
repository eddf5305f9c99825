// SPDX-License-Identifier: GPL-3.0-or-later
//
// PlanBuilder: figures that the vocabulary defines.
#include "core/ask/plan/PlanBuilder.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

using sql::ExpressionPtr;
using Function = Measure::Function;
using Kind = sql::Expression::Kind;

/// A metric adds each of its rows once: conditions on what lies below them ("revenue of orders
/// with a chair") ask whether there is such a row, and join nothing that would repeat theirs.
void PlanBuilder::settleMetrics()
{
    std::vector<Measure> figures;
    const auto consider = [&](const Measure &measure) {
        if (measure.isAggregate())
            figures.push_back(measure);
    };
    for (const Measure &output : m_outputs)
        consider(output);
    for (const GroupCondition &having : m_meaning.having)
        consider(having.measure);
    for (const OrderKey &key : m_meaning.order)
        consider(key.measure);
    if (figures.empty())
        return;
    m_metrics = std::ranges::any_of(figures, [](const Measure &m) { return m.metric >= 0; });
    const int metric = figures.front().metric;
    if (std::ranges::all_of(figures, [&](const Measure &m) { return m.metric == metric; }))
        m_onlyMetric = metric;
    const bool alternatives = std::ranges::any_of(m_where, &Restriction::orPrevious);
    for (const Measure &figure : figures) {
        const int table = figure.of.table;
        if (figure.metric < 0 || alternatives || m_index.facts(table).keyColumn < 0)
            continue;
        for (const Restriction &restriction : m_where) {
            if (fansOut(table, restriction.column.table))
                m_rowsWhere.emplace_back(table, restriction);
        }
        std::erase_if(m_where, [&](const Restriction &r) { return fansOut(table, r.column.table); });
    }
}

/// What a metric computes of one row.
ExpressionPtr PlanBuilder::metricOperand(const GlossaryMetric &metric) const
{
    const auto number = [&](Place place) {
        const ExpressionPtr column = reference(place);
        return m_index.facts(place).storedText ? sql::apply(Kind::AsNumber, {column}) : column;
    };
    ExpressionPtr result = metric.terms.empty() ? reference(metric.of) : number(metric.of);
    if (m_index.facts(metric.of).storedText && metric.aggregate != sql::Aggregate::Count)
        result = number(metric.of);
    for (const auto &[operation, place] : metric.terms) {
        ExpressionPtr operand = number(place);
        if (operation == Kind::Divide) { // by nothing gives nothing, and 1 / 2 is a half
            const ExpressionPtr some = sql::compare(operand, sql::Comparison::NotEqual, sql::number(u"0"_s));
            operand = sql::apply(Kind::When, {some, operand});
            result = sql::apply(Kind::Multiply, {result, sql::number(u"1.0"_s)});
        }
        result = sql::apply(operation, {result, operand});
    }
    return result;
}

ExpressionPtr PlanBuilder::metricCondition(const GlossaryMetric &metric)
{
    ExpressionPtr result;
    for (const GlossaryFilter &filter : metric.filters) {
        Restriction restriction;
        restriction.kind = filter.missing ? Restriction::Kind::Missing : Restriction::Kind::Compare;
        restriction.column = filter.column;
        restriction.comparison = filter.comparison;
        restriction.negated = filter.negated;
        for (const QString &value : filter.values) {
            bool isNumber = false;
            const double number = value.toDouble(&isNumber);
            restriction.values.push_back({value, isNumber ? std::optional(number) : std::nullopt});
        }
        const bool below = fansOut(metric.of.table, filter.column.table);
        result = sql::both(result, below ? rowsWhere(metric.of.table, restriction) : condition(restriction));
    }
    return result;
}

ExpressionPtr PlanBuilder::measuredMetric(const Measure &measure, const Joined &joined)
{
    const GlossaryMetric &metric = m_index.glossary()->metric(measure.metric);
    const bool repeats = joined.multiplies(measure.of.table);
    const bool countsRows = measure.function == Function::CountRows;
    const int key = m_index.facts(measure.of.table).keyColumn;
    const bool adds = measure.function == Function::Sum || measure.function == Function::Average;
    m_wrongGrain = m_wrongGrain || (repeats && (adds || (countsRows && key < 0)));

    ExpressionPtr operand;
    if (!countsRows)
        operand = metricOperand(metric);
    else if (repeats && key >= 0)
        operand = reference({measure.of.table, key});
    // Beside other figures a metric counts its own rows alone.
    if (m_onlyMetric < 0) {
        if (ExpressionPtr condition = metricCondition(metric))
            operand = sql::apply(Kind::When, {std::move(condition), operand ? operand : sql::number(u"1"_s)});
    }
    switch (measure.function) {
    case Function::Average:
        return sql::aggregate(sql::Aggregate::Average, operand);
    case Function::Minimum:
        return sql::aggregate(sql::Aggregate::Minimum, operand);
    case Function::Maximum:
        return sql::aggregate(sql::Aggregate::Maximum, operand);
    case Function::CountRows:
    case Function::CountDistinct:
        return sql::aggregate(sql::Aggregate::Count, operand, !countsRows || (repeats && key >= 0));
    case Function::Sum:
    case Function::Value:
    case Function::Ratio:
        break;
    }
    return sql::aggregate(sql::Aggregate::Sum, operand);
}

} // namespace tabletalk::ask
