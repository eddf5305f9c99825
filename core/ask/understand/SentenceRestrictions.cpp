// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentence: values, numbers and texts that restrict rows.
#include "core/ask/understand/Sentence.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

using Function = Measure::Function;
using Kind = Item::Kind;

void Sentence::addRestriction(Restriction restriction)
{
    restriction.negated = restriction.negated || std::exchange(m_not, false);
    if (m_others) {
        restriction.orPrevious = std::exchange(m_or, false) && !m_others->where.empty();
        m_others->where.push_back(std::move(restriction));
        return;
    }
    restriction.orPrevious = std::exchange(m_or, false) && !m_meaning.where.empty();
    m_resolver.use(restriction.column.table);
    if (m_absence >= 0) {
        Absence &absence = m_meaning.absences[size_t(m_absence)];
        const bool own = restriction.column.table == absence.table;
        if (own || m_choices.choose({{"absence.outside", 0.0}, {"absence.inside", -0.3}}) == 1) {
            absence.where.push_back(std::move(restriction));
            return;
        }
    }
    m_meaning.where.push_back(std::move(restriction));
    m_saidAt.resize(m_meaning.where.size(), m_at);
}

void Sentence::addEquality(Place column, std::vector<Literal> values, bool allOf)
{
    Restriction restriction;
    restriction.column = column;
    restriction.values = std::move(values);
    restriction.allOf = allOf;
    const ColumnFacts &facts = m_index.facts(column);
    restriction.ofYear = facts.temporal && !restriction.values.empty() && restriction.values.front().number
                         && isYear(*restriction.values.front().number);
    addRestriction(std::move(restriction));
}

/// "A, B or C": the values that follow the first one and belong to the same column.
std::vector<Literal> Sentence::valueList(size_t first, const Mention &value, bool *allOf)
{
    std::vector<Literal> values{{value.value, {}}};
    *allOf = false;
    size_t i = first + 1;
    while (true) {
        size_t j = i;
        bool joined = false;
        bool byAnd = false;
        while (item(j).is(CueKind::Or) || item(j).is(CueKind::And) || item(j).is(CueKind::Both)
               || (joined
                   && (item(j).is(CueKind::Filler) || item(j).is(CueKind::Preposition) || item(j).is(CueKind::Be)))) {
            joined = true;
            byAnd = byAnd || (item(j).is(CueKind::And) && item(j).text != u",");
            ++j;
        }
        // The column may be said again: "name is A or name is B".
        if (joined && item(j).kind == Kind::Column
            && std::ranges::any_of(item(j).mentions, [&](const Mention &m) { return m.place == value.place; })) {
            const size_t afterName = j + 1 + (item(j + 1).is(CueKind::Be) ? 1 : 0);
            if (item(afterName).kind == Kind::Value)
                j = afterName;
        }
        if (!joined || item(j).kind != Kind::Value)
            break;
        const auto same =
            std::ranges::find_if(item(j).mentions, [&](const Mention &m) { return m.place == value.place; });
        if (same == item(j).mentions.end())
            break;
        values.push_back({same->value, {}});
        *allOf = *allOf || byAnd;
        for (size_t k = i; k <= j; ++k)
            m_consumed[k] = true;
        i = j + 1;
    }
    m_at = i - 1;
    return values;
}

/// Columns named right before or after an item, for telling which column a value belongs to.
std::vector<Place> Sentence::columnsAround(size_t i) const
{
    std::vector<Place> places;
    const auto add = [&](size_t at) {
        if (at < m_items.size() && m_items[at].kind == Kind::Column) {
            for (const Place place : placesOf(at))
                places.push_back(place);
        }
    };
    add(i + 1);
    if (i > 0)
        add(i - 1);
    if (i > 1 && (item(i - 1).is(CueKind::Be) || item(i - 1).is(CueKind::Not) || item(i - 1).is(CueKind::Or)))
        add(i - 2);
    // "and in Osaka?" after a question about Tokyo.
    for (size_t k = 0; places.empty() && m_before != nullptr && k < m_before->where.size(); ++k)
        places.push_back(m_before->where[k].column);
    return places;
}

/// Whether a value stands where the things asked for do: "lecturers who …", "pumps by weight".
bool Sentence::headsSentence(size_t first) const
{
    if (m_meaning.entity >= 0 || !m_meaning.outputs.empty() || !m_meaning.where.empty())
        return false;
    const Item &next = item(m_at + 1);
    const bool ends = next.is(CueKind::Whose) || next.is(CueKind::With) || next.is(CueKind::Who)
                      || next.is(CueKind::Preposition) || next.is(CueKind::Compare) || next.is(CueKind::Be)
                      || next.is(CueKind::By);
    const bool afterPreposition = first > 0 && item(first - 1).is(CueKind::Preposition);
    return ends && !afterPreposition;
}

