// SPDX-License-Identifier: GPL-3.0-or-later
//
// PlanBuilder: columns and figures as the result shows them.
#include "core/ask/plan/PlanBuilder.h"
#include "core/ask/plan/TypeCare.h"

#include "core/ask/plan/DateConditions.h"
#include "core/text/NameParts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

using sql::ExpressionPtr;
using Function = Measure::Function;
using Kind = sql::Expression::Kind;

/// The column as groups see it: of some dates only the period counts.
ExpressionPtr PlanBuilder::grouped(Place place) const
{
    if (m_meaning.periodOf != place)
        return reference(place);
    return bucketOf(reference(place), m_index.facts(place).dates, m_meaning.bucket);
}

ExpressionPtr PlanBuilder::reference(Place place) const
{
    ExpressionPtr column = sql::column(m_qualified ? calledAs(place.table) : QString(), m_index.column(place).name);
    return mindsTypes() && isOpaque(m_index.column(place)) ? sql::apply(Kind::AsText, {column}) : column;
}

/// A column together with another: nothing where an engine has no words for it.
ExpressionPtr PlanBuilder::combined(const Measure &measure)
{
    const Combination &combination = *measure.combined;
    const auto number = [&](Place place) {
        return m_index.facts(place).storedText ? sql::apply(Kind::AsNumber, {reference(place)}) : reference(place);
    };
    const ExpressionPtr of = reference(measure.of);
    const DateForm &form = m_index.facts(measure.of).dates;
    const DateForm &other = m_index.facts(combination.with).dates;
    switch (combination.operation) {
    case Combination::Operation::DaysSince:
        m_impossible = m_impossible || !canSubtract(form, m_index.schema().dialect)
                       || !canSubtract(other, m_index.schema().dialect);
        return sql::apply(Kind::DaysBetween, {dateOf(of, form), dateOf(reference(combination.with), other)});
    case Combination::Operation::YearsUntil: {
        m_impossible = m_impossible || !canSubtract(form, m_index.schema().dialect);
        const ExpressionPtr today = sql::date(combination.day.toString(Qt::ISODate));
        return sql::apply(Kind::Divide,
                          {sql::apply(Kind::DaysBetween, {today, dateOf(of, form)}), sql::number(u"365.25"_s)});
    }
    case Combination::Operation::Minus:
        return sql::apply(Kind::Subtract, {number(measure.of), number(combination.with)});
    case Combination::Operation::Times:
        break;
    }
    return sql::apply(Kind::Multiply, {number(measure.of), number(combination.with)});
}

ExpressionPtr PlanBuilder::measured(const Measure &measure, const Joined &joined)
{
    if (measure.function == Function::Ratio)
        return measuredRatio(measure, joined);
    if (measure.metric >= 0)
        return measuredMetric(measure, joined);
    if (measure.function == Function::CountRows) {
        const int key = measure.of.table >= 0 ? m_index.facts(measure.of.table).keyColumn : -1;
        if (key >= 0 && joined.multiplies(measure.of.table)
            && m_choices.choose({{"grain.distinct", 0.1}, {"grain.rows", 0.0}}) == 0)
            return sql::aggregate(sql::Aggregate::Count, reference({measure.of.table, key}), true);
        return sql::aggregate(sql::Aggregate::Count, nullptr);
    }
    ExpressionPtr of = measure.combined ? combined(measure) : reference(measure.of);
    const ColumnFacts &facts = m_index.facts(measure.of);
    const bool arithmetic = measure.function == Function::Sum || measure.function == Function::Average;
    m_wrongGrain = m_wrongGrain || (m_metrics && arithmetic && joined.multiplies(measure.of.table));
    const bool ofExtremes = measure.function == Function::Minimum || measure.function == Function::Maximum;
    const ColumnType type = m_index.column(measure.of).type;
    m_impossible = m_impossible
                   || (mindsTypes()
                       && ((arithmetic && !facts.numeric && !facts.storedText && !measure.combined)
                           || (ofExtremes && type == ColumnType::Boolean)));
    if (facts.storedText && (arithmetic || ofExtremes) && !measure.combined)
        of = sql::apply(Kind::AsNumber, {of});
    switch (measure.function) {
    case Function::CountDistinct:
        return sql::aggregate(sql::Aggregate::Count, of, true);
    case Function::Sum:
        return sql::aggregate(sql::Aggregate::Sum, of);
    case Function::Average:
        return sql::aggregate(sql::Aggregate::Average, of);
    case Function::Minimum:
        return sql::aggregate(sql::Aggregate::Minimum, of);
    case Function::Maximum:
        return sql::aggregate(sql::Aggregate::Maximum, of);
    case Function::Value:
        if (measure.combined)
            return of;
        return m_meaning.periodOf == measure.of ? shownOf(reference(measure.of), facts.dates, m_meaning.bucket)
                                                : reference(measure.of);
    case Function::CountRows:
    case Function::Ratio:
        break;
    }
    return of;
}

