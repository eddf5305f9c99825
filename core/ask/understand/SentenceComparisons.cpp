// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentence: comparisons with numbers, dates and averages.
#include "core/ask/understand/Sentence.h"

#include "core/schema/UnitConversion.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

using Function = Measure::Function;
using Kind = Item::Kind;

/// "above 50 or below 46": the same column as before, compared once more.
bool Sentence::compareAgain()
{
    size_t at = m_at + 1;
    while (item(at).is(CueKind::Than))
        ++at; // "taller than 200 or lower than 190"
    const Item &number = item(at);
    if (number.kind != Kind::Number || m_meaning.where.empty())
        return false;
    const Restriction &before = m_meaning.where.back();
    if (before.kind != Restriction::Kind::Compare || before.values.size() != 1 || !before.values.front().number)
        return false;
    Restriction restriction = before;
    restriction.comparison = here().cue.direction > 0 ? sql::Comparison::Greater : sql::Comparison::Less;
    restriction.values = {amountFor(before.column, at)};
    restriction.ofYear = m_index.facts(before.column).temporal && isYear(number.number);
    m_or = m_words[here().begin].is(u"or");
    m_at = at;
    addRestriction(std::move(restriction));
    return true;
}

void Sentence::onOrMore()
{
    if (compareAgain())
        return;
    // The number stands before this.
    if (m_at == 0 || item(m_at - 1).kind != Kind::Number)
        return;
    const Item &number = item(m_at - 1);
    const Item &after = item(m_at + 1);
    const auto comparison = here().cue.direction > 0 ? sql::Comparison::GreaterOrEqual : sql::Comparison::LessOrEqual;
    if (after.kind == Kind::Table) {
        const int table = tableAt(m_at + 1);
        nameTable(table);
        m_meaning.having.push_back({{Function::CountRows, {table, -1}}, comparison, number.number, {}});
        ++m_at;
        return;
    }
    const bool ofYears = isYear(number.number) && !m_left; // "in 2020 or later"
    std::optional<Place> column = operandColumn(m_at - 1, m_at + 1, here().cue, {.numeric = true, .temporal = ofYears});
    if (!column)
        return;
    Restriction restriction;
    restriction.column = *column;
    restriction.comparison = comparison;
    restriction.values = {{number.text, number.number}};
    restriction.ofYear = m_index.facts(*column).temporal && isYear(number.number);
    addRestriction(std::move(restriction));
}

/// The column that a comparison speaks of: named to its left, after its number, or hinted at.
std::optional<Place> Sentence::operandColumn(size_t comparison, size_t after, const Cue &cue, const Wish &wish)
{
    enum Source { Left, Right, Hinted, Temporal };
    std::vector<Option> options;
    std::vector<Source> sources;
    const auto offer = [&](Source source, const char *name, double score) {
        options.push_back({name, score});
        sources.push_back(source);
    };
    const bool leftFits = m_left && (m_index.facts(*m_left).numeric || m_index.facts(*m_left).temporal)
                          && !m_index.facts(*m_left).identifier;
    // "which families make more than 20 million in revenue": no text is larger than a number.
    const auto isNumber = [&](Place place) {
        return !place.isTable() && m_index.facts(place).numeric && !m_index.facts(place).identifier;
    };
    const bool rightFits = item(after).kind == Kind::Column && std::ranges::any_of(placesOf(after), isNumber);
    const bool leftIsText = m_left && !leftFits && !m_index.facts(*m_left).storedText && wish.numeric && rightFits;
    if (m_left && comparison - m_leftAt <= 1 && !leftIsText)
        offer(Left, "operand.left", leftFits ? 1.2 : 0.5);
    else if (leftFits && comparison - m_leftAt <= 3)
        offer(Left, "operand.leftFar", 0.1);
    if (item(after).kind == Kind::Column)
        offer(Right, "operand.right", 0.8);
    if (!cue.hints.empty())
        offer(Hinted, "operand.hinted", 0.7);
    if (wish.temporal)
        offer(Temporal, "operand.temporal", 0.6);
    if (m_left && options.empty() && leftFits)
        offer(Left, "operand.leftFar", 0);
    if (options.empty())
        return {};
    switch (sources[options.size() > 1 ? m_choices.choose(options) : 0]) {
    case Left: {
        if (m_leftIsOutput && m_restricting && comparison - m_leftAt <= 1)
            std::erase(m_meaning.outputs, Measure{Function::Value, *m_left});
        return m_left;
    }
    case Right: {
        showLeft(comparison);
        m_at = after;
        return m_resolver.column(after, wish);
    }
    case Hinted: {
        bool reversed = false;
        if (auto column = m_resolver.hinted(cue.hints, comparison, &reversed))
            return column;
        return leftFits ? m_left : std::nullopt;
    }
    case Temporal:
        return m_resolver.temporal(comparison);
    }
    return {};
}

