// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/understand/Interpreter.h"

#include "core/ask/understand/Resolver.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

namespace {

using Function = Measure::Function;
using Kind = Item::Kind;

bool isYear(double number)
{
    return number >= 1000 && number <= 2999 && std::floor(number) == number;
}

/// Reads one question's items; holds what is understood so far and what is still
/// waiting for the word that completes it.
class Interpreter
{
public:
    Interpreter(const Words &words, const Items &items, const SchemaIndex &index, Choices &choices)
        : m_words(words)
        , m_items(items)
        , m_index(index)
        , m_choices(choices)
        , m_resolver(index, items, choices)
        , m_consumed(items.size())
    {}

    Meaning run();

private:
    // One kind of item each
    void onCue();
    void onTable();
    void onColumn();
    void onValue();
    void onNumber();
    void onQuoted();
    // Cues that need their surroundings
    void onHowMany();
    void onSuperlative();
    void onMost();
    void onCommon();
    void onTop();
    void onCompare();
    void onBetween();
    void onText(Restriction::Kind kind);
    void onEach();
    void onOrderBy();
    void onDirection();
    void onNot();
    void onOrMore();
    // Parts
    bool columnTakesOperand(size_t column, size_t *operand, bool *negated) const;
    std::vector<Place> placesOf(size_t item) const;
    std::vector<Place> columnsAround(size_t item) const;
    void addRestriction(Restriction restriction);
    void addEquality(Place column, std::vector<Literal> values, bool allOf);
    std::vector<Literal> valueList(size_t first, const Mention &value, bool *allOf);
    std::optional<Measure> readMeasure(size_t *at, bool *reversed, bool countsTables = false);
    void addOutput(Measure measure);
    void addGroup(Place place);
    void nameTable(int table);
    std::optional<Place> operandColumn(size_t comparison, size_t after, const Cue &cue, const Wish &wish);
    void orderBy(const Measure &measure, bool descending);
    size_t skip(size_t at) const;
    bool isTransparent(const Item &item) const;
    void finish();
    void answerWhenOrWhere();
    int childOf(int table) const;
    void joinContradictions();
    void sumAmount();
    bool computesSomething() const;

    const Item &here() const { return m_items[m_at]; }
    const Item &item(size_t i) const { return m_items[std::min(i, m_items.size() - 1)]; }

    const Words &m_words;
    const Items &m_items;
    const SchemaIndex &m_index;
    Choices &m_choices;
    Resolver m_resolver;
    std::vector<bool> m_consumed;
    Meaning m_meaning;
    size_t m_at = 0;

