// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentence: figures that the organisation's vocabulary gives a name.
#include "core/ask/link/Glossary.h"
#include "core/ask/understand/Sentence.h"

#include <algorithm>

namespace tabletalk::ask {

using Function = Measure::Function;
using Kind = Item::Kind;

static Function functionOf(const GlossaryMetric &metric)
{
    switch (metric.aggregate) {
    case sql::Aggregate::Sum:
        return Function::Sum;
    case sql::Aggregate::Average:
        return Function::Average;
    case sql::Aggregate::Minimum:
        return Function::Minimum;
    case sql::Aggregate::Maximum:
        return Function::Maximum;
    case sql::Aggregate::Count:
        break;
    }
    return metric.distinct ? Function::CountDistinct : Function::CountRows;
}

Measure Sentence::metricAt(size_t i)
{
    const int index = item(i).mentions.front().metric;
    const GlossaryMetric &metric = m_index.glossary()->metric(index);
    m_resolver.use(metric.of.table);
    return {functionOf(metric), metric.of, index};
}

bool Sentence::speaksOfMetrics() const
{
    return std::ranges::any_of(m_items, [](const Item &i) { return i.kind == Kind::Metric; });
}

/// "revenue by store": of a word that is a value as well as a name, the name is meant.
void Sentence::noteGroupByValue(size_t next)
{
    static constexpr double byValueScore = -1.5;
    if (item(next).kind != Kind::Value)
        return;
    if (speaksOfMetrics())
        m_choices.note("metric.byValue", 1, byValueScore);
    else if (item(next).end == item(next).begin + 1 && !m_index.tablesOf(m_words[item(next).begin].stem).empty())
        m_choices.note("by.value", 1, byValueScore);
}

/// "revenue above 1000", "with a revenue between 10 and 20": a condition on groups. Years
/// after it are dates and no amounts.
bool Sentence::compareMetric(const Measure &metric)
{
    size_t i = m_at + 1;
    while (item(i).is(CueKind::Be) || item(i).is(CueKind::Filler))
        ++i;
    const Item &cue = item(i);
    size_t number = i + 1;
    while (item(number).is(CueKind::Than) || item(number).is(CueKind::Filler))
        ++number;
    const bool ofDates = !cue.cue.hints.empty() && cue.cue.hints.front().stem == u"date";
    if (item(number).kind != Kind::Number || ofDates)
        return false;
    GroupCondition condition{metric, sql::Comparison::Greater, item(number).number, {}};
    if (cue.is(CueKind::Compare)) {
        condition.comparison = static_cast<sql::Comparison>(cue.cue.comparison);
    } else if (cue.is(CueKind::Between) && item(number + 1).is(CueKind::And) && item(number + 2).kind == Kind::Number
               && !(isYear(condition.value) && isYear(item(number + 2).number))) {
        number += 2;
        condition.upTo = item(number).number;
    } else {
        return false;
    }
    m_meaning.having.push_back(condition);
    if (metric.metric >= 0)
        m_ranked.push_back(metric);
    m_at = number;
    return true;
}

void Sentence::onMetric()
{
    Measure metric = metricAt(m_at);
    // "average revenue": the same rows, averaged. "Total revenue" is the revenue.
    const bool ofColumn = metric.function != Function::CountRows && metric.function != Function::CountDistinct;
    const Item &after = item(m_at + 1);
    m_averagesGroups = m_averagesGroups
                       || (metric.function == Function::Sum && after.is(CueKind::Each) && after.text == u"per"
                           && std::ranges::find(m_functions, Function::Average) != m_functions.end());
    if (!m_functions.empty() && m_functions.front() != Function::Sum && ofColumn)
        metric.function = m_functions.front();
    m_functions.clear();
    m_sumsAmount = false;
    m_left.reset();
    if (compareMetric(metric))
        return;
    addOutput(metric);
}

} // namespace tabletalk::ask