/// "for which cities are there more than 3 …": the column before is asked for and not compared.
void Sentence::showLeft(size_t comparison)
{
    if (m_left && !m_leftIsOutput && !m_restricting && comparison - m_leftAt <= 1)
        addOutput({Function::Value, *m_left});
}

/// A number is compared, but not said of what: the one column of the rows spoken of that it may be.
std::optional<Place> Sentence::guessedOperand(size_t comparison)
{
    if (m_meaning.entity < 0)
        return {};
    std::vector<Place> numbers;
    for (const Place place : m_index.columnsOf(m_meaning.entity)) {
        const ColumnFacts &facts = m_index.facts(place);
        if (facts.numeric && !facts.identifier && !facts.yearLike && !facts.hidden)
            numbers.push_back(place);
    }
    if (numbers.size() == 1)
        return numbers.front();
    std::erase_if(numbers, [&](Place place) { return likenessToAmount(place) <= 1; });
    if (!numbers.empty())
        return *std::ranges::max_element(numbers, {}, [&](Place place) { return likenessToAmount(place); });
    bool reversed = false;
    const auto age = m_resolver.hinted(ageHints().first(1), comparison, &reversed);
    return age && age->table == m_meaning.entity ? age : std::nullopt;
}

/// "below their reorder level": held against another number of the same row, one that says how much there is.
bool Sentence::compareColumns(size_t right, sql::Comparison comparison)
{
    static constexpr QStringView quantities[] = {u"quantiti", u"stock", u"amount", u"count", u"level"};
    const Item &next = item(right + 1);
    if (next.kind == Kind::Number || next.is(CueKind::Than) || next.is(CueKind::Be) || next.is(CueKind::Compare))
        return false;
    const Place limit = m_resolver.column(right, {.numeric = true});
    const auto isNumber = [&](Place place) {
        const ColumnFacts &facts = m_index.facts(place);
        return facts.numeric && !facts.identifier && !facts.yearLike && !facts.hidden;
    };
    if (!isNumber(limit))
        return false;
    std::optional<Place> best;
    double most = 0;
    for (const Place place : m_index.columnsOf(limit.table)) {
        if (place == limit || !isNumber(place))
            continue;
        double likeness = m_left == place ? 3 : 0;
        for (const NamePart &part : m_index.facts(place).name) {
            likeness += std::ranges::find(quantities, part.stem) != std::end(quantities) ? 0.8 : 0;
            likeness += std::ranges::find(m_index.facts(limit).name, part.stem, &NamePart::stem)
                        != m_index.facts(limit).name.end();
        }
        if (likeness > most) {
            best = place;
            most = likeness;
        }
    }
    if (!best)
        return false;
    m_at = right;
    std::erase(m_meaning.outputs, Measure{Function::Value, *best});
    Restriction restriction;
    restriction.kind = Restriction::Kind::Beside;
    restriction.column = *best;
    restriction.comparison = comparison;
    restriction.againstColumn = limit;
    addRestriction(std::move(restriction));
    return true;
}

/// The number at an item in the column's own unit: "2 hours" are 120 of a column of minutes.
Literal Sentence::amountFor(Place column, size_t i)
{
    if (item(i).kind != Kind::Number)
        return {item(i).text, {}};
    Literal amount{item(i).text, item(i).number};
    const QString &unit = m_index.column(column).unit;
    const size_t behind = item(i).end;
    if (unit.isEmpty() || behind >= m_words.size() || m_words[behind].kind != Word::Kind::Plain)
        return amount;
    if (const auto inUnit = converted(item(i).number, unitBehind(m_words[behind].lower), unit)) {
        amount = {QString::number(*inUnit, 'g', 12), inUnit};
        if (item(i + 1).begin == behind && item(i + 1).kind != Kind::Cue)
            m_consumed[i + 1] = true;
    }
    return amount;
}

