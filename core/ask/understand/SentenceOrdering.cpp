// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentence: groups and orders.
#include "core/ask/understand/Sentence.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

using Function = Measure::Function;
using Kind = Item::Kind;

void Sentence::orderBy(const Measure &measure, bool descending)
{
    m_meaning.order.push_back({measure, descending});
    if (measure.metric >= 0)
        m_ranked.push_back(measure);
    m_ordering = true;
    m_direction = 0;
    if (measure.of.table >= 0)
        m_resolver.use(measure.of.table);
}

void Sentence::onEach()
{
    const size_t next = skip(m_at + 1);
    m_saidPer = m_saidPer || here().text == u"per";
    if (groupByPeriod(next) || perUnit(next))
        return;
    noteGroupByValue(next);
    if (item(next).kind == Kind::Table || item(next).kind == Kind::Column)
        m_eachNext = true;
    m_saidEach = m_saidEach || here().text == u"for" || here().text == u"per" || here().text == u"by";
    m_grouping = false;
}

/// "sort the results by …": what is sorted is what is asked for, whatever else of that name there is.
bool Sentence::isWhatIsSorted(size_t i) const
{
    static constexpr QStringView own[] = {u"result", u"results", u"output", u"list", u"rows", u"them", u"it", u"these"};
    const Item &next = item(i + 1);
    return item(i).end == item(i).begin + 1 && item(i).kind != Kind::End
           && std::ranges::find(own, m_words[item(i).begin].lower) != std::end(own)
           && (next.is(CueKind::By) || next.is(CueKind::Direction) || next.is(CueKind::OrderBy)
               || (next.is(CueKind::Preposition) && next.text != u"of"));
}

/// "Sort the company names in descending order of value": the first is only a way of asking.
bool Sentence::isOrderedLater() const
{
    if ((!here().startsSentence && m_at > 0) || isWhatIsSorted(m_at + 1) || item(m_at + 1).is(CueKind::By))
        return false;
    for (size_t i = m_at + 1; i < m_items.size() && !item(i).startsSentence; ++i) {
        const bool named = item(i - 1).kind == Kind::Column || item(i - 1).kind == Kind::Table;
        if (item(i).is(CueKind::OrderBy) && item(i).cue.direction != 0 && named)
            return true;
    }
    return false;
}

void Sentence::onOrderBy()
{
    if (isOrderedLater())
        return;
    const int direction = here().cue.direction != 0 ? here().cue.direction : m_direction;
    if (!here().cue.hints.empty()) {
        bool reversed = false;
        if (const auto column = m_resolver.hinted(here().cue.hints, m_at, &reversed))
            orderBy({Function::Value, *column}, (direction > 0) != reversed);
        return;
    }
    size_t i = m_at + 1;
    // "sorted in descending order of", "ordered by their"
    int said = direction;
    while (item(i).is(CueKind::Direction) || item(i).is(CueKind::OrderBy) || isTransparent(item(i))
           || item(i).is(CueKind::By) || isWhatIsSorted(i)) {
        m_distinctNext = m_distinctNext || item(i).is(CueKind::Distinct);
        if (item(i).cue.direction != 0)
            said = item(i).cue.direction;
        ++i;
    }
    if (item(i).kind == Kind::Unknown && item(i + 1).is(CueKind::Preposition) && item(i + 1).text == u"of"
        && item(i + 2).kind == Kind::Column)
        i += 2; // "by amount of money requested"
    bool reversed = false;
    if (std::optional<Measure> measure = readMeasure(&i, &reversed)) {
        // "customers by revenue": what many rows of theirs add up to.
        const bool ofMany = here().is(CueKind::By) && measure->function == Function::Value && m_meaning.entity >= 0
                            && measure->of.table != m_meaning.entity && m_index.facts(measure->of).numeric
                            && !m_index.facts(measure->of).identifier
                            && stepsToOwner(measure->of.table, m_meaning.entity);
        if (ofMany && m_choices.choose({{"order.sum", 0.6}, {"order.value", 0.0}}) == 0)
            measure->function = Function::Sum;
        size_t after = i + 1;
        if (item(after).is(CueKind::Preposition) || item(after).is(CueKind::And))
            after += item(after + 1).is(CueKind::Direction) ? 1 : 0;
        if (item(after).is(CueKind::Direction)) {
            said = item(after).cue.direction;
            i = after;
        }
        orderBy(*measure, said > 0);
        m_at = i;
        return;
    }
    m_orderOutputs = true;
    m_direction = said;
    m_at = i - 1;
}

void Sentence::onDirection()
{
    const int direction = here().cue.direction;
    if (!m_meaning.order.empty() && m_ordering) {
        m_meaning.order.back().descending = direction > 0;
        return;
    }
    // "in alphabetical order of name", "descending by age"
    size_t i = m_at + 1;
    if (item(i).is(CueKind::By) || item(i).is(CueKind::OrderBy)
        || (item(i).is(CueKind::Preposition) && item(i).text == u"of")) {
        i = skip(i + 1);
        bool reversed = false;
        if (const auto measure = readMeasure(&i, &reversed)) {
            orderBy(*measure, direction > 0);
            m_at = i;
            return;
        }
    }
    m_orderOutputs = true;
    m_direction = direction;
}

} // namespace tabletalk::ask
