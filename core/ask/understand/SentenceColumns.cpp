// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentence: what a column means where it stands.
#include "core/ask/understand/Sentence.h"

#include "core/text/NameParts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

using Function = Measure::Function;
using Kind = Item::Kind;

/// Where what is required of a column may stand: behind "is", "of", "'s" and the like. Nothing when
/// another clause begins.
std::optional<size_t> Sentence::operandBehind(size_t column, bool *linked, bool *negated) const
{
    size_t i = column + 1;
    while (item(i).is(CueKind::Be) || item(i).is(CueKind::Not) || item(i).is(CueKind::Filler)
           || (item(i).is(CueKind::Preposition) && (item(i).text == u"of" || item(i).text == u"in"))
           || (item(i).text == u"for" && item(i).is(CueKind::Preposition) && item(i + 1).is(CueKind::Compare))
           || item(i).is(CueKind::Possessive) || (item(i).is(CueKind::By) && item(i + 1).kind == Kind::Value)) {
        if (item(i).is(CueKind::Preposition) && i != column + 1)
            break;
        if (item(i).text == u"which" && item(i - 1).is(CueKind::Preposition))
            return {}; // "the year in which …" goes on about something else
        *negated = *negated || item(i).is(CueKind::Not);
        *linked = *linked || item(i).is(CueKind::Be);
        ++i;
    }
    return i;
}

/// Whether a number is required of the column before it: "price 20", "founded in 1850", but not "the 3 oldest".
bool Sentence::takesNumber(size_t column, size_t number) const
{
    const Item &before = item(number - 1);
    const Item &after = item(number + 1);
    if (before.is(CueKind::Preposition) && before.text == u"in") {
        const double year = item(number).number;
        return isYear(year) && after.kind != Kind::Table
               && std::ranges::any_of(placesOf(column), [&](Place place) { return tells(place, yearOf(year)); });
    }
    return !(after.is(CueKind::Superlative) || after.is(CueKind::Most) || after.is(CueKind::Common))
           && after.kind != Kind::Table;
}

/// Whether a cue begins a condition on the column before it: "more than", "contains", but not "contains the most".
bool Sentence::beginsCondition(size_t cue) const
{
    const Item &after = item(cue + 1);
    if (item(cue).is(CueKind::Contains)
        && (after.is(CueKind::Most) || after.is(CueKind::Superlative) || after.is(CueKind::HowMany)
            || after.is(CueKind::Compare)))
        return false; // "the range contains the most mountains"
    static constexpr CueKind conditions[] = {CueKind::Compare,    CueKind::Between,  CueKind::Contains,
                                             CueKind::StartsWith, CueKind::EndsWith, CueKind::Missing};
    return std::ranges::find(conditions, item(cue).cue.kind) != std::end(conditions);
}

/// Whether a condition on this column follows at once: "age is 5", "name 'Ann'", "price more than".
bool Sentence::columnTakesOperand(size_t column, size_t *operand, bool *negated) const
{
    bool linked = false;
    *negated = false;
    const std::optional<size_t> behind = operandBehind(column, &linked, negated);
    if (!behind)
        return false;
    *operand = *behind;
    const Item &next = item(*behind);
    if (next.startsSentence)
        return false;
    switch (next.kind) {
    case Kind::Value: {
        const std::vector<Place> own = placesOf(column);
        return std::ranges::any_of(next.mentions,
                                   [&](const Mention &m) { return std::ranges::find(own, m.place) != own.end(); });
    }
    case Kind::Quoted:
        return linked || !item(*behind - 1).is(CueKind::Preposition);
    case Kind::Period:
        return std::ranges::any_of(placesOf(column), [&](Place place) { return tells(place, next.period); });
    case Kind::Number:
        return takesNumber(column, *behind);
    case Kind::Cue:
        return beginsCondition(*behind);
    default:
        return false;
    }
}

