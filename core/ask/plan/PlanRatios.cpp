// SPDX-License-Identifier: GPL-3.0-or-later
//
// PlanBuilder: figures set against each other.
#include "core/ask/plan/DateConditions.h"
#include "core/ask/plan/PlanBuilder.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

using sql::ExpressionPtr;
using Function = Measure::Function;
using Kind = sql::Expression::Kind;

/// The conditions under which a row counts for one side. What lies below its table is asked
/// for as membership, since a join would drop the rows that have none.
ExpressionPtr PlanBuilder::countedWhere(int table, const std::vector<Restriction> &where,
                                        const std::vector<Absence> &absences)
{
    std::vector<ExpressionPtr> all;
    for (const Restriction &restriction : where) {
        ExpressionPtr e =
            fansOut(table, restriction.column.table) ? rowsWhere(table, restriction) : condition(restriction);
        if (restriction.orPrevious && !all.empty())
            all.back() = sql::apply(Kind::Or, {all.back(), std::move(e)});
        else
            all.push_back(std::move(e));
    }
    for (const Absence &absence : absences) {
        if (ExpressionPtr e = absent(absence))
            all.push_back(std::move(e));
        else
            m_wrongGrain = true;
    }
    ExpressionPtr result;
    for (const ExpressionPtr &e : all)
        result = sql::both(result, e);
    return result;
}

/// A figure over the rows that meet a condition.
ExpressionPtr PlanBuilder::figureWhere(const Measure &measure, ExpressionPtr condition, const Joined &joined)
{
    if (measure.bucket) {
        const ExpressionPtr part = bucketOf(reference(measure.of), m_index.facts(measure.of).dates, *measure.bucket);
        return sql::aggregate(sql::Aggregate::Count, part, true);
    }
    if (!condition)
        return measured(measure, joined);
    const bool repeats = joined.multiplies(measure.of.table);
    if (measure.function == Function::CountRows) {
        const int key = m_index.facts(measure.of.table).keyColumn;
        m_wrongGrain = m_wrongGrain || (repeats && key < 0);
        const ExpressionPtr counted = repeats && key >= 0 ? reference({measure.of.table, key}) : sql::number(u"1"_s);
        return sql::aggregate(sql::Aggregate::Count, sql::apply(Kind::When, {std::move(condition), counted}), repeats);
    }
    m_wrongGrain = m_wrongGrain || repeats;
    const ExpressionPtr amount =
        measure.metric >= 0 ? metricOperand(m_index.glossary()->metric(measure.metric)) : reference(measure.of);
    return sql::aggregate(sql::Aggregate::Sum,
                          sql::apply(Kind::When, {std::move(condition), amount, sql::number(u"0"_s)}));
}

ExpressionPtr PlanBuilder::measuredRatio(const Measure &measure, const Joined &joined)
{
    const Ratio &ratio = *measure.ratio;
    const int table = ratio.of.of.table;
    if (ratio.operation == Ratio::Operation::Difference)
        return sql::apply(Kind::Subtract, {measured(ratio.of, joined), measured(ratio.by, joined)});
    const ExpressionPtr of = figureWhere(ratio.of, countedWhere(table, ratio.where, ratio.absences), joined);
    if (ratio.operation == Ratio::Operation::ShareOfAll)
        return sql::percentage(of, sql::apply(Kind::OverAll, {of}));
    const ExpressionPtr by = figureWhere(ratio.by, countedWhere(table, ratio.byWhere, {}), joined);
    return ratio.operation == Ratio::Operation::Share ? sql::percentage(of, by) : sql::ratio(of, by);
}

/// The tables whose columns a ratio reads where they stand.
std::vector<int> PlanBuilder::tablesOf(const Ratio &ratio) const
{
    std::vector<int> tables{ratio.of.of.table, ratio.by.of.table};
    for (const std::vector<Restriction> *where : {&ratio.where, &ratio.byWhere}) {
        for (const Restriction &restriction : *where) {
            if (!fansOut(ratio.of.of.table, restriction.column.table))
                tables.push_back(restriction.column.table);
        }
    }
    return tables;
}

/// Whether a ratio asks a table for membership only, so that it is not joined.
bool PlanBuilder::isOnlyAsked(int table) const
{
    return std::ranges::any_of(ratiosOf(m_outputs), [&](const std::shared_ptr<const Ratio> &one) {
        const Ratio &ratio = *one;
        const auto isOf = [&](const auto &asked) { return asked.column.table == table; };
        return fansOut(ratio.of.of.table, table)
               && (std::ranges::any_of(ratio.where, isOf) || std::ranges::any_of(ratio.byWhere, isOf)
                   || std::ranges::any_of(ratio.absences, [&](const Absence &a) { return a.table == table; }));
    });
}

QString PlanBuilder::aliasOf(const Ratio &ratio) const
{
    switch (ratio.operation) {
    case Ratio::Operation::Share:
    case Ratio::Operation::ShareOfAll:
        return u"percentage"_s;
    case Ratio::Operation::Difference:
        return u"difference"_s;
    case Ratio::Operation::Quotient:
        break;
    }
    return ratio.byWhere.empty() && ratio.where.empty() && ratio.by.function == Function::CountDistinct
               ? QString(u"average_"_s + aliasOf(ratio.of))
               : u"ratio"_s;
}

} // namespace tabletalk::ask