/// "in year 2005 or after": what was to be equal may be more.
bool Sentence::extendsNumber()
{
    const Kind next = item(m_at + 1).kind;
    const bool ends = next == Kind::End || item(m_at + 1).startsSentence || item(m_at + 1).is(CueKind::And);
    if (!ends || m_at < 2 || !item(m_at - 1).is(CueKind::Or) || item(m_at - 2).kind != Kind::Number
        || m_meaning.where.empty())
        return false;
    Restriction &last = m_meaning.where.back();
    const bool equal = last.kind == Restriction::Kind::Compare && last.comparison == sql::Comparison::Equal
                       && last.values.size() == 1 && last.values.front().number == item(m_at - 2).number;
    if (!equal)
        return false;
    const auto said = static_cast<sql::Comparison>(here().cue.comparison);
    const bool more = said == sql::Comparison::Greater || said == sql::Comparison::GreaterOrEqual;
    last.comparison = more ? sql::Comparison::GreaterOrEqual : sql::Comparison::LessOrEqual;
    m_or = false;
    return true;
}

/// "(more) than", "that are", "of": the first item behind a comparison that may be its operand.
size_t Sentence::operandOfComparison() const
{
    size_t i = m_at + 1;
    while (item(i).is(CueKind::Than) || item(i).is(CueKind::Be) || item(i).is(CueKind::Filler)
           || item(i).is(CueKind::All) || (item(i).is(CueKind::Whose) && item(i).text == u"that")
           || (item(i).is(CueKind::Preposition) && item(i).text != u"in"))
        ++i;
    if (item(i).kind == Kind::Unknown && item(i + 1).is(CueKind::Preposition) && item(i + 1).text == u"of"
        && item(i + 2).kind == Kind::Number)
        i += 2; // "after the year of 1850"
    return i;
}

/// Whether the column of a comparison stands right before it.
bool Sentence::leftStandsAt(size_t comparison) const
{
    return m_left && comparison - m_leftAt <= 1;
}

void Sentence::addComparison(Place column, sql::Comparison comparison, Literal literal, bool ofYear)
{
    Restriction restriction;
    restriction.column = column;
    restriction.comparison = comparison;
    restriction.values = {std::move(literal)};
    restriction.ofYear = ofYear;
    addRestriction(std::move(restriction));
}

/// "at least a salary of 1000", "after year 1989": the column stands between the comparison and its number.
bool Sentence::comparesColumnBehind(const Comparing &said)
{
    const size_t named = said.operand;
    if (item(named).kind != Kind::Column)
        return false;
    size_t number = 0;
    bool negated = false;
    if (columnTakesOperand(named, &number, &negated) && item(number).kind == Kind::Number) {
        const Place column = m_resolver.column(named, {.numeric = true, .hints = said.cue.hints});
        const bool ofYear = m_index.facts(column).temporal && isYear(item(number).number);
        m_at = number;
        addComparison(column, said.comparison, {item(number).text, item(number).number}, ofYear);
        return true;
    }
    return compareColumns(named, said.comparison);
}

/// "above the university average": of all there are. The item of the average.
std::optional<size_t> Sentence::averageOfAll(size_t first) const
{
    const auto isFar = [](const Item &word) {
        return word.kind == Kind::Unknown
               || (word.kind == Kind::Column
                   && std::ranges::all_of(word.mentions, [](const Mention &m) { return m.kind >= LinkKind::Related; }));
    };
    if (item(first).kind == Kind::Number)
        return {};
    for (size_t average = first + 1; average <= first + 2; ++average) {
        bool far =
            item(average).is(CueKind::Average) && item(average).cue.noun && item(average + 1).kind != Kind::Column;
        for (size_t word = first; word < average; ++word)
            far = far && isFar(item(word));
        if (far)
            return average;
    }
    return {};
}

void Sentence::onCompare()
{
    if (extendsNumber())
        return;
    const Cue &cue = here().cue;
    Comparing said{m_at, cue, static_cast<sql::Comparison>(cue.comparison), operandOfComparison()};
    const size_t first = said.operand;
    if (item(first).kind == Kind::Column && item(first + 1).is(CueKind::Than)
        && item(first + 2).kind == Kind::Number) { // "more salary than 1000"
        const Item &number = item(first + 2);
        const Place column = m_resolver.column(first, {.numeric = true, .hints = cue.hints});
        m_at = first + 2;
        return addComparison(column, said.comparison, {number.text, number.number});
    }
    m_or = m_or || cue.direction == 1;
    if (comparesColumnBehind(said))
        return;
    if (const std::optional<size_t> average = averageOfAll(first)) {
        said.ofAll = true;
        said.operand = *average;
    }
    const Item &operand = item(said.operand);
    if (operand.kind == Kind::Number)
        return compareWithNumber(said);
    if (compareWithRows(said.at, said.operand))
        return;
    if (operand.is(CueKind::Average) || (operand.is(CueKind::Superlative) && operand.cue.noun))
        return compareWithFigure(said);
    if (operand.kind == Kind::Quoted || (operand.kind == Kind::Value && (said.isOfDates() || leftStandsAt(said.at)))) {
        m_at = said.operand;
        const Wish wish{.temporal = said.isOfDates(), .hints = cue.hints};
        if (const auto column = operandColumn(said.at, said.operand + 1, cue, wish))
            addComparison(*column, said.comparison, {operand.text, {}});
    }
}

