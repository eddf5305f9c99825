// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentence: counts, averages, superlatives: figures and what they are of.
#include "core/ask/understand/Sentence.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

using Function = Measure::Function;
using Kind = Item::Kind;

/// "number of", "average", "total", "maximum": what is computed of what stands behind.
Function Sentence::functionAt(size_t i) const
{
    const Item &said = item(i);
    if (said.is(CueKind::HowMany))
        return Function::CountRows;
    if (said.is(CueKind::Average))
        return Function::Average;
    if (said.is(CueKind::Total))
        return Function::Sum;
    if (said.is(CueKind::Superlative) && said.cue.noun)
        return said.cue.direction > 0 ? Function::Maximum : Function::Minimum;
    return Function::Value;
}

/// "the number of cities", "the number of pages", "the average age": of a column.
Measure Sentence::measureOfColumn(size_t i, Function function)
{
    const bool counts = function == Function::CountRows;
    const Place column = m_resolver.column(i, {.numeric = !counts && function != Function::Value});
    if (!counts)
        return {function, column};
    const ColumnFacts &facts = m_index.facts(column);
    if (facts.numeric && !facts.identifier
        && m_choices.choose({{"count.numberColumn", 0.1}, {"count.distinct", 0.0}}) == 0)
        return {Function::Value, column};
    return {Function::CountDistinct, column};
}

/// Reads "number of orders", "average salary", "salary" from some item on.
std::optional<Measure> Sentence::readMeasure(size_t *at, bool *reversed, bool countsTables)
{
    *reversed = false;
    size_t i = skip(*at);
    const Function function = functionAt(i);
    if (function != Function::Value)
        i = skip(i + 1);
    if (function != Function::Value && item(i).kind == Kind::Unknown
        && (item(i + 1).kind == Kind::Table || item(i + 1).kind == Kind::Column))
        ++i; // an adjective that the database does not know
    if (item(i).kind == Kind::Table && item(i + 1).kind == Kind::Column && function != Function::CountRows)
        ++i; // "total loan amount"
    const Item &of = item(i);
    if (isMoney(i)) {
        *at = i;
        return Measure{function == Function::Value || function == Function::CountRows ? Function::Sum : function,
                       {-1, -1}};
    }
    if (of.kind == Kind::Metric) {
        *at = i;
        return metricAt(i);
    }
    if (of.kind == Kind::Table) {
        *at = i;
        const int table = tableAt(i);
        nameTable(table);
        const std::vector<int> &display = m_index.facts(table).displayColumns;
        if (function == Function::Value && !countsTables && !display.empty())
            return Measure{Function::Value, {table, display.front()}};
        return Measure{Function::CountRows, {table, -1}};
    }
    if (of.kind == Kind::Column) {
        *at = i;
        return measureOfColumn(i, function);
    }
    if (function == Function::CountRows) {
        *at = i - 1;
        return Measure{Function::CountRows, {m_meaning.entity, -1}};
    }
    return {};
}

/// "(with) a number of orders greater than 10": a condition on groups and nothing to be shown.
bool Sentence::compareCount(const Measure &count, size_t noun)
{
    size_t i = noun + 1;
    while (item(i).is(CueKind::Be) || item(i).is(CueKind::Filler))
        ++i;
    const Item &cue = item(i);
    size_t number = i + 1;
    while (item(number).is(CueKind::Than))
        ++number;
    const bool ofCounts = cue.cue.hints.empty() || cue.cue.hints.front().stem == u"size"
                          || cue.cue.hints.front().stem == u"height"; // "larger than", "higher than"
    if (!m_restricting || !cue.is(CueKind::Compare) || !ofCounts || item(number).kind != Kind::Number)
        return false;
    m_meaning.having.push_back({count, static_cast<sql::Comparison>(cue.cue.comparison), item(number).number, {}});
    for (size_t at = noun; at <= number; ++at)
        m_consumed[at] = true;
    return true;
}

/// "(how many years) does a doctorate take": of each one, so that nothing is added up.
bool Sentence::speaksOfAnyOne(size_t word) const
{
    const auto is = [&](size_t at, std::initializer_list<QStringView> any) {
        return at < m_words.size() && std::ranges::find(any, QStringView(m_words[at].lower)) != any.end();
    };
    return is(word, {u"does", u"do", u"is", u"has"}) && is(word + 1, {u"a", u"an", u"one"});
}