/// "the names of the cities" where cities are a column and no table: the column is their name.
bool Sentence::isNameOfColumn() const
{
    static const QString name = stemOf(u"name");
    if (here().end - here().begin != 1 || m_words[here().begin].stem != name || !m_functions.empty())
        return false;
    const Item &of = item(m_at + 1);
    if (!of.is(CueKind::Preposition) && !of.is(CueKind::Each))
        return false;
    size_t i = m_at + 2;
    while (item(i).is(CueKind::All) || item(i).is(CueKind::Each) || item(i).is(CueKind::Distinct))
        ++i;
    if (item(i).kind != Kind::Column || item(i).mentions.empty())
        return false;
    const ColumnFacts &facts = m_index.facts(item(i).mentions.front().place);
    const bool namesTable = !m_index.tablesOf(m_words[item(i).end - 1].stem).empty();
    return !facts.numeric && !facts.temporal && !facts.foreignKey && !namesTable
           && item(i).mentions.front().score > 0.8;
}

/// Whether a date is named by a verb alone: "paid" for paid_on.
bool Sentence::isVerbOfDate(Place column) const
{
    static constexpr QStringView dates[] = {u"date",     u"dates", u"time",  u"times", u"day",
                                            u"days",     u"year",  u"years", u"month", u"timestamp",
                                            u"birthday", u"birth", u"dob",   u"start", u"end"};
    static constexpr QStringView verbs[] = {u"paid",    u"sent",  u"built", u"born",   u"sold",
                                            u"made",    u"taken", u"held",  u"bought", u"won",
                                            u"written", u"given", u"begun", u"left",   u"seen"};
    if (!m_index.facts(column).temporal || m_asksWhen)
        return false;
    const QString &said = m_words[here().begin].lower;
    const auto isItsVerb = [&](const NamePart &part) { // "deliver" for delivered_on
        return part.word.endsWith(u"ed") && part.stem == m_words[here().begin].stem && part.word.startsWith(said);
    };
    if (!said.endsWith(u"ed") && std::ranges::none_of(m_index.facts(column).name, isItsVerb)
        && std::ranges::find(verbs, said) == std::end(verbs))
        return false;
    for (size_t word = here().begin; word < here().end; ++word) {
        if (std::ranges::find(dates, m_words[word].lower) != std::end(dates))
            return false;
    }
    return true;
}

/// Whether a time is told in what is left of the sentence, and no other date named before it.
bool Sentence::datesLater() const
{
    for (size_t i = m_at + 1; i < m_items.size() && !item(i).startsSentence; ++i) {
        if (item(i).kind == Kind::Period)
            return true;
        if (item(i).kind == Kind::Column && m_index.facts(item(i).mentions.front().place).temporal)
            return false;
    }
    return false;
}

/// "age is 5", "name 'Ann'", "price more than 10": the column here and what is required of it.
void Sentence::requireOfColumn(size_t operand)
{
    const Item &next = item(operand);
    if (next.kind == Kind::Period) {
        const Place column = m_resolver.column(m_at, {.temporal = true});
        m_at = operand;
        if (tells(column, next.period))
            addPeriod(column, next);
        else
            onPeriod();
        return;
    }
    if (next.kind == Kind::Value) {
        const Mention value = m_resolver.value(operand, placesOf(m_at));
        m_at = operand;
        bool allOf = false;
        const std::vector<Literal> values = valueList(operand, value, &allOf);
        addEquality(value.place, values, allOf);
        return;
    }
    const bool numberCompared = next.is(CueKind::Compare) && item(operand + 1).kind == Kind::Number;
    Wish wish;
    wish.numeric = next.kind == Kind::Number || next.is(CueKind::Between) || numberCompared;
    if (next.is(CueKind::Compare))
        wish.hints = next.cue.hints;
    const Place column = m_resolver.column(m_at, wish);
    if (numberCompared && !m_functions.empty())
        return requireOfGroups(column, operand);
    if (next.kind == Kind::Quoted || next.kind == Kind::Number)
        return requireLiterals(column, operand);
    m_left = column;
    m_leftAt = operand - 1;
    m_leftIsOutput = false;
    m_at = operand - 1; // the comparison takes it from here
}

/// "whose average price is below 10" speaks of groups.
void Sentence::requireOfGroups(Place column, size_t comparison)
{
    m_meaning.having.push_back({{m_functions.front(), column},
                                static_cast<sql::Comparison>(item(comparison).cue.comparison),
                                item(comparison + 1).number,
                                {}});
    m_functions.clear();
    m_at = comparison + 1;
}