/// A condition on how many rows there are in each group, of a table or of whatever it turns out to be.
void Sentence::requireCount(const Measure &count, const Comparing &said)
{
    m_meaning.having.push_back({count, said.comparison, item(said.operand).number, {}});
}

/// "more than 5 times", "more than once": how often it is there.
bool Sentence::comparesTimes(const Comparing &said, size_t after)
{
    const bool times =
        item(after).kind == Kind::Unknown && (item(after).text == u"times" || item(after).text == u"time");
    const Word &number = m_words[item(said.operand).begin];
    if (!times && !number.is(u"once") && !number.is(u"twice"))
        return false;
    requireCount({Function::CountRows, {-1, -1}}, said);
    m_at = times ? after : said.operand;
    return true;
}

/// "more than 40 years old".
bool Sentence::comparesAge(const Comparing &said)
{
    if (!item(said.operand + 1).is(CueKind::YearsOld))
        return false;
    bool reversed = false;
    const auto column = m_resolver.hinted(ageHints(), m_at, &reversed);
    if (!column)
        return false;
    m_at = said.operand + 1;
    addComparison(*column, said.comparison, {item(said.operand).text, item(said.operand).number});
    return true;
}

/// "with more than 3 orders": how many rows of the table there are.
bool Sentence::comparesRowsOf(const Comparing &said, size_t after)
{
    if (item(after).kind != Kind::Table || after > said.operand + 3)
        return false;
    const int table = tableAt(after);
    const bool ownFirst = table == m_meaning.entity && m_meaning.tables.size() == 1 && m_meaning.groups.empty()
                          && m_meaning.outputs.empty();
    if (ownFirst
        || m_choices.choose({{"compare.count", 0.5}, {"compare.column", leftStandsAt(said.at) ? 0.6 : -0.3}}) != 0)
        return false;
    nameTable(table);
    showLeft(said.at);
    requireCount({Function::CountRows, {table, -1}}, said);
    m_at = after;
    return true;
}

/// "more than 3 different types": counts values of a column that is no number.
bool Sentence::comparesValuesOf(const Comparing &said, size_t after, const Wish &wish)
{
    if (item(after).kind != Kind::Column || after > said.operand + 3 || leftStandsAt(said.at))
        return false;
    const Place column = m_resolver.column(after, wish);
    const ColumnFacts &facts = m_index.facts(column);
    if (facts.numeric && !facts.identifier)
        return false;
    showLeft(said.at);
    requireCount({Function::CountDistinct, column}, said);
    m_at = after;
    return true;
}

/// The column that is compared with a number, named or guessed.
std::optional<Place> Sentence::comparedWithNumber(const Comparing &said, size_t after, const Wish &wish)
{
    if (m_left && said.at - m_leftAt > 1 && m_index.facts(*m_left).temporal && !said.isOfDates()
        && guessedOperand(said.at))
        m_left.reset(); // "paid bills over 1000": the date is not what is large
    std::optional<Place> column = operandColumn(said.at, after, said.cue, wish);
    if (column || item(said.operand + 1).kind == Kind::Unknown)
        return column;
    column = guessedOperand(said.at);
    const double likely = item(said.operand).number <= 3 ? -0.5 : 0.5;
    if (column && m_choices.choose({{"operand.guessed", likely}, {"operand.times", 0.0}}) == 1)
        column.reset();
    return column;
}