void Sentence::onValue()
{
    const size_t first = m_at;
    if (quotesPartOf(first))
        return;
    const Mention value = m_resolver.value(m_at, columnsAround(m_at));
    bool allOf = false;
    const std::vector<Literal> values = valueList(m_at, value, &allOf);
    // "King beds": the column's own name after its value says nothing new.
    if (item(m_at + 1).kind == Kind::Column && !item(m_at + 1).startsSentence) {
        const std::vector<Place> after = placesOf(m_at + 1);
        size_t operand = 0;
        bool negated = false;
        if (std::ranges::find(after, value.place) != after.end() && !columnTakesOperand(m_at + 1, &operand, &negated))
            ++m_at;
    }
    if (headsSentence(first))
        nameTable(value.place.table);
    if (m_left == value.place && first - m_leftAt <= 3)
        m_besideValue.insert(value.place);
    // A value right after a column that was taken for an output, of that very column.
    if (m_left && *m_left == value.place && m_leftIsOutput && first - m_leftAt <= 2) {
        const auto output = std::ranges::find(m_meaning.outputs, Measure{Function::Value, *m_left});
        if (output != m_meaning.outputs.end() && m_restricting)
            m_meaning.outputs.erase(output);
    }
    addEquality(value.place, values, allOf);
}

/// "'Express' in their names": the quotation is part of what the column says.
bool Sentence::quotesPartOf(size_t literal)
{
    const bool quoted = m_words[item(literal).begin].kind == Word::Kind::Quoted;
    size_t of = literal + 2;
    if (item(of).kind == Kind::Unknown && item(of).text == u"part" && item(of + 1).is(CueKind::Preposition))
        of += 2; // "in part of their names"
    if (!quoted || !item(literal + 1).is(CueKind::Preposition) || item(literal + 1).text != u"in"
        || item(of).kind != Kind::Column)
        return false;
    const Place column = m_resolver.column(of);
    if (m_index.facts(column).numeric)
        return false;
    Restriction restriction;
    restriction.kind = Restriction::Kind::Contains;
    restriction.column = column;
    restriction.values = {{item(literal).text, {}}};
    m_at = of;
    addRestriction(std::move(restriction));
    return true;
}

void Sentence::onQuoted()
{
    if (quotesPartOf(m_at))
        return;
    // Not found in the data: the column named last, else the display column of the entity.
    const QString text = here().text;
    if (m_left && m_at - m_leftAt <= 4) {
        addEquality(*m_left, {{text, {}}}, false);
        return;
    }
    for (const int table : m_resolver.tablesInPlay()) {
        if (!m_index.facts(table).displayColumns.empty()) {
            addEquality({table, m_index.facts(table).displayColumns.front()}, {{text, {}}}, false);
            return;
        }
    }
}

/// "5 years old", "18 years old or more".
bool Sentence::saysAge(size_t number)
{
    if (!item(number + 1).is(CueKind::YearsOld))
        return false;
    bool reversed = false;
    const auto age = m_resolver.hinted(ageHints(), number, &reversed);
    if (!age || reversed)
        return false;
    addEquality(*age, {{item(number).text, item(number).number}}, false);
    m_at = number + 1;
    if (item(m_at + 1).is(CueKind::OrMore)) {
        m_meaning.where.back().comparison =
            item(m_at + 1).cue.direction > 0 ? sql::Comparison::GreaterOrEqual : sql::Comparison::LessOrEqual;
        m_at += 1;
    }
    return true;
}

/// "4 or 5 stars", "3 bedrooms": of a column of numbers that stands behind, rows that have it.
bool Sentence::saysNumberOf(size_t number)
{
    const Literal literal{item(number).text, item(number).number};
    const Item &second = item(number + 2);
    if (item(number + 1).is(CueKind::Or) && second.kind == Kind::Number && item(number + 3).kind == Kind::Column) {
        const Place column = m_resolver.column(number + 3, {.numeric = true});
        if (m_index.facts(column).numeric) {
            addEquality(column, {literal, {second.text, second.number}}, false);
            m_at = number + 3;
            return true;
        }
    }
    if (item(number + 1).kind != Kind::Column)
        return false;
    size_t operand = 0;
    bool negated = false;
    const Place column = m_resolver.column(number + 1, {.numeric = true});
    if (!m_index.facts(column).numeric || columnTakesOperand(number + 1, &operand, &negated))
        return false;
    addEquality(column, {literal}, false);
    m_at = number + 1;
    return true;
}

/// "customers with 3 orders": exactly so many.
bool Sentence::saysCountOf(size_t number)
{
    if (item(number + 1).kind != Kind::Table || !m_restricting)
        return false;
    const int table = tableAt(number + 1);
    if (table == m_meaning.entity)
        return false;
    nameTable(table);
    m_meaning.having.push_back({{Function::CountRows, {table, -1}}, sql::Comparison::Equal, item(number).number, {}});
    m_at = number + 1;
    return true;
}

/// "which 3 customers": how many are to be shown. after: what stands behind the number.
bool Sentence::saysHowManyToShow(const Item &after)
{
    static constexpr double most = 1000;
    const double number = here().number;
    const bool heads =
        !m_restricting && number >= 1 && number <= most
        && (after.kind == Kind::Table || after.kind == Kind::Column || (after.kind == Kind::Value && !isYear(number)));
    if (heads)
        m_headCount = asRowCount(number);
    return heads;
}