/// "age 5 or 6", "name 'Ann'", "year 2005 or later".
void Sentence::requireLiterals(Place column, size_t first)
{
    const auto literalAt = [&](size_t i) {
        return Literal{item(i).text, item(i).kind == Kind::Number ? std::optional(item(i).number) : std::nullopt};
    };
    std::vector<Literal> values{literalAt(first)};
    m_at = first;
    const bool each = std::exchange(m_bothNext, false);
    while ((item(m_at + 1).is(CueKind::Or) || item(m_at + 1).is(CueKind::And))
           && item(m_at + 2).kind == item(first).kind) {
        m_at += 2;
        values.push_back(literalAt(m_at));
    }
    if (item(m_at + 1).is(CueKind::OrMore)) {
        m_left = column;
        m_leftAt = m_at;
        return;
    }
    addEquality(column, values, each && values.size() > 1);
}

/// "per city and year", "by name and age": one more group, or one more column to order by.
bool Sentence::goesOnGroupingOrOrdering(Place column)
{
    const bool joined = item(m_at - 1).is(CueKind::And);
    if (std::exchange(m_eachNext, false) || (m_grouping && joined && m_functions.empty())) {
        addGroup(column);
        m_grouping = true;
        return true;
    }
    if (m_ordering && joined) {
        orderBy({Function::Value, column}, !m_meaning.order.empty() && m_meaning.order.back().descending);
        return true;
    }
    return false;
}

/// "the average age": what waited for its column has it.
bool Sentence::takesFunctions(Place column)
{
    if (m_functions.empty())
        return false;
    const ColumnFacts &facts = m_index.facts(column);
    const bool adds = m_functions.front() == Function::Sum || m_functions.front() == Function::Average;
    const bool number = facts.numeric && !(adds && facts.identifier);
    if (!number && !facts.temporal && m_functions.front() != Function::CountDistinct) {
        m_functions.clear();
        return false;
    }
    for (const Function function : m_functions)
        addOutput({function, column});
    // "the average age and salary" computes both.
    const size_t next = m_at + 1;
    const bool more = item(next).is(CueKind::And) && item(next + 1).kind == Kind::Column;
    if (!more)
        m_functions.clear();
    return true;
}

/// "the active customers": of a column that says yes or no, the rows that it says yes of.
bool Sentence::requiresFlag(Place column)
{
    const ColumnFacts &facts = m_index.facts(column);
    if (facts.yes.isEmpty()
        || m_choices.choose({{"flag.asked", item(m_at + 1).kind == Kind::Table ? 1.5
                                            : m_restricting || m_not           ? 0.3
                                                                               : -0.3},
                             {"flag.shown", 0.0}})
               != 0)
        return false;
    Restriction flag;
    flag.column = column;
    flag.values = {{m_not ? facts.no : facts.yes, {}}};
    m_not = false;
    addRestriction(std::move(flag));
    return true;
}

/// "the room with the maximum occupancy" where the column is itself called so.
bool Sentence::isCalledExtreme(Place column)
{
    const std::optional<Cue> leads = cueAt(m_words, here().begin);
    if (!m_restricting || !leads || leads->kind != CueKind::Superlative || !m_index.facts(column).numeric
        || m_meaning.limit)
        return false;
    orderBy({Function::Value, column}, leads->direction > 0);
    m_meaning.limit = 1;
    return true;
}

/// "payments made in March": the verb says what happened and asks for no date. True when nothing more is
/// to be made of it: "not yet discharged" still is a condition.
bool Sentence::saysWhatHappened(Place column)
{
    if (!isVerbOfDate(column) || (!datesLater() && m_choices.choose({{"verb.aside", 0.8}, {"verb.shown", 0.0}}) != 0))
        return false;
    m_meaning.events.push_back(column.table);
    m_verbDate = column;
    const bool ofOthers = m_meaning.entity >= 0 && column.table != m_meaning.entity;
    if (!m_not || item(skip(m_at + 1)).kind == Kind::Table)
        return true;
    const bool lacked = m_index.column(column).profile.nullCount.value_or(0) > 0;
    if (!ofOthers || lacked)
        return false;
    m_not = false; // "products nobody reviewed"
    beginAbsence(column.table);
    return true;
}