/// "the phone number of": of the column's name and no count.
bool Sentence::endsColumnName() const
{
    return here().text == u"number" && m_at > 0 && item(m_at - 1).kind == Kind::Column
           && item(m_at - 1).end == here().begin && !m_index.facts(item(m_at - 1).mentions.front().place).numeric;
}

/// What is counted. Values may stand before the noun: "how many French singers".
size_t Sentence::nounCounted(size_t first) const
{
    static constexpr size_t farthest = 4;
    size_t noun = first;
    while (item(noun).kind == Kind::Value || item(noun).kind == Kind::Unknown || item(noun).is(CueKind::Or)
           || (item(noun).is(CueKind::And) && item(noun + 1).kind == Kind::Value)
           || (item(noun).kind == Kind::Column && item(noun + 1).kind == Kind::Table
               && !m_index.facts(item(noun).mentions.front().place).yes.isEmpty()))
        ++noun;
    return noun - first > farthest ? first : noun;
}

/// "the numbers of the flights": several numbers are hardly one count.
bool Sentence::showsNumbersOf(int table)
{
    const int key = m_index.facts(table).keyColumn;
    if (!m_words[here().begin].is(u"numbers") || key < 0 || m_index.facts(Place{table, key}).hidden
        || m_choices.choose({{"numbers.key", 0.3}, {"numbers.count", 0.0}}) != 0)
        return false;
    addOutput({Function::Value, {table, key}});
    return true;
}

/// "how many students", "how many students and teachers".
void Sentence::countTable(size_t noun)
{
    const int table = tableAt(noun);
    m_consumed[noun] = true;
    nameTable(table);
    if (compareCount({Function::CountRows, {table, -1}}, noun) || showsNumbersOf(table))
        return;
    std::erase(m_functions, Function::Sum); // "the total number of" is one count
    m_averagesGroups = std::erase(m_functions, Function::Average) > 0 || m_averagesGroups;
    addOutput({Function::CountRows, {table, -1}});
    const size_t other = noun + 2;
    if (item(noun + 1).is(CueKind::And) && item(other).kind == Kind::Table
        && m_choices.choose({{"count.both", 0.5}, {"count.one", 0.0}}) == 0) {
        const int second = tableAt(other);
        nameTable(second);
        m_consumed[other] = true;
        addOutput({Function::CountRows, {second, -1}});
    }
    if (std::exchange(m_eachNext, false))
        addGroup({table, -1});
}

/// "the average number of pages": a number that rows have, and of which something is computed.
bool Sentence::computesNumber(size_t noun)
{
    if (m_functions.empty())
        return false;
    const Place column = m_resolver.column(noun, {.numeric = true});
    if (!m_index.facts(column).numeric || m_index.facts(column).identifier)
        return false;
    for (const Function function : m_functions)
        addOutput({function, column});
    m_functions.clear();
    m_consumed[noun] = true;
    return true;
}

/// "with a number of pages above 100": of a number that rows have, or of how many there are.
bool Sentence::comparesNumberOf(size_t noun)
{
    const Place column = m_resolver.column(noun, {.numeric = true});
    if (m_index.facts(column).numeric && !m_index.facts(column).identifier)
        return true; // and the condition on it follows
    if (!compareCount({Function::CountDistinct, column}, noun))
        return false;
    m_consumed[noun] = true;
    return true;
}

/// "how many cities", "how many goals": of a column its values, its rows, or what the numbers in it say.
void Sentence::countColumn(size_t noun, bool distinct)
{
    const Place column = m_resolver.column(noun);
    const ColumnFacts &facts = m_index.facts(column);
    const bool number = facts.numeric && !facts.identifier && !facts.yearLike;
    m_consumed[noun] = true;
    enum How : size_t { Values, Rows, Sum, Value };
    size_t how = Values;
    if (number && speaksOfAnyOne(item(noun).end))
        how = Value;
    else if (!distinct)
        how = m_choices.choose({{"count.distinct", facts.unique ? -0.6 : 0.0},
                                {"count.rows", 0.1},
                                {"count.sum", number ? 0.4 : -2.5},
                                {"count.value", number ? 0.3 : -2.5}});
    if (how == Values)
        addOutput({Function::CountDistinct, column});
    else if (how == Rows)
        addOutput({Function::CountRows, {column.table, -1}});
    else
        addOutput({how == Sum ? Function::Sum : Function::Value, column});
    m_resolver.use(column.table);
}