/// "more than 50 seats", "above 2000", "after 1850", "more than once".
void Sentence::compareWithNumber(const Comparing &said)
{
    const Item &operand = item(said.operand);
    m_at = said.operand;
    if (readsUnit(said.operand, said.comparison))
        return;
    size_t after = skip(said.operand + 1);
    while (item(after).is(CueKind::Total) || item(after).is(CueKind::HowMany))
        after = skip(after + 1); // "more than 50 total number of seats"
    if (comparesTimes(said, after) || comparesAge(said) || comparesRowsOf(said, after))
        return;
    // "orders above 2000" are large ones where they have an amount.
    const bool ofDates = said.isOfDates() || (isYear(operand.number) && !m_left && !guessedOperand(said.at));
    const Wish wish{.numeric = true, .temporal = ofDates, .hints = said.cue.hints};
    if (comparesValuesOf(said, after, wish))
        return;
    const std::optional<Place> column = comparedWithNumber(said, after, wish);
    if (!column) {
        // "more than once", "at least 3 …": how often it is there.
        if (m_restricting || operand.number <= 20)
            requireCount({Function::CountRows, {-1, -1}}, said);
        else
            m_meaning.unusedWords.push_back(operand.begin);
        return;
    }
    const bool ofYear = m_index.facts(*column).temporal && isYear(operand.number);
    addComparison(*column, said.comparison, amountFor(*column, said.operand), ofYear);
    if (item(m_at + 1).is(CueKind::OrMore) && item(m_at + 2).kind != Kind::Number)
        ++m_at;
}

/// The column that is held against its own average or extreme.
std::optional<Place> Sentence::comparedWithFigure(const Comparing &said)
{
    const Wish wish{.numeric = true, .hints = said.cue.hints};
    const size_t after = skip(said.operand + 1);
    if (item(after).kind != Kind::Column || after > said.operand + 2)
        return operandColumn(said.at, after, said.cue, wish);
    const Place column = m_resolver.column(after, wish);
    m_at = after;
    if (leftStandsAt(said.at) && m_leftIsOutput && *m_left == column && m_restricting)
        std::erase(m_meaning.outputs, Measure{Function::Value, *m_left});
    return column;
}

/// "above the average salary", "less than the maximum".
void Sentence::compareWithFigure(const Comparing &said)
{
    const Item &operand = item(said.operand);
    m_at = said.operand;
    Restriction restriction;
    restriction.kind = Restriction::Kind::Against;
    restriction.comparison = said.comparison;
    restriction.against = operand.is(CueKind::Average) ? Function::Average
                          : operand.cue.direction > 0  ? Function::Maximum
                                                       : Function::Minimum;
    const std::optional<Place> column = comparedWithFigure(said);
    if (!column)
        return;
    // "Which departments pay their instructors above the university average?": each department's own average.
    const bool ofGroups = said.ofAll && restriction.against == Function::Average && m_meaning.entity >= 0
                          && column->table != m_meaning.entity && !m_restricting
                          && stepsToOwner(column->table, m_meaning.entity);
    if (ofGroups) {
        std::erase(m_meaning.outputs, Measure{Function::Value, *column});
        GroupCondition condition{{Function::Average, *column}, said.comparison, 0, {}};
        condition.againstAll = true;
        m_meaning.having.push_back(std::move(condition));
        return;
    }
    restriction.column = *column;
    restriction.againstColumn = *column;
    addRestriction(std::move(restriction));
}

void Sentence::onBetween()
{
    const size_t cueAt = m_at;
    const size_t first = skip(m_at + 1);
    const auto isOperand = [](const Item &i) {
        return i.kind == Kind::Number || i.kind == Kind::Quoted || i.kind == Kind::Value;
    };
    if (!isOperand(item(first)))
        return;
    size_t second = first + 1;
    while (item(second).is(CueKind::And) || item(second).is(CueKind::Preposition))
        ++second;
    if (!isOperand(item(second)))
        return;
    const Item &low = item(first);
    const Item &high = item(second);
    m_at = second;
    // "the number of notes between 1 and 3"
    const bool ofCount = cueAt > 0 && m_consumed[cueAt - 1] && m_restricting && !m_meaning.outputs.empty()
                         && m_meaning.outputs.back().function == Function::CountRows && low.kind == Kind::Number
                         && high.kind == Kind::Number;
    if (ofCount) {
        m_meaning.having.push_back(
            {m_meaning.outputs.back(), sql::Comparison::GreaterOrEqual, low.number, high.number});
        m_meaning.outputs.pop_back();
        return;
    }
    const bool years = low.kind == Kind::Number && isYear(low.number) && isYear(high.number);
    const bool dates = low.kind != Kind::Number;
    const Wish wish{.numeric = true, .temporal = dates || (years && !(m_left && cueAt - m_leftAt <= 1))};
    Cue none;
    const auto column = operandColumn(cueAt, second + 1, none, wish);
    if (!column)
        return;
    Restriction restriction;
    restriction.kind = Restriction::Kind::Between;
    restriction.column = *column;
    restriction.ofYear = years && m_index.facts(*column).temporal;
    restriction.values = {amountFor(*column, first), amountFor(*column, second)};
    addRestriction(std::move(restriction));
}

} // namespace tabletalk::ask
