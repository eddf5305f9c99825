// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentence: the words that say what to do with what stands around them.
#include "core/ask/understand/Sentence.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

using Function = Measure::Function;
using Kind = Item::Kind;

/// "show", "which", "what is the age of": begins what is asked for, or goes on with what was said.
void Sentence::onFiller()
{
    m_inTotal = m_inTotal || (here().cue.words == 2 && m_words[here().end - 1].is(u"total"));
    if (!here().cue.hints.empty()) {
        bool reversed = false;
        if (const auto column = m_resolver.hinted(here().cue.hints, m_at, &reversed)) {
            addOutput({!m_functions.empty() ? m_functions.front()
                       : m_onAverage        ? Function::Average
                                            : Function::Value,
                       *column});
            m_functions.clear();
        }
        return;
    }
    if (here().startsSentence || (m_at > 0 && item(m_at - 1).is(CueKind::And) && here().text != u"which"))
        m_restricting = false;
    if (here().text == u"which" && m_at > 0 && !here().startsSentence
        && !(item(m_at - 1).is(CueKind::Preposition) && (m_at == 1 || item(m_at - 1).startsSentence)))
        m_restricting = true;
}

/// "the average age", and "on average".
void Sentence::onAverage()
{
    if (here().cue.noun)
        m_functions.push_back(Function::Average);
    else
        m_onAverage = m_averagesGroups = true;
}

void Sentence::onTotal()
{
    if (m_restricting && item(m_at + 1).is(CueKind::Compare))
        return; // "with a total over 100": of each row
    m_functions.push_back(Function::Sum);
    m_sumsAmount = m_sumsAmount || here().cue.words == 3; // "total amount of"
}

/// "average price by category", "the list ordered by name", "customers by revenue": a group or an order.
void Sentence::onBy()
{
    const size_t next = skip(m_at + 1);
    if (groupByPeriod(next)) {
        m_saidPer = true;
        return;
    }
    if (item(next).kind == Kind::Metric) { // "customers by revenue": the most of it first
        m_direction = m_direction == 0 ? 1 : m_direction;
        return onOrderBy();
    }
    noteGroupByValue(next);
    const bool figure = isMoney(next) || item(next).is(CueKind::HowMany) || item(next).is(CueKind::Average)
                        || item(next).is(CueKind::Total);
    const bool thing = item(next).kind == Kind::Table || item(next).kind == Kind::Column || figure;
    const bool orders = m_orderOutputs && m_meaning.order.empty(); // "ordered the list by"
    const bool ranks = !computesSomething() && m_meaning.limit && m_meaning.order.empty();
    if (thing && (orders || ranks || (figure && m_meaning.order.empty()))) {
        m_direction = m_direction == 0 ? (ranks || figure ? 1 : -1) : m_direction;
        m_orderOutputs = false;
        onOrderBy();
    } else if (thing && readsByAsEach(next)) {
        m_eachNext = true;
        m_saidPer = true;
    }
}

/// "who …", "where …", "with …": asks for something where it leads, and restricts where it follows.
void Sentence::onClause()
{
    const bool leads = (m_meaning.entity < 0 || (m_before != nullptr && m_at == 0)) && m_meaning.outputs.empty();
    m_asksWhen = m_asksWhen || (here().is(CueKind::When) && leads);
    m_asksWhere = m_asksWhere || (here().is(CueKind::Where) && leads);
    const bool asksMore = m_at > 0 && item(m_at - 1).is(CueKind::And)
                          && (here().is(CueKind::Who) || here().is(CueKind::Where) || here().is(CueKind::When));
    if (asksMore) { // "… and where are they"
        m_restricting = false;
        m_alsoWhere = m_alsoWhere || here().is(CueKind::Where);
        m_alsoMore = true;
        return;
    }
    m_asksWho = m_asksWho || (here().is(CueKind::Who) && leads);
    if (m_at > 0 && !here().startsSentence)
        m_restricting = true;
}

/// "whose phone is unknown": of the column to the left, rows that have none.
void Sentence::onMissing()
{
    if (!m_left)
        return;
    Restriction missing;
    missing.kind = Restriction::Kind::Missing;
    missing.column = *m_left;
    std::erase(m_meaning.outputs, Measure{Function::Value, *m_left});
    addRestriction(std::move(missing));
}

/// Words that are kept in mind until what they are said of follows.
void Sentence::onLittleWord()
{
    switch (here().cue.kind) {
    case CueKind::Or:
        m_or = true;
        return;
    case CueKind::And:
        if (here().text != u",")
            m_or = false;
        m_sideBySide =
            m_sideBySide || here().text.startsWith(u"vs") || here().text == u"versus" || here().text == u"compared";
        return;
    case CueKind::Both:
        m_bothNext = true;
        return;
    case CueKind::Distinct:
        m_distinctNext = true;
        return;
    case CueKind::Star:
        m_star = true;
        return;
    case CueKind::HowMuch:
        m_asksAmount = true;
        return;
    default:
        return; // "is", "of", "all", "than": read with what stands beside them
    }
}

void Sentence::onCue()
{
    switch (here().cue.kind) {
    case CueKind::Filler:
        return onFiller();
    case CueKind::HowMany:
        return onHowMany();
    case CueKind::Average:
        return onAverage();
    case CueKind::Total:
        return onTotal();
    case CueKind::Share:
        return onShare();
    case CueKind::Ratio:
        return onRatio();
    case CueKind::Difference:
        return onDifference();
    case CueKind::Superlative:
        return onSuperlative();
    case CueKind::Most:
        return onMost();
    case CueKind::Common:
        return onCommon();
    case CueKind::Top:
        return onTop();
    case CueKind::Each:
        return onEach();
    case CueKind::By:
        return onBy();
    case CueKind::OrderBy:
        return onOrderBy();
    case CueKind::Direction:
        return onDirection();
    case CueKind::Whose:
    case CueKind::With:
    case CueKind::Who:
    case CueKind::Where:
    case CueKind::When:
        return onClause();
    default:
        return onCondition();
    }
}

/// Cues that require something of the column to the left, or of one that is named later.
void Sentence::onCondition()
{
    switch (here().cue.kind) {
    case CueKind::Compare:
        return onCompare();
    case CueKind::Between:
        return onBetween();
    case CueKind::OrMore:
        return onOrMore();
    case CueKind::Contains:
        return onText(Restriction::Kind::Contains);
    case CueKind::StartsWith:
        return onText(Restriction::Kind::StartsWith);
    case CueKind::EndsWith:
        return onText(Restriction::Kind::EndsWith);
    case CueKind::Missing:
        return onMissing();
    case CueKind::Not:
        return onNot();
    default:
        return onLittleWord();
    }
}

} // namespace tabletalk::ask