/// Whether what is counted is a column, and that was all to be said of it.
bool Sentence::countsColumn(size_t noun, bool distinct)
{
    if (item(noun).kind != Kind::Column)
        return false;
    if (computesNumber(noun))
        return true;
    size_t operand = 0;
    bool negated = false;
    const bool compared = columnTakesOperand(noun, &operand, &negated);
    if (compared)
        return m_restricting && comparesNumberOf(noun);
    countColumn(noun, distinct);
    return true;
}

void Sentence::onHowMany()
{
    if (endsColumnName())
        return;
    const size_t cueAt = m_at;
    bool distinct = m_distinctNext;
    size_t first = m_at + 1;
    while (isTransparent(item(first)) || item(first).is(CueKind::Each)) {
        distinct = distinct || item(first).is(CueKind::Distinct);
        ++first;
    }
    if (countsPeople(first) || countsOfEach(first) || asksHowLong(first))
        return;
    const size_t noun = nounCounted(first);
    if (item(first).is(CueKind::HowMany))
        return; // "count the number of": the second one does it
    if (item(first).is(CueKind::And) && (item(first + 1).is(CueKind::Average) || item(first + 1).is(CueKind::Total))) {
        addOutput({Function::CountRows, {-1, -1}}); // "the number and average age of students"
        return;
    }
    m_distinctNext = false;
    if (addsUpWhatWeDid(noun))
        return;
    const Item &counted = item(noun);
    if (counted.kind == Kind::Metric) {
        m_consumed[noun] = true;
        m_functions.clear();
        addOutput(metricAt(noun));
        return;
    }
    if (counted.kind == Kind::Table)
        return countTable(noun);
    if (countsColumn(noun, distinct))
        return;
    // "the number of problems reported after …" counts the rows that the column is of.
    const int table =
        counted.kind == Kind::Column && !m_restricting ? counted.mentions.front().place.table : m_meaning.entity;
    addOutput({Function::CountRows, {table, -1}});
    m_at = cueAt;
}

static Function extremeOf(const Cue &cue)
{
    return cue.direction > 0 ? Function::Maximum : Function::Minimum;
}

static Function opposite(Function function)
{
    return function == Function::Maximum ? Function::Minimum : Function::Maximum;
}

/// Whether "first" stands here and ends what is said: it speaks of an order.
bool Sentence::standsFirst(size_t i) const
{
    const bool ends = item(i + 1).kind == Kind::End || item(i + 1).startsSentence || item(i + 1).is(CueKind::And);
    return ends && item(i).end == item(i).begin + 1 && m_words[item(i).begin].is(u"first");
}

/// Whether a later "by" says what makes the biggest big.
bool Sentence::ordersByLater() const
{
    for (size_t i = m_at + 1; i < m_items.size() && !m_items[i].startsSentence; ++i) {
        const size_t next = skip(i + 1);
        const bool figure = item(next).kind == Kind::Column || isMoney(next) || item(next).is(CueKind::HowMany)
                            || item(next).is(CueKind::Average) || item(next).is(CueKind::Total);
        if (m_items[i].is(CueKind::By) && i <= m_at + 3 && figure)
            return item(m_at + 1).kind == Kind::Table || item(m_at + 1).kind == Kind::Unknown;
    }
    return false;
}

/// Only the row that has the most or least of it, unless it was said how many.
void Sentence::takeExtreme(const Measure &measure, bool most)
{
    orderBy(measure, most);
    if (!m_meaning.limit)
        m_meaning.limit = 1;
}

/// "highest paid first": an order, of a quality or of what is shown.
void Sentence::orderBestFirst(const Cue &cue)
{
    bool reversed = false;
    m_consumed[m_at + 1] = true;
    const auto quality = m_meaning.outputs.empty() ? m_resolver.hinted(cue.hints, m_at, &reversed) : std::nullopt;
    if (quality)
        return orderBy({Function::Value, *quality}, (cue.direction > 0) != reversed);
    m_orderOutputs = true;
    m_direction = cue.direction;
}