static QString nameOf(Bucket bucket)
{
    static constexpr const char *names[] = {"year", "quarter", "month", "week", "day", "month", "weekday", "hour"};
    return QString::fromLatin1(names[static_cast<int>(bucket)]);
}

static QString nameOf(const Combination &combination)
{
    static constexpr const char *names[] = {"days", "years", "difference", "product"};
    return QString::fromLatin1(names[static_cast<int>(combination.operation)]);
}

QString PlanBuilder::aliasOf(const Measure &measure) const
{
    if (measure.function == Function::Ratio)
        return aliasOf(*measure.ratio);
    const auto named = [](const QString &words) { return QString(words).replace(u' ', u'_'); };
    if (measure.metric >= 0) {
        const GlossaryMetric &metric = m_index.glossary()->metric(measure.metric);
        const QString name = named(metric.name.toLower());
        const bool summed = metric.aggregate == sql::Aggregate::Sum;
        return !summed                                 ? name
               : measure.function == Function::Average ? QString(u"average_"_s + name)
               : measure.function == Function::Maximum ? QString(u"highest_"_s + name)
               : measure.function == Function::Minimum ? QString(u"lowest_"_s + name)
                                                       : name;
    }
    const QString of = measure.combined       ? nameOf(*measure.combined)
                       : measure.of.isTable() ? QString()
                                              : humanName(m_index.column(measure.of).name);
    switch (measure.function) {
    case Function::Value:
        if (measure.combined)
            return named(of);
        return m_meaning.periodOf == measure.of ? nameOf(m_meaning.bucket) : QString();
    case Function::CountRows:
        return measure.of.table < 0 ? u"count"_s
                                    : named(u"number of "_s + plural(humanName(m_index.table(measure.of.table).name)));
    case Function::CountDistinct:
        return named(u"number of "_s + plural(of));
    case Function::Sum:
        return named(of.startsWith(u"total") ? of : QString(u"total "_s + of));
    case Function::Average:
        return named(u"average "_s + of);
    case Function::Minimum:
        return named(u"lowest "_s + of);
    case Function::Maximum:
        return named(u"highest "_s + of);
    case Function::Ratio:
        break;
    }
    return {};
}

/// All columns of the entity; one by one where some are hidden.
void PlanBuilder::addEverything(sql::Select &select) const
{
    if (!m_index.facts(m_meaning.entity).conceals) {
        select.outputs.push_back({sql::star(m_qualified ? calledAs(m_meaning.entity) : QString()), {}});
        return;
    }
    for (const Place place : m_index.columnsOf(m_meaning.entity)) {
        if (!m_index.facts(place).hidden)
            select.outputs.push_back({reference(place), {}});
    }
}

void PlanBuilder::addOutputs(sql::Select &select, const Joined &joined)
{
    if (m_meaning.everything)
        addEverything(select);
    for (const Measure &output : m_outputs) {
        if (m_meaning.everything && !output.isAggregate() && output.of.table == m_meaning.entity)
            continue;
        QString alias = aliasOf(output);
        // Two columns of one name would not be told apart in the result.
        const bool repeated = !output.isAggregate() && std::ranges::any_of(m_outputs, [&](const Measure &other) {
            return !other.isAggregate() && other.of != output.of
                   && m_index.column(other.of).name == m_index.column(output.of).name;
        });
        if (repeated)
            alias = QString(m_index.table(output.of.table).name + u'_' + m_index.column(output.of).name);
        select.outputs.push_back({measured(output, joined), alias});
    }
}

} // namespace tabletalk::ask