/// "not yet discharged": rows that have no such date.
bool Sentence::requiresMissing(Place column)
{
    const bool dateLacks = m_index.facts(column).temporal && m_index.column(column).profile.nullCount.value_or(0) > 0;
    if (!m_not || m_choices.choose({{"not.missing", dateLacks ? 0.6 : -0.2}, {"not.later", 0.0}}) != 0)
        return false;
    m_not = false;
    Restriction lacking;
    lacking.kind = Restriction::Kind::Missing;
    lacking.column = column;
    addRestriction(std::move(lacking));
    return true;
}

/// "the name of the owner's city", "students who have a major": said of what is shown, and not shown itself.
bool Sentence::isSaidAside(Place column)
{
    const bool after = m_at > 0 && item(m_at - 1).is(CueKind::Preposition) && !m_meaning.outputs.empty();
    if (after && !m_restricting && m_choices.choose({{"of.aside", 0.2}, {"of.shown", 0.0}}) == 0)
        return true;
    if (!m_restricting)
        return false;
    size_t before = m_at - 1;
    while (before > 0 && (item(before).is(CueKind::Possessive) || item(before).kind == Kind::Table))
        --before;
    m_showsWith = m_showsWith || item(before).is(CueKind::With);
    const bool separate = item(m_at - 1).is(CueKind::And) || item(before).is(CueKind::With);
    // "… with the patient's name": asked for in so many words.
    const bool ofOwner = item(before).is(CueKind::With) && before + 1 == m_at && item(m_at + 1).kind == Kind::End
                         && m_meaning.entity >= 0 && column.table != m_meaning.entity
                         && stepsToOwner(m_meaning.entity, column.table);
    return !ofOwner
           && m_choices.choose({{"column.shown", separate ? 0.0 : -0.2}, {"column.aside", separate ? -0.7 : -0.1}})
                  == 1;
}

/// Shows the column, or the whole name that it is a part of.
void Sentence::showColumn(Place column)
{
    const auto mention = std::ranges::find(here().mentions, column, &Mention::place);
    const bool named = mention != here().mentions.end();
    // "songs that were released": a verb that is only akin to a column's name.
    if (m_restricting && named && mention->score < 0.75
        && m_choices.choose({{"akin.aside", 0.3}, {"akin.shown", 0.0}}) == 0) {
        m_meaning.unusedWords.push_back(here().begin);
        return;
    }
    if (named && mention->wholeName)
        return showRowsOf(column.table);
    addOutput({Function::Value, column});
}

void Sentence::onColumn()
{
    if (isMoney(m_at) && m_choices.choose({{"money.computed", 0.5}, {"money.column", 0.0}}) == 0)
        return addMoney();
    size_t operand = 0;
    bool negated = false;
    if (columnTakesOperand(m_at, &operand, &negated)) {
        m_not = m_not != negated;
        for (const Place place : placesOf(m_at))
            m_namedAgain.insert(place);
        return requireOfColumn(operand);
    }
    if (isNameOfColumn() && m_choices.choose({{"name.ofColumn", 0.8}, {"name.own", 0.0}}) == 0)
        return;
    const Place column = m_resolver.column(m_at, {.numeric = !m_functions.empty()});
    m_left = column;
    m_leftAt = m_at;
    m_leftIsOutput = true;
    if (m_at > 0 && item(m_at - 1).kind == Kind::Value)
        m_besideValue.insert(column);
    if (m_ordering && !m_meaning.order.empty() && m_meaning.order.back().measure.of == column)
        return; // "by the year they were built"
    const auto namesTable = [&](const Mention &m) { return m.place == column && m.namesTable; };
    if (m_meaning.entity < 0 && std::ranges::any_of(here().mentions, namesTable))
        nameTable(column.table);
    if (goesOnGroupingOrOrdering(column) || takesTime(column) || sumsWhatIsDone(column) || takesFunctions(column)
        || requiresFlag(column) || isCalledExtreme(column) || saysWhatHappened(column) || requiresMissing(column))
        return;
    if (m_distinctNext && m_meaning.outputs.empty())
        m_meaning.distinct = true;
    m_distinctNext = false;
    if (!isSaidAside(column))
        showColumn(column);
}

} // namespace tabletalk::ask