/// "the largest difference between budget and cost", "the highest sales", "whose total is the highest": the
/// most of what is computed.
bool Sentence::takesExtremeFigure(const Cue &cue)
{
    const bool most = cue.direction > 0;
    if (const size_t figure = skip(m_at + 1); item(figure).is(CueKind::Difference)) {
        const size_t shown = m_meaning.outputs.size();
        if (differsWithinRows(skip(figure + 1)) && m_meaning.outputs.size() > shown) {
            takeExtremeOfLast(most);
            return true;
        }
    }
    if (const size_t figure = skip(m_at + 1); isMoney(figure)) {
        m_at = figure;
        takeExtreme({Function::Sum, {-1, -1}}, most);
        return true;
    }
    if (const size_t figure = skip(m_at + 1); item(figure).kind == Kind::Metric) {
        takeExtreme(metricAt(figure), most);
        m_at = figure;
        return true;
    }
    const bool standsBefore =
        m_at > 0 && item(m_at - 1).is(CueKind::Be) && item(m_at + 1).kind != Kind::Column
        && m_meaning.outputs.size() > 1
        && (m_meaning.outputs.back().isAggregate() || m_index.facts(m_meaning.outputs.back().of).numeric);
    if (standsBefore)
        takeExtremeOfLast(most);
    return standsBefore;
}

/// The same of what was to be shown last, which then is not.
void Sentence::takeExtremeOfLast(bool most)
{
    const Measure figure = m_meaning.outputs.back();
    m_meaning.outputs.pop_back();
    takeExtreme(figure, most);
}

/// "the maximum and minimum price", "highest, lowest, and average": functions wait for their column.
bool Sentence::waitsForColumn(const Cue &cue)
{
    size_t beyond = m_at + 1;
    while (item(beyond).is(CueKind::And))
        ++beyond;
    const bool listed =
        beyond > m_at + 1 && (item(beyond).is(CueKind::Superlative) || item(beyond).is(CueKind::Average));
    const bool head = !m_restricting && !m_meaning.limit;
    if ((!cue.noun && !listed) || !head
        || m_choices.choose({{"superlative.computed", 0.3}, {"superlative.order", 0.0}}) != 0)
        return false;
    m_functions.push_back(extremeOf(cue));
    return true;
}

/// "the highest salary": of a column named, computed or ordered by.
bool Sentence::takesExtremeOfColumn(size_t cueAt)
{
    const Cue &cue = item(cueAt).cue;
    size_t next = skip(m_at + 1);
    if (item(next).kind == Kind::Unknown && item(next + 1).kind == Kind::Column && next == m_at + 1)
        ++next; // "the greatest body weight"
    if (item(next).kind != Kind::Column || next > m_at + 2)
        return false;
    const Place column = m_resolver.column(next, {.numeric = true, .hints = cue.hints});
    const ColumnFacts &facts = m_index.facts(column);
    if (!facts.numeric && !facts.temporal && !facts.unique)
        return false;
    const bool head = !m_restricting && m_meaning.outputs.empty() && m_meaning.entity < 0 && !m_meaning.limit;
    const bool listed = !m_functions.empty();
    if (!facts.identifier
        && (listed || (head && m_choices.choose({{"superlative.computed", 0.5}, {"superlative.order", 0.0}}) == 0))) {
        m_functions.push_back(extremeOf(cue));
        m_at = cueAt;
        return true;
    }
    takeExtreme({Function::Value, column}, cue.direction > 0);
    m_left.reset();
    m_at = next;
    return true;
}

/// "the highest average price", "the oldest", "which was founded the earliest": of a figure, of the quality
/// that the word speaks of, or of the column to the left.
bool Sentence::takesExtremeOfQuality(const Cue &cue)
{
    const bool most = cue.direction > 0;
    size_t i = m_at + 1;
    bool reversed = false;
    if (item(skip(i)).is(CueKind::Average) || item(skip(i)).is(CueKind::Total) || item(skip(i)).is(CueKind::HowMany)) {
        if (const auto measure = readMeasure(&i, &reversed)) {
            takeExtreme(*measure, most);
            m_at = i;
            return true;
        }
    }
    if (const auto column = m_resolver.hinted(cue.hints, m_at, &reversed)) {
        if (m_functions.empty()) {
            takeExtreme({Function::Value, *column}, most != reversed);
            return true;
        }
        m_functions.push_back(reversed ? opposite(extremeOf(cue)) : extremeOf(cue));
        for (const Function each : std::exchange(m_functions, {})) // "the longest and the shortest track"
            addOutput({each, *column});
        return true;
    }
    const bool ofLeft = m_left && m_at - m_leftAt <= 2 && m_restricting
                        && (m_index.facts(*m_left).temporal || m_index.facts(*m_left).numeric);
    if (!ofLeft)
        return false;
    if (m_leftIsOutput)
        std::erase(m_meaning.outputs, Measure{Function::Value, *m_left});
    takeExtreme({Function::Value, *m_left}, most);
    return true;
}