    std::vector<Function> m_functions; ///< waiting for their column
    std::optional<Place> m_left;       ///< column to the left that a comparison may take
    size_t m_leftAt = 0;
    bool m_leftIsOutput = false;
    bool m_restricting = false;
    bool m_not = false;
    bool m_distinctNext = false;
    bool m_or = false; ///< the next restriction is an alternative
    bool m_bothNext = false;
    bool m_eachNext = false;
    bool m_saidEach = false;     ///< in words that always group: "for each", "per"
    bool m_grouping = false;     ///< "and" continues the groups
    bool m_ordering = false;     ///< "and" continues the order
    bool m_orderOutputs = false; ///< order by the first output, direction known
    int m_direction = 0;
    int m_absence = -1; ///< later restrictions may belong to it
    bool m_star = false;
    bool m_onAverage = false;
    bool m_sumsAmount = false;
    std::optional<qint64> m_headCount; ///< "which 3 customers …"
    bool m_asksWhen = false;
    bool m_asksWhere = false;
};

bool Interpreter::isTransparent(const Item &i) const
{
    return i.is(CueKind::Filler) || i.is(CueKind::All) || i.is(CueKind::Distinct) || i.is(CueKind::Preposition);
}

size_t Interpreter::skip(size_t at) const
{
    while (at < m_items.size() && isTransparent(m_items[at]))
        ++at;
    return at;
}

std::vector<Place> Interpreter::placesOf(size_t i) const
{
    std::vector<Place> places;
    for (const Mention &mention : item(i).mentions)
        places.push_back(mention.place);
    return places;
}

/// Whether a condition on this column follows at once: "age is 5", "name 'Ann'", "price more than".
bool Interpreter::columnTakesOperand(size_t column, size_t *operand, bool *negated) const
{
    size_t i = column + 1;
    bool linked = false;
    *negated = false;
    while (item(i).is(CueKind::Be) || item(i).is(CueKind::Not) || item(i).is(CueKind::Filler)
           || (item(i).is(CueKind::Preposition) && (item(i).text == u"of" || item(i).text == u"in"))
           || item(i).is(CueKind::Possessive)) {
        if (item(i).is(CueKind::Preposition) && i != column + 1)
            break;
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
    case Kind::Number:
        if (byPreposition && item(i - 1).text == u"in")
            return false;
        return !(item(i + 1).is(CueKind::Superlative) || item(i + 1).is(CueKind::Most)
                 || item(i + 1).is(CueKind::Common))
               && item(i + 1).kind != Kind::Table;
    case Kind::Cue:
        return next.cue.kind == CueKind::Compare || next.cue.kind == CueKind::Between
               || next.cue.kind == CueKind::Contains || next.cue.kind == CueKind::StartsWith
               || next.cue.kind == CueKind::EndsWith || next.cue.kind == CueKind::Missing;
    default:
        return false;
    }
}

void Interpreter::nameTable(int table)
{
    if (std::ranges::find(m_meaning.tables, table) == m_meaning.tables.end())
        m_meaning.tables.push_back(table);
    m_resolver.use(table);
    if (m_meaning.entity < 0) {
        m_meaning.entity = table;
        m_resolver.setEntity(table);
    }
}

void Interpreter::addOutput(Measure measure)
{
    if (std::ranges::find(m_meaning.outputs, measure) == m_meaning.outputs.end())
        m_meaning.outputs.push_back(measure);
}

void Interpreter::addGroup(Place place)
{
    if (std::ranges::find(m_meaning.groups, place) == m_meaning.groups.end())
        m_meaning.groups.push_back(place);
}

void Interpreter::addRestriction(Restriction restriction)
{
    restriction.negated = restriction.negated || std::exchange(m_not, false);
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
}

void Interpreter::addEquality(Place column, std::vector<Literal> values, bool allOf)
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
std::vector<Literal> Interpreter::valueList(size_t first, const Mention &value, bool *allOf)
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

void Interpreter::onTable()
{
    const int table = m_resolver.table(m_at);
    if (m_not) {
        m_not = false;
        if (table != m_meaning.entity) {
            m_meaning.absences.push_back({table, {}});
            m_absence = int(m_meaning.absences.size()) - 1;
            m_resolver.use(table);
            return;
        }
    }
    const bool named = m_meaning.entity >= 0;
    nameTable(table);
    const bool listed = !m_restricting && named && (item(m_at - 1).is(CueKind::And) || item(m_at + 1).is(CueKind::And));
    if (listed && !m_eachNext && !m_grouping && m_choices.choose({{"table.named", 0.3}, {"table.shown", 0.0}}) == 1) {
        for (const int column : m_index.facts(table).displayColumns)
            addOutput({Function::Value, {table, column}});
        return;
    }
    if (std::exchange(m_eachNext, false) || (m_grouping && item(m_at - 1).is(CueKind::And))) {
        addGroup({table, -1});
        m_grouping = true;
    }
}

void Interpreter::onColumn()
{
    size_t operand = 0;
    bool negated = false;
    if (columnTakesOperand(m_at, &operand, &negated)) {
        const Item &next = item(operand);
        m_not = m_not != negated;
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
        if (next.kind == Kind::Quoted || next.kind == Kind::Number) {
            std::vector<Literal> values{
                {next.text, next.kind == Kind::Number ? std::optional(next.number) : std::nullopt}};
            m_at = operand;
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
            addEquality(column, values, false);
            return;
        }
        m_left = column;
        m_leftAt = operand - 1;
        m_leftIsOutput = false;
        m_at = operand - 1; // the comparison takes it from here
        return;
    }

    Wish wish;
    wish.numeric = !m_functions.empty();
    const Place column = m_resolver.column(m_at, wish);
    m_left = column;
    m_leftAt = m_at;
    m_leftIsOutput = true;
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
    if (!m_functions.empty()) {
        if (facts.numeric || facts.temporal || m_functions.front() == Function::CountDistinct) {
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
        && m_choices.choose({{"flag.asked", m_restricting || m_not ? 0.3 : -0.3}, {"flag.shown", 0.0}}) == 0) {
        Restriction flag;
        flag.column = column;
        flag.values = {{m_not ? facts.no : facts.yes, {}}};
        m_not = false;
        addRestriction(std::move(flag));
        return;
    }
    if (m_not && m_choices.choose({{"not.missing", -0.2}, {"not.later", 0.0}}) == 0) {
        m_not = false;
        Restriction missing;
        missing.kind = Restriction::Kind::Missing;
        missing.column = column;
        addRestriction(std::move(missing));
        return;
    }
    if (m_distinctNext && m_meaning.outputs.empty())
        m_meaning.distinct = true;
    m_distinctNext = false;
    const bool after = m_at > 0 && item(m_at - 1).is(CueKind::Preposition) && !m_meaning.outputs.empty();
    if (after && !m_restricting && m_choices.choose({{"of.aside", 0.2}, {"of.shown", 0.0}}) == 0)
        return;
    if (m_restricting) {
        const bool separate = item(m_at - 1).is(CueKind::And);
        if (m_choices.choose({{"column.shown", separate ? 0.0 : -0.2}, {"column.aside", separate ? -0.7 : -0.1}}) == 1)
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

/// Columns named right before or after an item, for telling which column a value belongs to.
std::vector<Place> Interpreter::columnsAround(size_t i) const
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
    return places;
}

void Interpreter::onValue()
{
    const size_t first = m_at;
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
    // A value right after a column that was taken for an output, of that very column.
    if (m_left && *m_left == value.place && m_leftIsOutput && first - m_leftAt <= 2) {
        const auto output = std::ranges::find(m_meaning.outputs, Measure{Function::Value, *m_left});
        if (output != m_meaning.outputs.end() && m_restricting)
            m_meaning.outputs.erase(output);
    }
    addEquality(value.place, values, allOf);
}

void Interpreter::onQuoted()
{
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

void Interpreter::onNumber()
{
    const double number = here().number;
    const QString text = here().text;
    const size_t next = skip(m_at + 1);
    const Item &after = item(next);
    if (after.is(CueKind::Superlative) || after.is(CueKind::Most) || after.is(CueKind::Common)
        || after.is(CueKind::Top)) {
        m_meaning.limit = qint64(number);
        return;
    }
    if (item(m_at + 1).is(CueKind::OrMore)) {
        m_at += 1;
        onOrMore();
        return;
    }
    if (item(m_at + 1).is(CueKind::Or) && item(m_at + 2).kind == Kind::Number && item(m_at + 3).kind == Kind::Column) {
        const Place column = m_resolver.column(m_at + 3, {.numeric = true}); // "4 or 5 stars"
        if (m_index.facts(column).numeric) {
            addEquality(column, {{text, number}, {item(m_at + 2).text, item(m_at + 2).number}}, false);
            m_at += 3;
            return;
        }
    }
    if (after.kind == Kind::Column && next == m_at + 1) {
        size_t operand = 0;
        bool negated = false;
        const Place column = m_resolver.column(next, {.numeric = true});
        if (m_index.facts(column).numeric && !columnTakesOperand(next, &operand, &negated)) {
            addEquality(column, {{text, number}}, false);
            m_at = next;
            return;
        }
    }
    if (after.kind == Kind::Table && m_restricting && next == m_at + 1) {
        const int table = m_resolver.table(next);
        if (table != m_meaning.entity) {
            nameTable(table);
            m_meaning.having.push_back({{Function::CountRows, {table, -1}}, sql::Comparison::Equal, number, {}});
            m_at = next;
            return;
        }
    }
    if (!m_restricting && number >= 1 && number <= 1000 && (after.kind == Kind::Table || after.kind == Kind::Column)) {
        m_headCount = qint64(number);
        return;
    }
    if (isYear(number)) {
        if (const auto column = m_resolver.temporal(m_at)) {
            std::vector<Literal> values{{text, number}};
            while ((item(m_at + 1).is(CueKind::Or) || item(m_at + 1).is(CueKind::And))
                   && item(m_at + 2).kind == Kind::Number && isYear(item(m_at + 2).number)) {
                m_at += 2;
                values.push_back({here().text, here().number});
            }
            addEquality(*column, values, false);
            return;
        }
    }
    // "flight 99": the table's own number.
    if (m_at > 0 && item(m_at - 1).kind == Kind::Table) {
        const int table = item(m_at - 1).mentions.front().place.table;
        const int key = m_index.facts(table).keyColumn;
        if (key >= 0 && m_index.facts(Place{table, key}).numeric) {
            addEquality({table, key}, {{text, number}}, false);
            return;
        }
    }
    m_meaning.unusedWords.push_back(here().begin);
}

void Interpreter::onOrMore()
{
    // The number stands before this.
    if (m_at == 0 || item(m_at - 1).kind != Kind::Number)
        return;
    const Item &number = item(m_at - 1);
    const Item &after = item(m_at + 1);
    const auto comparison = here().cue.direction > 0 ? sql::Comparison::GreaterOrEqual : sql::Comparison::LessOrEqual;
    if (after.kind == Kind::Table) {
        const int table = m_resolver.table(m_at + 1);
        nameTable(table);
        m_meaning.having.push_back({{Function::CountRows, {table, -1}}, comparison, number.number, {}});
        ++m_at;
        return;
    }
    std::optional<Place> column = operandColumn(m_at - 1, m_at + 1, here().cue, {.numeric = true});
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
std::optional<Place> Interpreter::operandColumn(size_t comparison, size_t after, const Cue &cue, const Wish &wish)
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
    if (m_left && comparison - m_leftAt <= 1)
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

void Interpreter::onCompare()
{
    const size_t cueAt = m_at;
    const Cue cue = here().cue;
    const auto comparison = static_cast<sql::Comparison>(cue.comparison);
    size_t i = m_at + 1;
    while (item(i).is(CueKind::Than) || item(i).is(CueKind::Be) || item(i).is(CueKind::Filler)
           || item(i).is(CueKind::All) || (item(i).is(CueKind::Preposition) && item(i).text != u"in"))
        ++i;
    if (item(i).kind == Kind::Column && item(i + 1).is(CueKind::Than) && item(i + 2).kind == Kind::Number) {
        Restriction restriction;
        restriction.column = m_resolver.column(i, {.numeric = true, .hints = cue.hints});
        restriction.comparison = comparison;
        restriction.values = {{item(i + 2).text, item(i + 2).number}};
        m_at = i + 2;
        addRestriction(std::move(restriction));
        return;
    }
    m_or = m_or || cue.direction == 1;
    if (item(i).kind == Kind::Column) { // "at least a salary of 1000", "after year 1989"
        size_t number = 0;
        bool negated = false;
        if (columnTakesOperand(i, &number, &negated) && item(number).kind == Kind::Number) {
            Restriction restriction;
            restriction.column = m_resolver.column(i, {.numeric = true, .hints = cue.hints});
            restriction.comparison = comparison;
            restriction.values = {{item(number).text, item(number).number}};
            restriction.ofYear = m_index.facts(restriction.column).temporal && isYear(item(number).number);
            m_at = number;
            addRestriction(std::move(restriction));
            return;
        }
    }
    const Item &operand = item(i);
    const bool recency = !cue.hints.empty() && cue.hints.front().stem == u"date";

    if (operand.kind == Kind::Number) {
        m_at = i;
        const size_t after = skip(i + 1);
        const bool times =
            item(after).kind == Kind::Unknown && (item(after).text == u"times" || item(after).text == u"time");
        if (times || item(i).text == u"once" || item(i).text == u"twice") {
            m_meaning.having.push_back({{Function::CountRows, {-1, -1}}, comparison, operand.number, {}});
            m_at = times ? after : i;
            return;
        }
        if (item(i + 1).is(CueKind::YearsOld)) {
            bool reversed = false;
            if (const auto column = m_resolver.hinted(ageHints(), m_at, &reversed)) {
                Restriction restriction;
                restriction.column = *column;
                restriction.comparison = comparison;
                restriction.values = {{operand.text, operand.number}};
                m_at = i + 1;
                addRestriction(std::move(restriction));
                return;
            }
        }
        if (item(after).kind == Kind::Table && after <= i + 2) {
            const int table = m_resolver.table(after);
            const bool ownFirst = table == m_meaning.entity && m_meaning.tables.size() == 1 && m_meaning.groups.empty()
                                  && m_meaning.outputs.empty();
            if (!ownFirst
                && m_choices.choose(
                       {{"compare.count", 0.5}, {"compare.column", m_left && cueAt - m_leftAt <= 1 ? 0.6 : -0.3}})
                       == 0) {
                nameTable(table);
                m_meaning.having.push_back({{Function::CountRows, {table, -1}}, comparison, operand.number, {}});
                m_at = after;
                return;
            }
        }
        const Wish wish{
            .numeric = true, .temporal = recency || (isYear(operand.number) && !m_left), .hints = cue.hints};
        // "more than 3 different types": counts values of a column that is no number.
        if (item(after).kind == Kind::Column && after <= i + 2 && !(m_left && cueAt - m_leftAt <= 1)) {
            const Place column = m_resolver.column(after, wish);
            const ColumnFacts &facts = m_index.facts(column);
            if (!facts.numeric || facts.identifier) {
                m_meaning.having.push_back({{Function::CountDistinct, column}, comparison, operand.number, {}});
                m_at = after;
                return;
            }
        }
        const std::optional<Place> column = operandColumn(cueAt, after, cue, wish);
        if (!column) {
            // "more than once", "at least 3 …": how often it is there.
            if (m_restricting || operand.number <= 20)
                m_meaning.having.push_back({{Function::CountRows, {-1, -1}}, comparison, operand.number, {}});
            else
                m_meaning.unusedWords.push_back(operand.begin);
            return;
        }
        bool reversed = false;
        Restriction restriction;
        restriction.column = *column;
        restriction.comparison = comparison;
        restriction.values = {{operand.text, operand.number}};
        restriction.ofYear = m_index.facts(*column).temporal && isYear(operand.number);
        if (reversed)
            restriction.negated = !restriction.negated;
        addRestriction(std::move(restriction));
        if (item(m_at + 1).is(CueKind::OrMore))
            ++m_at;
        return;
    }
    if (operand.is(CueKind::Average) || (operand.is(CueKind::Superlative) && operand.cue.noun)) {
        m_at = i;
        size_t after = skip(i + 1);
        Restriction restriction;
        restriction.kind = Restriction::Kind::Against;
        restriction.comparison = comparison;
        restriction.against = operand.is(CueKind::Average) ? Function::Average
                              : operand.cue.direction > 0  ? Function::Maximum
                                                           : Function::Minimum;
        std::optional<Place> column;
        if (item(after).kind == Kind::Column && after <= i + 2) {
            column = m_resolver.column(after, {.numeric = true, .hints = cue.hints});
            m_at = after;
            if (m_left && cueAt - m_leftAt <= 1 && m_leftIsOutput && *m_left == *column && m_restricting)
                std::erase(m_meaning.outputs, Measure{Function::Value, *m_left});
        } else {
            column = operandColumn(cueAt, after, cue, {.numeric = true, .hints = cue.hints});
        }
        if (column) {
            restriction.column = *column;
            restriction.againstColumn = *column;
            addRestriction(std::move(restriction));
        }
        return;
    }
    if (operand.kind == Kind::Quoted
        || (operand.kind == Kind::Value && (recency || (m_left && cueAt - m_leftAt <= 1)))) {
        m_at = i;
        if (const auto column = operandColumn(cueAt, i + 1, cue, {.temporal = recency, .hints = cue.hints})) {
            Restriction restriction;
            restriction.column = *column;
            restriction.comparison = comparison;
            restriction.values = {{operand.text, {}}};
            addRestriction(std::move(restriction));
        }
        return;
    }
}

void Interpreter::onBetween()
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
    restriction.values = {{low.text, low.kind == Kind::Number ? std::optional(low.number) : std::nullopt},
                          {high.text, high.kind == Kind::Number ? std::optional(high.number) : std::nullopt}};
    addRestriction(std::move(restriction));
}

void Interpreter::onText(Restriction::Kind kind)
{
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
    if (!literal || !m_left) {
        if (kind == Restriction::Kind::Contains)
            m_restricting = true; // "including their names"
        return;
    }
    m_at = i;
    if (m_leftIsOutput && m_restricting)
        std::erase(m_meaning.outputs, Measure{Function::Value, *m_left});
    Restriction restriction;
    restriction.kind = kind;
    restriction.column = *m_left;
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

/// Reads "number of orders", "average salary", "salary" from some item on.
std::optional<Measure> Interpreter::readMeasure(size_t *at, bool *reversed, bool countsTables)
{
    *reversed = false;
    size_t i = skip(*at);
    Function function = Function::Value;
    if (item(i).is(CueKind::HowMany)) {
        function = Function::CountRows;
        i = skip(i + 1);
    } else if (item(i).is(CueKind::Average)) {
        function = Function::Average;
        i = skip(i + 1);
    } else if (item(i).is(CueKind::Total)) {
        function = Function::Sum;
        i = skip(i + 1);
    } else if (item(i).is(CueKind::Superlative) && item(i).cue.noun) {
        function = item(i).cue.direction > 0 ? Function::Maximum : Function::Minimum;
        i = skip(i + 1);
    }
    if (function != Function::Value && item(i).kind == Kind::Unknown
        && (item(i + 1).kind == Kind::Table || item(i + 1).kind == Kind::Column))
        ++i; // an adjective that the database does not know
    if (item(i).kind == Kind::Table && item(i + 1).kind == Kind::Column && function != Function::CountRows)
        ++i; // "total loan amount"
    const Item &of = item(i);
    if (of.kind == Kind::Table) {
        *at = i;
        const int table = m_resolver.table(i);
        nameTable(table);
        const std::vector<int> &display = m_index.facts(table).displayColumns;
        if (function == Function::Value && !countsTables && !display.empty())
            return Measure{Function::Value, {table, display.front()}};
        return Measure{Function::CountRows, {table, -1}};
    }
    if (of.kind == Kind::Column) {
        *at = i;
        const bool counts = function == Function::CountRows;
        const Place column = m_resolver.column(i, {.numeric = !counts && function != Function::Value});
        if (counts) {
            const ColumnFacts &facts = m_index.facts(column);
            if (facts.numeric && !facts.identifier
                && m_choices.choose({{"count.numberColumn", 0.1}, {"count.distinct", 0.0}}) == 0)
                return Measure{Function::Value, column};
            return Measure{Function::CountDistinct, column};
        }
        return Measure{function, column};
    }
    if (function == Function::CountRows) {
        *at = i - 1;
        return Measure{Function::CountRows, {m_meaning.entity, -1}};
    }
    return {};
}

void Interpreter::onHowMany()
{
    const size_t cueAt = m_at;
    bool distinct = m_distinctNext;
    size_t i = m_at + 1;
    while (isTransparent(item(i)) || item(i).is(CueKind::Each)) {
        distinct = distinct || item(i).is(CueKind::Distinct);
        ++i;
    }
    // Values may stand before the noun: "how many French singers".
    size_t noun = i;
    while (item(noun).kind == Kind::Value || item(noun).kind == Kind::Unknown || item(noun).is(CueKind::Or)
           || (item(noun).is(CueKind::And) && item(noun + 1).kind == Kind::Value))
        ++noun;
    if (noun - i > 4)
        noun = i;
    if (item(i).is(CueKind::HowMany))
        return; // "count the number of": the second one does it
    m_distinctNext = false;
    const Item &counted = item(noun);
    if (counted.kind == Kind::Table) {
        const int table = m_resolver.table(noun);
        m_consumed[noun] = true;
        nameTable(table);
        std::erase(m_functions, Function::Sum); // "the total number of" is one count
        addOutput({Function::CountRows, {table, -1}});
        if (std::exchange(m_eachNext, false))
            addGroup({table, -1});
        return;
    }
    if (counted.kind == Kind::Column && !m_functions.empty()) {
        const Place column = m_resolver.column(noun, {.numeric = true});
        if (m_index.facts(column).numeric && !m_index.facts(column).identifier) {
            for (const Function function : m_functions)
                addOutput({function, column});
            m_functions.clear();
            m_consumed[noun] = true;
            return;
        }
    }
    if (counted.kind == Kind::Column) {
        size_t operand = 0;
        bool negated = false;
        if (!columnTakesOperand(noun, &operand, &negated)) {
            const Place column = m_resolver.column(noun);
            const ColumnFacts &facts = m_index.facts(column);
            const bool number = facts.numeric && !facts.identifier && !facts.yearLike;
            m_consumed[noun] = true;
            size_t how = 0;
            if (!distinct)
                how = m_choices.choose({{"count.distinct", facts.unique ? -0.6 : 0.0},
                                        {"count.rows", 0.1},
                                        {"count.sum", number ? 0.4 : -2.5},
                                        {"count.value", number ? 0.3 : -2.5}});
            if (how == 0)
                addOutput({Function::CountDistinct, column});
            else if (how == 1)
                addOutput({Function::CountRows, {column.table, -1}});
            else
                addOutput({how == 2 ? Function::Sum : Function::Value, column});
            m_resolver.use(column.table);
            return;
        }
    }
    addOutput({Function::CountRows, {m_meaning.entity, -1}});
    m_at = cueAt;
}

void Interpreter::orderBy(const Measure &measure, bool descending)
{
    m_meaning.order.push_back({measure, descending});
    m_ordering = true;
    m_direction = 0;
    m_resolver.use(measure.of.table);
}

void Interpreter::onSuperlative()
{
    const size_t cueAt = m_at;
    const Cue cue = here().cue;
    const Function function = cue.direction > 0 ? Function::Maximum : Function::Minimum;
    // "whose total is the highest": the figure stands before.
    if (m_at > 0 && item(m_at - 1).is(CueKind::Be) && item(m_at + 1).kind != Kind::Column
        && m_meaning.outputs.size() > 1
        && (m_meaning.outputs.back().isAggregate() || m_index.facts(m_meaning.outputs.back().of).numeric)) {
        const Measure figure = m_meaning.outputs.back();
        m_meaning.outputs.pop_back();
        orderBy(figure, cue.direction > 0);
        if (!m_meaning.limit)
            m_meaning.limit = 1;
        return;
    }
    // "the maximum and minimum price": functions wait for their column.
    if (cue.noun
        || (item(m_at + 1).is(CueKind::And)
            && (item(m_at + 2).is(CueKind::Superlative) || item(m_at + 2).is(CueKind::Average)))) {
        const bool head = !m_restricting && !m_meaning.limit;
        if (head && m_choices.choose({{"superlative.computed", 0.3}, {"superlative.order", 0.0}}) == 0) {
            m_functions.push_back(function);
            return;
        }
    }
    size_t next = skip(m_at + 1);
    if (item(next).kind == Kind::Unknown && item(next + 1).kind == Kind::Column && next == m_at + 1)
        ++next; // "the greatest body weight"
    if (item(next).kind == Kind::Column && next <= m_at + 2) {
        const Place column = m_resolver.column(next, {.numeric = true, .hints = cue.hints});
        const ColumnFacts &facts = m_index.facts(column);
        if (facts.numeric || facts.temporal || facts.unique) {
            const bool head = !m_restricting && m_meaning.outputs.empty() && m_meaning.entity < 0 && !m_meaning.limit;
            const bool listed = !m_functions.empty();
            if (!facts.identifier
                && (listed
                    || (head && m_choices.choose({{"superlative.computed", 0.5}, {"superlative.order", 0.0}}) == 0))) {
                m_functions.push_back(function);
                m_at = cueAt;
                return;
            }
            orderBy({Function::Value, column}, cue.direction > 0);
            if (!m_meaning.limit)
                m_meaning.limit = 1;
            m_left.reset();
            m_at = next;
            return;
        }
    }
    size_t i = m_at + 1;
    bool reversed = false;
    if (item(skip(i)).is(CueKind::Average) || item(skip(i)).is(CueKind::Total) || item(skip(i)).is(CueKind::HowMany)) {
        if (const auto measure = readMeasure(&i, &reversed)) {
            orderBy(*measure, cue.direction > 0);
            if (!m_meaning.limit)
                m_meaning.limit = 1;
            m_at = i;
            return;
        }
    }
    if (const auto column = m_resolver.hinted(cue.hints, m_at, &reversed)) {
        orderBy({Function::Value, *column}, (cue.direction > 0) != reversed);
        if (!m_meaning.limit)
            m_meaning.limit = 1;
        return;
    }
    // "the largest orders" with nothing that has a size: how many there are of them.
    m_meaning.unusedWords.push_back(here().begin);
}

void Interpreter::onMost()
{
    const bool descending = here().cue.direction > 0;
    size_t i = m_at + 1;
    bool reversed = false;
    if (!m_meaning.limit)
        m_meaning.limit = 1;
    const size_t next = skip(i);
    if (item(next).kind == Kind::Column) {
        const Place column = m_resolver.column(next, {.numeric = true});
        const ColumnFacts &facts = m_index.facts(column);
        m_at = next;
        const bool elsewhere = !m_meaning.outputs.empty() ? column.table != m_meaning.outputs.front().of.table
                                                          : column.table != m_meaning.entity;
        if (facts.numeric && !facts.identifier)
            orderBy({elsewhere && m_choices.choose({{"most.value", 0.0}, {"most.sum", 0.1}}) == 1 ? Function::Sum
                                                                                                  : Function::Value,
                     column},
                    descending);
        else
            orderBy({Function::CountDistinct, column}, descending);
        return;
    }
    if (const auto measure = readMeasure(&i, &reversed, true)) {
        m_at = i;
        orderBy(*measure, descending);
        return;
    }
    // "who bought the most": counted of what else the question names.
    m_meaning.order.push_back({{Function::CountRows, {-1, -1}}, descending});
}

void Interpreter::onCommon()
{
    const bool descending = here().cue.direction > 0;
    const size_t next = skip(m_at + 1);
    if (!m_meaning.limit)
        m_meaning.limit = 1;
    if (item(next).kind == Kind::Column) {
        const Place column = m_resolver.column(next);
        addOutput({Function::Value, column});
        addGroup(column);
        m_meaning.order.push_back({{Function::CountRows, {-1, -1}}, descending});
        m_at = next;
        return;
    }
    if (item(next).kind == Kind::Table) {
        const int table = m_resolver.table(next);
        nameTable(table);
        addGroup({table, -1});
        m_meaning.order.push_back({{Function::CountRows, {-1, -1}}, descending});
        m_at = next;
        return;
    }
    m_meaning.order.push_back({{Function::CountRows, {-1, -1}}, descending});
}

void Interpreter::onTop()
{
    const size_t next = m_at + 1;
    m_direction = here().cue.direction;
    if (item(next).kind == Kind::Number) {
        m_meaning.limit = qint64(item(next).number);
        m_at = next;
        size_t operand = 0;
        bool negated = false;
        if (item(next + 1).kind == Kind::Column && !columnTakesOperand(next + 1, &operand, &negated)) {
            const Place column = m_resolver.column(next + 1, {.numeric = true});
            if (m_index.facts(column).numeric && !m_index.facts(column).identifier) {
                orderBy({Function::Value, column}, m_direction >= 0);
                m_at = next + 1;
            }
        }
    } else if (!m_meaning.limit) {
        m_meaning.limit = 1;
    }
}

void Interpreter::onEach()
{
    const size_t next = skip(m_at + 1);
    if (item(next).kind == Kind::Table || item(next).kind == Kind::Column)
        m_eachNext = true;
    m_saidEach = m_saidEach || here().text == u"for" || here().text == u"per" || here().text == u"by";
    m_grouping = false;
}

void Interpreter::onOrderBy()
{
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
           || item(i).is(CueKind::By)) {
        m_distinctNext = m_distinctNext || item(i).is(CueKind::Distinct);
        if (item(i).cue.direction != 0)
            said = item(i).cue.direction;
        ++i;
    }
    bool reversed = false;
    if (const auto measure = readMeasure(&i, &reversed)) {
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

void Interpreter::onDirection()
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

void Interpreter::onNot()
{
    // "not X" speaks of the next thing that can be denied, if it comes soon.
    for (size_t i = m_at + 1; i <= m_at + 5 && i < m_items.size(); ++i) {
        if (m_items[i].startsSentence)
            return;
        if (m_items[i].kind == Kind::Table || m_items[i].kind == Kind::Column || m_items[i].kind == Kind::Value
            || m_items[i].kind == Kind::Quoted || m_items[i].is(CueKind::Compare) || m_items[i].is(CueKind::Contains)) {
            m_not = true;
            return;
        }
    }
}

void Interpreter::onCue()
{
    switch (here().cue.kind) {
    case CueKind::Filler:
        if (!here().cue.hints.empty()) {
            bool reversed = false;
            if (const auto column = m_resolver.hinted(here().cue.hints, m_at, &reversed))
                addOutput({m_onAverage ? Function::Average : Function::Value, *column});
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
            m_onAverage = true;
        return;
    case CueKind::Total:
        m_functions.push_back(Function::Sum);
        m_sumsAmount = m_sumsAmount || here().cue.words == 3; // "total amount of"
        return;
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
        const bool thing = item(next).kind == Kind::Table || item(next).kind == Kind::Column;
        if (thing && computesSomething() && m_choices.choose({{"by.group", 0.3}, {"by.nothing", 0.0}}) == 0)
            m_eachNext = true;
        else if (thing && m_meaning.limit && m_meaning.order.empty())
            onOrderBy();
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
    case CueKind::When:
        m_asksWhen =
            m_asksWhen || (here().cue.kind == CueKind::When && m_meaning.entity < 0 && m_meaning.outputs.empty());
        m_asksWhere =
            m_asksWhere || (here().cue.kind == CueKind::Where && m_meaning.entity < 0 && m_meaning.outputs.empty());
        if (m_at > 0 && !here().startsSentence)
            m_restricting = true;
        return;
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
    case CueKind::YearsOld:
    case CueKind::HowMuch:
    case CueKind::Be:
    case CueKind::Preposition:
    case CueKind::Possessive:
    case CueKind::All:
    case CueKind::Than:
        return;
    }
}

bool Interpreter::computesSomething() const
{
    return !m_functions.empty() || std::ranges::any_of(m_meaning.outputs, &Measure::isAggregate);
}

/// "When was …", "where is …": the entity's dates or places.
void Interpreter::answerWhenOrWhere()
{
    static constexpr QStringView places[] = {u"citi",  u"locat", u"address", u"place",  u"countri",
                                             u"state", u"venu",  u"region",  u"street", u"hometown"};
    if (m_asksWhen) {
        if (const auto column = m_resolver.temporal(0))
            m_meaning.outputs.push_back({Function::Value, *column});
        return;
    }
    for (const QStringView stem : places) {
        for (const Place place : m_index.columnsOf(m_meaning.entity)) {
            const ColumnFacts &facts = m_index.facts(place);
            if (std::ranges::any_of(facts.name, [&](const NamePart &part) { return part.stem == stem; })) {
                m_meaning.outputs.push_back({Function::Value, place});
                return;
            }
        }
    }
}

/// One column cannot be two values at once: rows with each of them are meant.
void Interpreter::joinContradictions()
{
    std::vector<Restriction> &where = m_meaning.where;
    const auto isPlain = [](const Restriction &r) {
        return r.kind == Restriction::Kind::Compare && r.comparison == sql::Comparison::Equal && !r.negated
               && !r.orPrevious && (r.values.size() == 1 || r.allOf);
    };
    for (size_t i = 0; i < where.size(); ++i) {
        for (size_t j = where.size(); j-- > i + 1;) {
            const bool followed = j + 1 < where.size() && where[j + 1].orPrevious;
            if (where[i].column != where[j].column || !isPlain(where[i]) || !isPlain(where[j]) || followed)
                continue;
            for (const Literal &value : where[j].values) {
                if (std::ranges::find(where[i].values, value) == where[i].values.end())
                    where[i].values.push_back(value);
            }
            where[i].allOf = where[i].values.size() > 1;
            where.erase(where.begin() + qsizetype(j));
        }
    }
}

/// "the total amount of payments": the column of the table that holds an amount.
void Interpreter::sumAmount()
{
    static constexpr QStringView amounts[] = {u"amount", u"total", u"sum", u"price", u"cost", u"quantiti", u"valu"};
    for (const QStringView stem : amounts) {
        for (const Place place : m_index.columnsOf(m_meaning.entity)) {
            const ColumnFacts &facts = m_index.facts(place);
            if (facts.numeric && !facts.identifier
                && std::ranges::any_of(facts.name, [&](const NamePart &part) { return part.stem == stem; })) {
                addOutput({Function::Sum, place});
                m_functions.clear();
                return;
            }
        }
    }
}

/// A table that refers to this one; of several the one that has least to say of its own.
int Interpreter::childOf(int table) const
{
    int best = -1;
    for (int t = 0; t < m_index.tableCount(); ++t) {
        for (const ForeignKey &key : m_index.table(t).foreignKeys) {
            const bool refers =
                key.referencedTable == m_index.table(table).name && key.referencedSchema == m_index.table(table).schema;
            if (refers && t != table
                && (best < 0 || m_index.table(t).columns.size() < m_index.table(best).columns.size()))
                best = t;
        }
    }
    return best;
}

/// Settles what the sentence left open: what to show, what "the most" counts, which table is spoken of.
void Interpreter::finish()
{
    Meaning &m = m_meaning;
    if (m.entity < 0) {
        if (!m.outputs.empty() && m.outputs.front().of.table >= 0)
            m.entity = m.outputs.front().of.table;
        else if (!m.groups.empty())
            m.entity = m.groups.front().table;
        else if (!m.order.empty() && m.order.front().measure.of.table >= 0)
            m.entity = m.order.front().measure.of.table;
        else if (!m.where.empty())
            m.entity = m.where.front().column.table;
        else if (!m.absences.empty())
            m.entity = m.absences.front().table;
    }
    joinContradictions();
    if (m_sumsAmount && !m_functions.empty() && m_functions.front() == Function::Sum && m.entity >= 0)
        sumAmount();
    // Functions that never met a column count or vanish.
    if (!m_functions.empty() && m.outputs.empty() && m_functions.front() == Function::Sum)
        m.outputs.push_back({Function::CountRows, {m.entity, -1}});
    const auto settle = [&](Measure &measure) {
        if (measure.function != Function::CountRows || measure.of.table >= 0)
            return;
        // Of the tables named, the one that is not what is shown.
        const int shown = !m.groups.empty()   ? m.groups.front().table
                          : m.outputs.empty() ? m.entity
                                              : m.outputs.front().of.table;
        measure.of = {m.entity, -1};
        for (const int table : m.tables) {
            if (table != shown)
                measure.of = {table, -1};
        }
        // Rows of the table shown, one group a row, would always count 1: what refers to them is meant.
        const auto namesRows = [&](Place place) {
            const auto &display = m_index.facts(place.table).displayColumns;
            return m_index.facts(place).unique
                   || (std::ranges::find(m.tables, place.table) != m.tables.end()
                       && std::ranges::find(display, place.column) != display.end());
        };
        const bool singles =
            m.groups.empty() ? !m.outputs.empty() && !m.outputs.front().isAggregate() && namesRows(m.outputs.front().of)
                             : m.groups.front().isTable() || namesRows(m.groups.front());
        if (measure.of.table == shown && singles) {
            if (const int child = childOf(shown); child >= 0)
                measure.of = {child, -1};
        }
    };
    for (Measure &measure : m.outputs)
        settle(measure);
    for (GroupCondition &having : m.having)
        settle(having.measure);
    for (OrderKey &key : m.order)
        settle(key.measure);

    const bool computes = std::ranges::any_of(m.outputs, &Measure::isAggregate)
                          || std::ranges::any_of(m.order, [](const OrderKey &k) { return k.measure.isAggregate(); })
                          || !m.having.empty();
    if (!m.groups.empty() && !computes) {
        // "the name of each student": each is only a way of saying all.
        for (const Place group : m.groups) {
            if (!group.isTable())
                addOutput({Function::Value, group});
        }
        m.groups.clear();
        m_choices.note("each.unused", 1, m_saidEach ? -0.5 : 0);
    }
    m.everything = m_star;
    if (m.outputs.empty() && m.entity >= 0 && (m_asksWhen || m_asksWhere))
        answerWhenOrWhere();
    if (m.outputs.empty() && !m.everything && m.groups.empty() && m.entity >= 0) {
        for (const int column : m_index.facts(m.entity).displayColumns)
            m.outputs.push_back({Function::Value, {m.entity, column}});
    }
    if (m_orderOutputs && m.order.empty() && !m.outputs.empty()) {
        const auto computed = std::ranges::find_if(m.outputs, &Measure::isAggregate);
        const Measure key = computed != m.outputs.end() ? *computed : m.outputs.front();
        m.order.push_back({key, m_direction > 0});
    }
    if (m.limit && m.order.empty() && m_direction != 0) {
        const auto computed = std::ranges::find_if(m.outputs, &Measure::isAggregate);
        if (computed != m.outputs.end())
            m.order.push_back({*computed, m_direction > 0});
    }
    if (m.limit == 1 && m_headCount)
        m.limit = m_headCount;
    if (m_distinctNext)
        m.distinct = true;
}

Meaning Interpreter::run()
{
    for (; m_at < m_items.size() && here().kind != Kind::End; ++m_at) {
        if (here().startsSentence && m_at > 0) {
            m_restricting = false;
            m_not = false;
            m_ordering = false;
            m_grouping = false;
        }
        if (m_consumed[m_at])
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
        case Kind::Value:
            onValue();
            break;
        case Kind::Number:
            onNumber();
            break;
        case Kind::Quoted:
            onQuoted();
            break;
        case Kind::Unknown:
            m_meaning.unusedWords.push_back(here().begin);
            break;
        case Kind::End:
            break;
        }
    }
    finish();
    return std::move(m_meaning);
}

} // namespace

Meaning interpret(const Words &words, const Items &items, const SchemaIndex &index, Choices &choices)
{
    return Interpreter(words, items, index, choices).run();
}

} // namespace tabletalk::ask
