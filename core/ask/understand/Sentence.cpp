// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentence: the walk over the items.
#include "core/ask/understand/Sentence.h"

#include "core/ask/read/Periods.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

using Function = Measure::Function;
using Kind = Item::Kind;

bool isYear(double number)
{
    return number >= 1500 && number <= 2999 && std::floor(number) == number;
}

Period yearOf(double number)
{
    return wholeYears(int(number), int(number));
}

bool Sentence::isTransparent(const Item &i) const
{
    return i.is(CueKind::Filler) || i.is(CueKind::All) || i.is(CueKind::Distinct) || i.is(CueKind::Preposition);
}

size_t Sentence::skip(size_t at) const
{
    while (at < m_items.size() && isTransparent(m_items[at]))
        ++at;
    return at;
}

std::vector<Place> Sentence::placesOf(size_t i) const
{
    std::vector<Place> places;
    for (const Mention &mention : item(i).mentions)
        places.push_back(mention.place);
    return places;
}

void Sentence::nameTable(int table)
{
    if (m_others) {
        if (std::ranges::find(m_others->tables, table) == m_others->tables.end())
            m_others->tables.push_back(table);
        return;
    }
    if (std::ranges::find(m_meaning.tables, table) == m_meaning.tables.end())
        m_meaning.tables.push_back(table);
    m_resolver.use(table);
    if (m_meaning.entity < 0) {
        m_meaning.entity = table;
        m_resolver.setEntity(table);
    }
}

void Sentence::addOutput(const Measure &measure)
{
    if (m_others)
        return; // nothing of the other rows is shown
    if (std::ranges::find(m_meaning.outputs, measure) == m_meaning.outputs.end())
        m_meaning.outputs.push_back(measure);
}

void Sentence::addGroup(Place place)
{
    if (std::ranges::find(m_meaning.groups, place) == m_meaning.groups.end())
        m_meaning.groups.push_back(place);
}

void Sentence::beginSentence()
{
    m_restricting = false;
    m_not = false;
    m_ordering = false;
    m_grouping = false;
}

/// A word that names nothing in the database may still say something: "sales", "distribution", "daily".
void Sentence::onUnknown()
{
    const QString &said = here().text;
    if (isMoney(m_at) || (!m_functions.empty() && said == u"value")) {
        addMoney();
    } else if (said.startsWith(u"distribution", Qt::CaseInsensitive)
               || said.startsWith(u"breakdown", Qt::CaseInsensitive)) {
        m_breaksDown = true;
    } else if (asksForEverything()) {
        m_star = true;
    } else if (m_grouping && m_at > 0 && item(m_at - 1).is(CueKind::And) && groupByPeriod(m_at)) {
        return; // "by region and year"
    } else if (!((said.endsWith(u"ly") || speaksOfMetrics() || asksWhichPeriod()) && groupByPeriod(m_at))) {
        m_meaning.unusedWords.push_back(here().begin);
    } else if (!m_functions.empty() && m_functions.front() == Function::Average
               && item(m_at - 1).is(CueKind::Average)) {
        m_functions.front() = Function::Sum; // "average daily sales": what the days add up to, on average
        m_averagesGroups = true;
    }
}

void Sentence::onItem()
{
    switch (here().kind) {
    case Kind::Cue:
        return onCue();
    case Kind::Table:
        return onTable();
    case Kind::Column:
        return onColumn();
    case Kind::Metric:
        return onMetric();
    case Kind::Value:
        return onValue();
    case Kind::Number:
        return onNumber();
    case Kind::Period:
        return onPeriod();
    case Kind::Quoted:
        return onQuoted();
    case Kind::Unknown:
        return onUnknown();
    case Kind::End:
        return;
    }
}

void Sentence::walk()
{
    for (; m_at < m_items.size() && here().kind != Kind::End; ++m_at) {
        if (here().startsSentence && m_at > 0)
            beginSentence();
        if (m_others && endsOthers(m_at))
            m_others.reset();
        if (!m_consumed[m_at] && readsOwnWords())
            continue;
        if (m_consumed[m_at] || ((here().kind == Kind::Table || here().kind == Kind::Column) && sameAsOthers()))
            continue;
        onItem();
    }
}

Meaning Sentence::run()
{
    walk();
    finish();
    return std::move(m_meaning);
}

} // namespace tabletalk::ask