void Sentence::onSuperlative()
{
    const size_t cueAt = m_at;
    const Cue &cue = here().cue;
    if (standsFirst(m_at + 1))
        return orderBestFirst(cue);
    if (ordersByLater()) { // "the biggest customers by revenue"
        m_direction = cue.direction;
        if (!m_meaning.limit)
            m_meaning.limit = 1;
        return;
    }
    if (takesExtremeFigure(cue) || waitsForColumn(cue) || takesExtremeOfColumn(cueAt) || takesExtremeOfQuality(cue))
        return;
    // "the largest orders" with nothing that has a size: how many there are of them.
    m_meaning.unusedWords.push_back(here().begin);
}

void Sentence::onMost()
{
    const bool descending = here().cue.direction > 0;
    size_t i = m_at + 1;
    bool reversed = false;
    if (standsFirst(i)) {
        m_consumed[i] = true;
        m_orderOutputs = true;
        m_direction = here().cue.direction;
        return;
    }
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

void Sentence::onCommon()
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
        const int table = tableAt(next);
        nameTable(table);
        addGroup({table, -1});
        m_meaning.order.push_back({{Function::CountRows, {-1, -1}}, descending});
        m_at = next;
        return;
    }
    m_meaning.order.push_back({{Function::CountRows, {-1, -1}}, descending});
}

/// "the top 3 expensive rooms": the most expensive ones.
bool Sentence::topOfQuality(size_t i)
{
    if (item(i).kind != Kind::Unknown || item(i).end != item(i).begin + 1)
        return false;
    Word most;
    most.text = most.lower = u"most"_s;
    const std::optional<Cue> cue = cueAt({most, m_words[item(i).begin]}, 0);
    if (!cue || cue->kind != CueKind::Superlative || cue->words != 2)
        return false;
    bool reversed = false;
    const std::optional<Place> column = m_resolver.hinted(cue->hints, i, &reversed);
    if (!column)
        return false;
    orderBy({Function::Value, *column}, (m_direction >= 0) != reversed);
    m_at = i;
    return true;
}

void Sentence::onTop()
{
    const size_t next = m_at + 1;
    m_direction = here().cue.direction;
    if (item(next).kind == Kind::Number) {
        m_meaning.limit = asRowCount(item(next).number);
        m_at = next;
        if (item(next + 1).kind == Kind::Metric) {
            orderBy(metricAt(next + 1), m_direction >= 0);
            m_at = next + 1;
            return;
        }
        if (topOfQuality(next + 1))
            return;
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

/// Whether the word before is what somebody or something did: "written by", "taught by".
bool Sentence::followsParticiple() const
{
    static constexpr QStringView irregular[] = {u"taught", u"bought", u"sold", u"held", u"made", u"built", u"led",
                                                u"won",    u"paid",   u"sent", u"kept", u"read", u"run",   u"lent",
                                                u"sung",   u"done",   u"met",  u"set",  u"put",  u"spent", u"caught"};
    if (here().begin == 0)
        return false;
    const QString &before = m_words[here().begin - 1].lower;
    return before.endsWith(u"ed") || before.endsWith(u"en") || before.endsWith(u"wn")
           || std::ranges::find(irregular, before) != std::end(irregular);
}

/// Whether "by" stands for "for each", as in "average price by category". After a participle
/// ("songs written by artists") it names who did it, and before a value ("by artist Ana") one of them.
bool Sentence::readsByAsEach(size_t next)
{
    if (followsParticiple() || item(next + 1).kind == Item::Kind::Value)
        return m_choices.choose({{"by.group", 0.3}, {"by.nothing", 0.0}}) == 0;
    return m_choices.choose({{"by.each", 1.3}, {"by.aside", 0.0}}) == 0;
}

bool Sentence::computesSomething() const
{
    return !m_functions.empty() || m_before != nullptr || std::ranges::any_of(m_meaning.outputs, &Measure::isAggregate);
}

} // namespace tabletalk::ask