/// "in 2014 or 2015": years of the date that the rows have.
bool Sentence::saysYear()
{
    if (!isYear(here().number))
        return false;
    const auto column = temporalFor(yearOf(here().number));
    if (!column)
        return false;
    std::vector<Literal> values{{here().text, here().number}};
    while ((item(m_at + 1).is(CueKind::Or) || item(m_at + 1).is(CueKind::And)) && item(m_at + 2).kind == Kind::Number
           && isYear(item(m_at + 2).number)) {
        m_at += 2;
        values.push_back({here().text, here().number});
    }
    addEquality(*column, values, values.size() > 1 && m_bothNext);
    if (!m_meaning.where.empty() && m_absence < 0 && !m_others)
        m_meaning.where.back().guessed = true;
    return true;
}

/// "flight 99": the table's own number.
bool Sentence::saysRowNumber()
{
    if (m_at == 0 || item(m_at - 1).kind != Kind::Table)
        return false;
    const int table = item(m_at - 1).mentions.front().place.table;
    const int key = m_index.facts(table).keyColumn;
    if (key < 0 || !m_index.facts(Place{table, key}).numeric)
        return false;
    addEquality({table, key}, {{here().text, here().number}}, false);
    return true;
}

void Sentence::onNumber()
{
    const Item &after = item(skip(m_at + 1));
    if (after.is(CueKind::Superlative) || after.is(CueKind::Most) || after.is(CueKind::Common)
        || after.is(CueKind::Top)) {
        m_meaning.limit = asRowCount(here().number);
        return;
    }
    if (saysStars())
        return;
    if (item(m_at + 1).is(CueKind::OrMore)) {
        m_at += 1;
        return onOrMore();
    }
    if (saysAge(m_at) || saysNumberOf(m_at) || saysCountOf(m_at) || saysHowManyToShow(after) || saysYear()
        || saysRowNumber())
        return;
    m_meaning.unusedWords.push_back(here().begin);
}

/// The column whose text is spoken of: "(the letter) A in their names", else the one before, else
/// what the rows are called.
std::optional<Place> Sentence::textColumn(size_t literal)
{
    size_t i = literal + 1;
    while (item(i).is(CueKind::Or) || item(i).is(CueKind::And) || item(i).kind == Kind::Quoted)
        ++i;
    const bool in = item(i).is(CueKind::Preposition) && (item(i).text == u"in" || item(i).text == u"of");
    if (in && item(i + 1).kind == Kind::Column) {
        m_consumed[i + 1] = true;
        return m_resolver.column(i + 1);
    }
    if (m_left || item(literal).kind != Kind::Quoted)
        return m_left;
    if (m_meaning.entity >= 0 && !m_index.facts(m_meaning.entity).displayColumns.empty())
        return Place{m_meaning.entity, m_index.facts(m_meaning.entity).displayColumns.front()};
    return {};
}

void Sentence::onText(Restriction::Kind kind)
{
    const size_t first = m_at;
    size_t i = m_at + 1;
    while (isTransparent(item(i)) || item(i).is(CueKind::Contains))
        ++i;
    for (size_t ahead = i + 1; item(i).kind != Kind::Quoted && ahead <= i + 2; ++ahead) {
        if (item(ahead).kind == Kind::Quoted)
            i = ahead; // "the french word 'Moulin'"
    }
    const Item &operand = item(i);
    const bool literal = operand.kind == Kind::Quoted || operand.kind == Kind::Value || operand.kind == Kind::Unknown
                         || operand.kind == Kind::Number;
    const std::optional<Place> column = textColumn(i);
    if (!literal || !column) {
        if (kind == Restriction::Kind::Contains)
            m_restricting = true; // "including their names"
        return;
    }
    m_at = i;
    if (m_leftIsOutput && m_restricting && m_left == column && m_leftAt + 2 >= first)
        std::erase(m_meaning.outputs, Measure{Function::Value, *m_left});
    Restriction restriction;
    restriction.kind = kind;
    restriction.column = *column;
    restriction.values = {{operand.text, {}}};
    while ((item(m_at + 1).is(CueKind::Or) || item(m_at + 1).is(CueKind::And))
           && (item(m_at + 2).kind == Kind::Quoted
               || (item(m_at + 2).kind == Kind::Value && operand.kind != Kind::Unknown))) {
        restriction.allOf = item(m_at + 1).is(CueKind::And);
        m_at += 2;
        restriction.values.push_back({here().text, {}});
    }
    addRestriction(std::move(restriction));
}

void Sentence::onNot()
{
    // "not X" speaks of the next thing that can be denied, if it comes soon.
    for (size_t i = m_at + 1; i <= m_at + 5 && i < m_items.size(); ++i) {
        if (m_items[i].startsSentence)
            return;
        if (m_items[i].kind == Kind::Table || m_items[i].kind == Kind::Column || m_items[i].kind == Kind::Value
            || m_items[i].kind == Kind::Quoted || m_items[i].kind == Kind::Period || m_items[i].is(CueKind::Compare)
            || m_items[i].is(CueKind::Contains) || item(i + 1).is(CueKind::YearsOld)) {
            m_not = true;
            return;
        }
    }
}

} // namespace tabletalk::ask
