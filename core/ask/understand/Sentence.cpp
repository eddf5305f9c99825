// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentence: the walk over the items, and what a table or a column means where it stands.
#include "core/ask/understand/Sentence.h"

#include "core/ask/read/Periods.h"
#include "core/text/NameParts.h"

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

/// Whether a condition on this column follows at once: "age is 5", "name 'Ann'", "price more than".
bool Sentence::columnTakesOperand(size_t column, size_t *operand, bool *negated) const
{
    size_t i = column + 1;
    bool linked = false;
    *negated = false;
    while (item(i).is(CueKind::Be) || item(i).is(CueKind::Not) || item(i).is(CueKind::Filler)
           || (item(i).is(CueKind::Preposition) && (item(i).text == u"of" || item(i).text == u"in"))
           || (item(i).text == u"for" && item(i).is(CueKind::Preposition) && item(i + 1).is(CueKind::Compare))
           || item(i).is(CueKind::Possessive) || (item(i).is(CueKind::By) && item(i + 1).kind == Kind::Value)) {
        if (item(i).is(CueKind::Preposition) && i != column + 1)
            break;
        if (item(i).text == u"which" && item(i - 1).is(CueKind::Preposition))
            return false; // "the year in which …" goes on about something else
        *negated = *negated || item(i).is(CueKind::Not);
        linked = linked || item(i).is(CueKind::Be);
        ++i;
    }
    const Item &next = item(i);
    const bool byPreposition = item(i - 1).is(CueKind::Preposition);
    *operand = i;
    if (next.startsSentence)
        return false;
    switch (next.kind) {
    case Kind::Value: {
        const std::vector<Place> own = placesOf(column);
        return std::ranges::any_of(next.mentions,
                                   [&](const Mention &m) { return std::ranges::find(own, m.place) != own.end(); });
    }
    case Kind::Quoted:
        return !byPreposition || linked;
    case Kind::Period:
        return std::ranges::any_of(placesOf(column), [&](Place place) { return tells(place, next.period); });
    case Kind::Number:
        if (byPreposition && item(i - 1).text == u"in")
            return isYear(next.number) && item(i + 1).kind != Kind::Table
                   && std::ranges::any_of(placesOf(column),
                                          [&](Place place) { return tells(place, yearOf(next.number)); });
        return !(item(i + 1).is(CueKind::Superlative) || item(i + 1).is(CueKind::Most)
                 || item(i + 1).is(CueKind::Common))
               && item(i + 1).kind != Kind::Table;
    case Kind::Cue:
        if (next.is(CueKind::Contains)
            && (item(i + 1).is(CueKind::Most) || item(i + 1).is(CueKind::Superlative)
                || item(i + 1).is(CueKind::HowMany) || item(i + 1).is(CueKind::Compare)))
            return false; // "the range contains the most mountains"
        return next.cue.kind == CueKind::Compare || next.cue.kind == CueKind::Between
               || next.cue.kind == CueKind::Contains || next.cue.kind == CueKind::StartsWith
               || next.cue.kind == CueKind::EndsWith || next.cue.kind == CueKind::Missing;
    default:
        return false;
    }
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

/// "flight numbers" where no column is called so: what numbers the rows.
bool Sentence::namesRowNumber(int table) const
{
    const auto isNumber = [](const QString &word) { return word == u"number" || word == u"numbers"; };
    const Item &next = item(m_at + 1);
    const bool within = here().end - here().begin > 1 && isNumber(m_words[here().end - 1].lower);
    const bool after = next.kind == Kind::Unknown && isNumber(next.text.toLower());
    const Item &then = item(m_at + (after ? 2 : 1));
    const bool valued = then.kind == Kind::Number || then.kind == Kind::Value || then.is(CueKind::Be);
    const int key = m_index.facts(table).keyColumn;
    return (within || after) && !valued && !m_restricting && key >= 0 && !m_index.facts(Place{table, key}).hidden;
}

/// "the schools and their nicknames": the first of several things to be shown.
bool Sentence::beginsList() const
{
    size_t i = m_at + 1;
    while (item(i).is(CueKind::And) || item(i).is(CueKind::All))
        ++i;
    size_t operand = 0;
    bool negated = false;
    return i > m_at + 1 && item(i).kind == Kind::Column && !item(i + 1).is(CueKind::Preposition)
           && !columnTakesOperand(i, &operand, &negated);
}

/// The table that an item names; what sort of its rows it names becomes a condition.
int Sentence::tableAt(size_t i)
{
    const int table = m_resolver.table(i);
    addSort(i, table);
    return table;
}

void Sentence::addSort(size_t i, int table)
{
    const std::optional<Mention> &sort = item(i).sort;
    if (sort && sort->place.table == table && m_sorted.insert(i).second)
        addEquality(sort->place, {{sort->value, {}}}, false);
}

void Sentence::onTable()
{
    if (isMoney(m_at) && !m_eachNext && !m_grouping
        && m_choices.choose({{"money.computed", 0.5}, {"money.column", 0.0}}) == 0)
        return addMoney();
    const int table = m_resolver.table(m_at);
    if (m_not) {
        const bool other = table != m_meaning.entity;
        if (other) {
            m_not = false;
            m_meaning.absences.push_back({table, {}});
            m_absence = int(m_meaning.absences.size()) - 1;
            m_resolver.use(table);
        }
        addSort(m_at, table);
        m_not = false;
        if (other)
            return;
    }
    const bool named = m_meaning.entity >= 0;
    nameTable(table);
    addSort(m_at, table);
    if (namesRowNumber(table)) {
        const Place number{table, m_index.facts(table).keyColumn};
        m_consumed[m_at + 1] = item(m_at + 1).kind == Kind::Unknown;
        if (std::exchange(m_eachNext, false))
            addGroup(number);
        else
            addOutput({Function::Value, number});
        return;
    }
    if (!named && !m_restricting && m_meaning.outputs.empty() && !m_eachNext && m_functions.empty() && beginsList()
        && m_choices.choose({{"table.listed", 0.4}, {"table.spoken", 0.0}}) == 0) {
        for (const int column : m_index.facts(table).displayColumns)
            addOutput({Function::Value, {table, column}});
        return;
    }
    const bool listed = !m_restricting && named && (item(m_at - 1).is(CueKind::And) || item(m_at + 1).is(CueKind::And));
    if (listed && !m_eachNext && !m_grouping && m_choices.choose({{"table.named", 0.3}, {"table.shown", 0.0}}) == 1) {
        for (const int column : m_index.facts(table).displayColumns)
            addOutput({Function::Value, {table, column}});
        return;
    }
    const bool ends = item(m_at + 1).kind == Kind::End;
    const bool with = named && m_at > 0 && item(m_at - 1).is(CueKind::With) && ends && table != m_meaning.entity;
    static constexpr QStringView possessives[] = {u"their", u"its", u"his", u"her"};
    const bool theirs = here().begin > 0
                        && std::ranges::find(possessives, m_words[here().begin - 1].lower) != std::end(possessives)
                        && stepsToOwner(m_meaning.entity, table);
    if (with && (theirs || m_choices.choose({{"with.shown", 0.4}, {"with.named", 0.0}}) == 0)) {
        if (m_meaning.outputs.empty()) {
            for (const Measure &output : displayOf(m_meaning.entity))
                addOutput(output);
        }
        for (const Measure &output : displayOf(table))
            addOutput(output);
        return;
    }
    if (std::exchange(m_eachNext, false) || (m_grouping && item(m_at - 1).is(CueKind::And))) {
        addGroup({table, -1});
        m_grouping = true;
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

void Sentence::onColumn()
{
    if (isMoney(m_at) && m_choices.choose({{"money.computed", 0.5}, {"money.column", 0.0}}) == 0)
        return addMoney();
    size_t operand = 0;
    bool negated = false;
    if (columnTakesOperand(m_at, &operand, &negated)) {
        const Item &next = item(operand);
        m_not = m_not != negated;
        for (const Place place : placesOf(m_at))
            m_namedAgain.insert(place);
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
        Wish wish;
        wish.numeric = next.kind == Kind::Number || next.is(CueKind::Between)
                       || (next.is(CueKind::Compare) && item(operand + 1).kind == Kind::Number);
        if (next.is(CueKind::Compare))
            wish.hints = next.cue.hints;
        const Place column = m_resolver.column(m_at, wish);
        // "whose average price is below 10" speaks of groups.
        if (!m_functions.empty() && next.is(CueKind::Compare) && item(operand + 1).kind == Kind::Number) {
            m_meaning.having.push_back({{m_functions.front(), column},
                                        static_cast<sql::Comparison>(next.cue.comparison),
                                        item(operand + 1).number,
                                        {}});
            m_functions.clear();
            m_at = operand + 1;
            return;
        }
        if (next.kind == Kind::Quoted || next.kind == Kind::Number) {
            std::vector<Literal> values{
                {next.text, next.kind == Kind::Number ? std::optional(next.number) : std::nullopt}};
            m_at = operand;
            const bool each = std::exchange(m_bothNext, false);
            while ((item(m_at + 1).is(CueKind::Or) || item(m_at + 1).is(CueKind::And))
                   && item(m_at + 2).kind == next.kind) {
                m_at += 2;
                values.push_back(
                    {here().text, here().kind == Kind::Number ? std::optional(here().number) : std::nullopt});
            }
            if (item(m_at + 1).is(CueKind::OrMore)) {
                m_left = column;
                m_leftAt = m_at;
                return;
            }
            addEquality(column, values, each && values.size() > 1);
            return;
        }
        m_left = column;
        m_leftAt = operand - 1;
        m_leftIsOutput = false;
        m_at = operand - 1; // the comparison takes it from here
        return;
    }

    if (isNameOfColumn() && m_choices.choose({{"name.ofColumn", 0.8}, {"name.own", 0.0}}) == 0)
        return;
    Wish wish;
    wish.numeric = !m_functions.empty();
    const Place column = m_resolver.column(m_at, wish);
    m_left = column;
    m_leftAt = m_at;
    m_leftIsOutput = true;
    if (m_at > 0 && item(m_at - 1).kind == Kind::Value)
        m_besideValue.insert(column);
    if (m_ordering && !m_meaning.order.empty() && m_meaning.order.back().measure.of == column)
        return; // "by the year they were built"
    const ColumnFacts &facts = m_index.facts(column);

    if (m_meaning.entity < 0
        && std::ranges::any_of(
            item(m_at).mentions, [&](const Mention &m) { return m.place == column && m.namesTable; }))
        nameTable(column.table);

    if (std::exchange(m_eachNext, false) || (m_grouping && item(m_at - 1).is(CueKind::And) && m_functions.empty())) {
        addGroup(column);
        m_grouping = true;
        return;
    }
    if (m_ordering && item(m_at - 1).is(CueKind::And)) {
        orderBy({Function::Value, column}, !m_meaning.order.empty() && m_meaning.order.back().descending);
        return;
    }
    if (takesTime(column) || sumsWhatIsDone(column))
        return;
    if (!m_functions.empty()) {
        const bool adds = m_functions.front() == Function::Sum || m_functions.front() == Function::Average;
        const bool number = facts.numeric && !(adds && facts.identifier);
        if (number || facts.temporal || m_functions.front() == Function::CountDistinct) {
            for (const Function function : m_functions)
                addOutput({function, column});
            // "the average age and salary" computes both.
            const size_t next = m_at + 1;
            const bool more = item(next).is(CueKind::And) && item(next + 1).kind == Kind::Column;
            if (!more)
                m_functions.clear();
            return;
        }
        m_functions.clear();
    }
    if (!facts.yes.isEmpty()
        && m_choices.choose({{"flag.asked", item(m_at + 1).kind == Kind::Table ? 1.5
                                            : m_restricting || m_not           ? 0.3
                                                                               : -0.3},
                             {"flag.shown", 0.0}})
               == 0) {
        Restriction flag;
        flag.column = column;
        flag.values = {{m_not ? facts.no : facts.yes, {}}};
        m_not = false;
        addRestriction(std::move(flag));
        return;
    }
    // "the room with the maximum occupancy" where the column is itself called so.
    const std::optional<Cue> leads = cueAt(m_words, here().begin);
    if (m_restricting && leads && leads->kind == CueKind::Superlative && facts.numeric && !m_meaning.limit) {
        orderBy({Function::Value, column}, leads->direction > 0);
        m_meaning.limit = 1;
        return;
    }
    // "payments made in March": the verb says what happened and asks for no date.
    if (isVerbOfDate(column) && (datesLater() || m_choices.choose({{"verb.aside", 0.8}, {"verb.shown", 0.0}}) == 0)) {
        m_meaning.events.push_back(column.table);
        m_verbDate = column;
        const bool ofOthers = m_meaning.entity >= 0 && column.table != m_meaning.entity;
        if (!m_not || item(skip(m_at + 1)).kind == Kind::Table)
            return;
        const bool lacked = m_index.column(column).profile.nullCount.value_or(0) > 0; // "not yet discharged"
        if (ofOthers && !lacked) {                                                    // "products nobody reviewed"
            m_not = false;
            m_meaning.absences.push_back({column.table, {}});
            m_absence = int(m_meaning.absences.size()) - 1;
            m_resolver.use(column.table);
            return;
        }
    }
    const double missing = facts.temporal && m_index.column(column).profile.nullCount.value_or(0) > 0 ? 0.6 : -0.2;
    if (m_not && m_choices.choose({{"not.missing", missing}, {"not.later", 0.0}}) == 0) {
        m_not = false;
        Restriction lacking;
        lacking.kind = Restriction::Kind::Missing;
        lacking.column = column;
        addRestriction(std::move(lacking));
        return;
    }
    if (m_distinctNext && m_meaning.outputs.empty())
        m_meaning.distinct = true;
    m_distinctNext = false;
    const bool after = m_at > 0 && item(m_at - 1).is(CueKind::Preposition) && !m_meaning.outputs.empty();
    if (after && !m_restricting && m_choices.choose({{"of.aside", 0.2}, {"of.shown", 0.0}}) == 0)
        return;
    if (m_restricting) {
        size_t before = m_at - 1;
        while (before > 0 && (item(before).is(CueKind::Possessive) || item(before).kind == Kind::Table))
            --before;
        m_showsWith = m_showsWith || item(before).is(CueKind::With);
        const bool separate = item(m_at - 1).is(CueKind::And) || item(before).is(CueKind::With);
        // "… with the patient's name": asked for in so many words.
        const bool ofOwner = item(before).is(CueKind::With) && before + 1 == m_at && item(m_at + 1).kind == Kind::End
                             && m_meaning.entity >= 0 && column.table != m_meaning.entity
                             && stepsToOwner(m_meaning.entity, column.table);
        if (!ofOwner
            && m_choices.choose({{"column.shown", separate ? 0.0 : -0.2}, {"column.aside", separate ? -0.7 : -0.1}})
                   == 1)
            return;
    }
    const auto mention = std::ranges::find(item(m_at).mentions, column, &Mention::place);
    // "songs that were released": a verb that is only akin to a column's name.
    if (m_restricting && mention != item(m_at).mentions.end() && mention->score < 0.75
        && m_choices.choose({{"akin.aside", 0.3}, {"akin.shown", 0.0}}) == 0) {
        m_meaning.unusedWords.push_back(here().begin);
        return;
    }
    if (mention != item(m_at).mentions.end() && mention->wholeName) {
        for (const int part : m_index.facts(column.table).displayColumns)
            addOutput({Function::Value, {column.table, part}});
        return;
    }
    addOutput({Function::Value, column});
}

void Sentence::onCue()
{
    switch (here().cue.kind) {
    case CueKind::Filler:
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
        return;
    case CueKind::HowMany:
        return onHowMany();
    case CueKind::Average:
        if (here().cue.noun)
            m_functions.push_back(Function::Average);
        else
            m_onAverage = m_averagesGroups = true;
        return;
    case CueKind::Total:
        if (m_restricting && item(m_at + 1).is(CueKind::Compare))
            return; // "with a total over 100": of each row
        m_functions.push_back(Function::Sum);
        m_sumsAmount = m_sumsAmount || here().cue.words == 3; // "total amount of"
        return;
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
    case CueKind::Compare:
        return onCompare();
    case CueKind::Between:
        return onBetween();
    case CueKind::Each:
        return onEach();
    case CueKind::By: {
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
        return;
    }
    case CueKind::OrderBy:
        return onOrderBy();
    case CueKind::Direction:
        return onDirection();
    case CueKind::Not:
        return onNot();
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
    case CueKind::Whose:
    case CueKind::With:
    case CueKind::Who:
    case CueKind::Where:
    case CueKind::When: {
        const bool leads = (m_meaning.entity < 0 || (m_before != nullptr && m_at == 0)) && m_meaning.outputs.empty();
        m_asksWhen = m_asksWhen || (here().cue.kind == CueKind::When && leads);
        m_asksWhere = m_asksWhere || (here().cue.kind == CueKind::Where && leads);
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
        return;
    }
    case CueKind::Star:
        m_star = true;
        return;
    case CueKind::Contains:
        return onText(Restriction::Kind::Contains);
    case CueKind::StartsWith:
        return onText(Restriction::Kind::StartsWith);
    case CueKind::EndsWith:
        return onText(Restriction::Kind::EndsWith);
    case CueKind::Missing:
        if (m_left) {
            Restriction missing;
            missing.kind = Restriction::Kind::Missing;
            missing.column = *m_left;
            std::erase(m_meaning.outputs, Measure{Function::Value, *m_left});
            addRestriction(std::move(missing));
        }
        return;
    case CueKind::OrMore:
        return onOrMore();
    case CueKind::HowMuch:
        m_asksAmount = true;
        return;
    case CueKind::YearsOld:
    case CueKind::Be:
    case CueKind::Preposition:
    case CueKind::Possessive:
    case CueKind::All:
    case CueKind::Than:
        return;
    }
}

void Sentence::walk()
{
    for (; m_at < m_items.size() && here().kind != Kind::End; ++m_at) {
        if (here().startsSentence && m_at > 0) {
            m_restricting = false;
            m_not = false;
            m_ordering = false;
            m_grouping = false;
        }
        if (m_others && endsOthers(m_at))
            m_others.reset();
        if (!m_consumed[m_at] && readsOwnWords())
            continue;
        if (m_consumed[m_at] || ((here().kind == Kind::Table || here().kind == Kind::Column) && sameAsOthers()))
            continue;
        switch (here().kind) {
        case Kind::Cue:
            onCue();
            break;
        case Kind::Table:
            onTable();
            break;
        case Kind::Column:
            onColumn();
            break;
        case Kind::Metric:
            onMetric();
            break;
        case Kind::Value:
            onValue();
            break;
        case Kind::Number:
            onNumber();
            break;
        case Kind::Period:
            onPeriod();
            break;
        case Kind::Quoted:
            onQuoted();
            break;
        case Kind::Unknown:
            if (isMoney(m_at) || (!m_functions.empty() && here().text == u"value"))
                addMoney();
            else if (here().text.startsWith(u"distribution", Qt::CaseInsensitive)
                     || here().text.startsWith(u"breakdown", Qt::CaseInsensitive))
                m_breaksDown = true;
            else if (asksForEverything())
                m_star = true;
            else if (m_grouping && m_at > 0 && item(m_at - 1).is(CueKind::And) && groupByPeriod(m_at))
                break; // "by region and year"
            else if (!((here().text.endsWith(u"ly") || speaksOfMetrics() || asksWhichPeriod()) && groupByPeriod(m_at)))
                m_meaning.unusedWords.push_back(here().begin);
            else if (!m_functions.empty() && m_functions.front() == Function::Average
                     && item(m_at - 1).is(CueKind::Average)) {
                m_functions.front() = Function::Sum; // "average daily sales": what the days add up to, on average
                m_averagesGroups = true;
            }
            break;
        case Kind::End:
            break;
        }
    }
}

Meaning Sentence::run()
{
    walk();
    finish();
    return std::move(m_meaning);
}

} // namespace tabletalk::ask
