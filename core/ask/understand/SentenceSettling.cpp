// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentence: what is decided only when the whole sentence is read.
#include "core/ask/understand/Sentence.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

using Function = Measure::Function;
using Kind = Item::Kind;

static constexpr double ownRowsScore = -0.8;

/// "When was …", "where is …": the entity's dates or places.
void Sentence::answerWhenOrWhere()
{
    if (m_asksWhen) {
        // "the last calibration": the date of what follows the word, where it has one.
        std::optional<int> ofTable;
        for (const Item &said : m_items) {
            const bool extreme =
                said.begin > 0 && extremeAsked() != Function::Value
                && (m_words[said.begin - 1].is(u"last") || m_words[said.begin - 1].is(u"latest")
                    || m_words[said.begin - 1].is(u"first") || m_words[said.begin - 1].is(u"earliest"));
            if (extreme && !said.mentions.empty())
                ofTable = said.mentions.front().place.table;
        }
        const auto dated = [&](Place place) { return place.table == *ofTable && m_index.facts(place).temporal; };
        if (const auto column = ofTable ? m_resolver.temporal(0, dated) : std::nullopt) {
            m_meaning.outputs.push_back({extremeAsked(), *column});
            return;
        }
        if (const auto column = m_resolver.temporal(0))
            m_meaning.outputs.push_back({extremeAsked(), *column});
        return;
    }
    if (const std::optional<Place> place = placeOf(m_meaning.entity)) {
        m_meaning.outputs.push_back({Function::Value, *place});
        return;
    }
}

/// "when was the last …": not each time, but the latest.
Function Sentence::extremeAsked() const
{
    static constexpr QStringView periods[] = {u"year", u"month", u"quarter", u"week", u"name"};
    for (size_t i = 0; i < m_words.size(); ++i) {
        const bool ofPeriod =
            i + 1 < m_words.size() && std::ranges::find(periods, m_words[i + 1].lower) != std::end(periods);
        if (ofPeriod)
            continue;
        if (m_words[i].is(u"last") || m_words[i].is(u"latest"))
            return Function::Maximum;
        if (m_words[i].is(u"first") || m_words[i].is(u"earliest"))
            return Function::Minimum;
    }
    return Function::Value;
}

/// Where the rows of a table are, or what they belong to is.
std::optional<Place> Sentence::placeOf(int table) const
{
    static constexpr QStringView places[] = {u"citi",  u"locat", u"address", u"place",  u"countri",
                                             u"state", u"venu",  u"region",  u"street", u"hometown"};
    static constexpr int farthest = 1;
    for (int steps = 0; steps <= farthest; ++steps) {
        std::vector<int> tables{table};
        if (steps == 1) {
            tables = m_index.neighbours(table);
            std::erase_if(tables, [&](int owner) { return stepsToOwner(table, owner) != 1; });
            // Of people and things that a row belongs to, people are somewhere first.
            std::ranges::stable_sort(tables, [&](int a, int b) { return holdsPeople(a) > holdsPeople(b); });
        }
        for (const int owner : tables) {
            for (const QStringView stem : places) {
                for (const Place place : m_index.columnsOf(owner)) {
                    const ColumnFacts &facts = m_index.facts(place);
                    if (!facts.identifier && std::ranges::find(facts.name, stem, &NamePart::stem) != facts.name.end())
                        return place;
                }
            }
        }
    }
    return {};
}

/// One column cannot be two values at once: rows with each of them are meant.
void Sentence::joinContradictions()
{
    std::vector<Restriction> &where = m_meaning.where;
    const auto isPlain = [](const Restriction &r) {
        return r.kind == Restriction::Kind::Compare && r.comparison == sql::Comparison::Equal && !r.negated
               && !r.orPrevious && (r.values.size() == 1 || r.allOf);
    };
    for (size_t i = 0; i < where.size(); ++i) {
        for (size_t j = where.size(); j-- > i + 1;) {
            // "are running with limited status": what names its column is meant, and the other word is a verb.
            const auto said = [&](size_t k) -> const Item & { return item(k < m_saidAt.size() ? m_saidAt[k] : 0); };
            const bool named = j < m_saidAt.size() && where[i].column == where[j].column && isPlain(where[i])
                               && isPlain(where[j]) && said(j).kind == Kind::Column && said(i).kind == Kind::Value
                               && m_saidAt[i] > 0 && item(m_saidAt[i] - 1).is(CueKind::Be);
            if (named && m_choices.choose({{"value.verb", 0.6}, {"value.both", 0.0}}) == 0) {
                where[i] = where[j];
                where.erase(where.begin() + qsizetype(j));
                continue;
            }
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
void Sentence::sumAmount()
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
int Sentence::childOf(int table) const
{
    if (table < 0)
        return -1;
    int best = -1;
    std::vector<int> near = m_index.neighbours(table);
    std::ranges::sort(near);
    // "admitted more than 9 times": what the verb names comes before what it does not.
    const std::vector<int> named = m_resolver.tablesInPlay();
    const bool anyNamed = std::ranges::any_of(
        near, [&](int t) { return stepsToOwner(t, table) == 1 && std::ranges::find(named, t) != named.end(); });
    if (anyNamed)
        std::erase_if(near, [&](int t) { return std::ranges::find(named, t) == named.end(); });
    for (const int t : near) {
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

/// Whether words of the question stand for the column.
bool Sentence::isNamed(Place column) const
{
    return std::ranges::any_of(m_items, [&](const Item &i) {
        return i.kind == Kind::Column
               && std::ranges::any_of(i.mentions, [&](const Mention &m) { return m.place == column; });
    });
}

/// "the customer information", "all the data of orders".
bool Sentence::asksForEverything() const
{
    static constexpr QStringView words[] = {u"information", u"info", u"data", u"attributes", u"fields", u"columns"};
    const bool said = std::ranges::find(words, here().text.toLower()) != std::end(words);
    const bool ofTable = m_at > 0 && item(m_at - 1).kind == Kind::Table;
    return said && m_meaning.outputs.empty() && (ofTable || item(m_at + 1).is(CueKind::Preposition));
}

/// Outputs that say nothing: a column beside its own figure, and one that a condition fixes.
void Sentence::dropIdleOutputs()
{
    std::vector<Measure> &outputs = m_meaning.outputs;
    const auto isIdle = [&](const Measure &output) {
        return !output.isAggregate() && std::ranges::find(m_meaning.groups, output.of) == m_meaning.groups.end()
               && std::ranges::any_of(outputs, [&](const Measure &m) { return m.isAggregate() && m.of == output.of; });
    };
    std::vector<Measure> kept;
    std::ranges::remove_copy_if(outputs, std::back_inserter(kept), isIdle);
    outputs = std::move(kept);
    for (const Restriction &restriction : m_meaning.where) {
        const bool fixes = restriction.kind == Restriction::Kind::Compare && restriction.values.size() == 1
                           && restriction.comparison == sql::Comparison::Equal && !restriction.negated
                           && !restriction.orPrevious && !restriction.ofYear
                           && !m_index.facts(restriction.column).yearLike && !m_namedAgain.contains(restriction.column);
        const auto output = std::ranges::find(outputs, Measure{Function::Value, restriction.column});
        if (fixes && outputs.size() > 1 && output != outputs.end()
            && m_choices.choose(
                   {{"fixed.dropped", m_besideValue.contains(restriction.column) ? 0.8 : -0.2}, {"fixed.shown", 0.0}})
                   == 0)
            outputs.erase(output);
    }
}

/// "when was the first order placed": of all the dates the least, of the last the greatest.
void Sentence::takeFirstOrLast()
{
    Meaning &m = m_meaning;
    const auto isPlain = [](const Measure &output) { return output.function == Function::Value; };
    if (!m.order.empty() || m.limit || !m.groups.empty() || !std::ranges::all_of(m.outputs, isPlain))
        return;
    const auto date = std::ranges::find_if(
        m.outputs, [&](const Measure &output) { return !output.of.isTable() && m_index.facts(output.of).temporal; });
    if (date == m.outputs.end())
        return;
    for (size_t i = 0; i + 1 < m_items.size(); ++i) {
        const Word &word = m_words[item(i).begin];
        if (item(i).end != item(i).begin + 1 || item(i + 1).kind != Kind::Table
            || !(word.is(u"first") || word.is(u"last")))
            continue;
        m.order.push_back({*date, word.is(u"last")});
        m.limit = 1;
        std::erase(m.unusedWords, item(i).begin);
        return;
    }
}

/// What the sentence speaks of, where it named no table: what it shows, groups, orders or restricts.
void Sentence::guessEntity()
{
    Meaning &m = m_meaning;
    if (m.entity >= 0)
        return;
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

/// "total payments": of a table that holds one plain amount, the amount.
void Sentence::sumPlainAmount()
{
    const int entity = m_meaning.entity;
    if (m_functions.empty() || m_functions.front() != Function::Sum || entity < 0 || !m_meaning.outputs.empty())
        return;
    for (const Place place : m_index.columnsOf(entity)) {
        const ColumnFacts &facts = m_index.facts(place);
        if (!facts.numeric || facts.name.back().word != u"amount")
            continue;
        const bool plain = facts.name.size() == 1 || (facts.name.size() == 2 && facts.name.front().ofTable);
        if (plain) {
            addOutput({Function::Sum, place});
            m_functions.clear();
            return;
        }
    }
}

/// "how much is paid in total": what would be listed is added up.
void Sentence::sumInTotal()
{
    Meaning &m = m_meaning;
    if (!m_inTotal || !m_functions.empty() || !m.groups.empty() || m.limit || m.outputs.empty())
        return;
    const bool amounts = std::ranges::all_of(m.outputs, [&](const Measure &output) {
        return output.function == Function::Value && m_index.facts(output.of).numeric
               && !m_index.facts(output.of).identifier && !m_index.facts(output.of).yearLike;
    });
    if (!amounts)
        return;
    for (Measure &output : m.outputs)
        output.function = Function::Sum;
}

/// Functions that never met a column count or vanish.
void Sentence::settleFunctions()
{
    Meaning &m = m_meaning;
    if (m_sumsAmount && !m_functions.empty() && m_functions.front() == Function::Sum && m.entity >= 0)
        sumAmount();
    if (!m_functions.empty() && m.outputs.empty() && m_functions.front() == Function::Sum)
        m.outputs.push_back({Function::CountRows, {m.entity, -1}});
    const bool countsTop = m.limit && m_direction != 0 && m.order.empty() && m.outputs.empty() && m.groups.empty()
                           && !m_orderOutputs && m.entity >= 0;
    if (countsTop) // "the top 5 diagnoses": those that there are most of
        m.order.push_back({{Function::CountRows, {-1, -1}}, m_direction > 0});
}

/// Whether each row shown, or each group, is a row of its own table.
bool Sentence::showsSingleRows() const
{
    const Meaning &m = m_meaning;
    const auto namesRows = [&](Place place) {
        const auto &display = m_index.facts(place.table).displayColumns;
        return m_index.facts(place).unique
               || (std::ranges::find(m.tables, place.table) != m.tables.end()
                   && std::ranges::find(display, place.column) != display.end());
    };
    if (!m.groups.empty())
        return m.groups.front().isTable() || namesRows(m.groups.front());
    return m.outputs.empty() || (!m.outputs.front().isAggregate() && namesRows(m.outputs.front().of));
}

/// "who bought the most": rows are counted of the table named that is not what is shown.
void Sentence::settleCount(Measure &measure) const
{
    const Meaning &m = m_meaning;
    if (measure.function != Function::CountRows || measure.of.table >= 0)
        return;
    const int shown = !m.groups.empty()   ? m.groups.front().table
                      : m.outputs.empty() ? m.entity
                                          : m.outputs.front().of.table;
    measure.of = {m.entity, -1};
    for (const int table : m.tables) {
        if (table != shown)
            measure.of = {table, -1};
    }
    // Rows of the table shown, one group a row, would always count 1: what refers to them is meant.
    if (measure.of.table == shown && showsSingleRows()) {
        if (const int child = childOf(shown); child >= 0)
            measure.of = {child, -1};
    }
}

void Sentence::settleCounts()
{
    for (Measure &measure : m_meaning.outputs)
        settleCount(measure);
    for (GroupCondition &having : m_meaning.having)
        settleCount(having.measure);
    for (OrderKey &key : m_meaning.order)
        settleCount(key.measure);
}

/// Whether anything is counted or computed, be it shown, ordered by or required.
bool Sentence::holdsFigures() const
{
    return std::ranges::any_of(m_meaning.outputs, &Measure::isAggregate)
           || std::ranges::any_of(m_meaning.order, [](const OrderKey &key) { return key.measure.isAggregate(); })
           || !m_meaning.having.empty();
}

/// "the name of each student": each is only a way of saying all.
void Sentence::readEachAsAll()
{
    Meaning &m = m_meaning;
    for (const Place group : m.groups) {
        if (!group.isTable())
            addOutput({Function::Value, group});
    }
    // "the budget of each department": figures without names would tell nothing.
    const Place group = m.groups.front();
    const bool ordered = m_orderOutputs || !m.order.empty();
    const auto tellsGroup = [&](const Measure &output) {
        const ColumnFacts &facts = m_index.facts(output.of);
        return facts.nameLike || (facts.unique && !facts.numeric) || facts.identifier || facts.foreignKey
               || output.of.table != group.table;
    };
    const bool bare = group.isTable() && (m_saidEach || ordered) && std::ranges::none_of(m.outputs, tellsGroup);
    if (bare && !m.outputs.empty() && (ordered || m_choices.choose({{"each.named", 0.4}, {"each.bare", 0.0}}) == 0)) {
        if (m_orderOutputs && m.order.empty()) // "…, biggest first": of the figures
            m.order.push_back({m.outputs.front(), m_direction > 0});
        showBefore(group.table);
    }
    m.groups.clear();
    m_choices.note("each.unused", 1, m_saidPer ? -1.5 : m_saidEach ? -0.5 : 0);
}

/// Shows what people call the rows of a table, and behind it what was to be shown.
void Sentence::showBefore(int table)
{
    for (const Measure &output : std::exchange(m_meaning.outputs, displayOf(table)))
        addOutput(output);
}

/// Where the sentence does not say what is to be shown: what "when" and "where" ask for, what is ordered by,
/// all there is of rows without a name, or the name.
void Sentence::showWhatWasLeftOpen(bool computes)
{
    Meaning &m = m_meaning;
    m.everything = m_star;
    if (m.outputs.empty() && m.entity >= 0 && (m_asksWhen || m_asksWhere))
        answerWhenOrWhere();
    if (m.outputs.empty() && m.tables.empty() && !m.everything && m.groups.empty() && m.order.size() == 1
        && m.order.front().measure.function == Function::Value && isNamed(m.order.front().measure.of))
        addOutput(m.order.front().measure); // "the 3 highest prices"
    const bool ofOthers = std::ranges::none_of(
        m.outputs, [&](const Measure &output) { return output.isAggregate() || output.of.table == m.entity; });
    if (ofOthers && m.groups.empty() && m.entity >= 0 && (m.outputs.empty() || m_showsWith)
        && m_index.facts(m.entity).nameless && !computes)
        m.everything = true;
    if (m.outputs.empty() && !m.everything && m.groups.empty() && m.entity >= 0)
        m.outputs = displayOf(m.entity);
}

/// "… and who sponsors them", "… and where they are": what is asked for besides, with what was asked before.
void Sentence::showBesides(bool computes)
{
    Meaning &m = m_meaning;
    const bool listsEntity = m_alsoMore && m.entity >= 0 && m.groups.empty() && !computes && !m.everything
                             && std::ranges::find(m.tables, m.entity) != m.tables.end();
    if (listsEntity && std::ranges::none_of(displayOf(m.entity), [&](const Measure &part) {
            return std::ranges::find(m.outputs, part) != m.outputs.end();
        }))
        showBefore(m.entity);
    if (m_alsoWhere && m.entity >= 0) {
        if (const std::optional<Place> place = placeOf(m.entity))
            addOutput({Function::Value, *place});
    }
    for (const Measure &metric : m_ranked)
        addOutput(metric);
}

/// "value by product": hardly for each row that the value is computed from.
void Sentence::noteMetricsOfOwnRows()
{
    for (const Measure &output : m_meaning.outputs) {
        if (output.metric >= 0
            && std::ranges::find(m_meaning.groups, Place{output.of.table, -1}) != m_meaning.groups.end())
            m_choices.note("metric.ownRows", 1, ownRowsScore);
    }
}

/// "biggest first", "top 5": ordered by what is computed, and else by what is shown first.
void Sentence::orderWhatIsShown()
{
    Meaning &m = m_meaning;
    const auto computed = std::ranges::find_if(m.outputs, &Measure::isAggregate);
    if (m_orderOutputs && m.order.empty() && !m.outputs.empty())
        m.order.push_back({computed != m.outputs.end() ? *computed : m.outputs.front(), m_direction > 0});
    if (m.limit && m.order.empty() && m_direction != 0 && computed != m.outputs.end())
        m.order.push_back({*computed, m_direction > 0});
    takeFirstOrLast();
    if (m.limit == 1 && m_headCount)
        m.limit = m_headCount;
    if (m_distinctNext)
        m.distinct = true;
}

/// What waited for its noun, and conditions that belong together.
void Sentence::settleConditions()
{
    settleMoney();
    settleUnits();
    countEventsOfKinds();
    settleShare();
    settleOthers();
    joinContradictions();
    joinOpposites();
    denyOfAll();
    dropIdleOutputs();
}

/// What the figures are of, and what is shown beside them.
void Sentence::settleFigures()
{
    sumPlainAmount();
    sumInTotal();
    settleFunctions();
    settleCounts();
    breakDown();
    setSideBySide();
    followRoles();
    averageCompared();
    addUpWhatExceeds();
    tellKindsApart();
    countGroupsThatMeet();
    countValuesThatMeet();
    answerWho();
    nameReferences();
}

/// Settles what the sentence left open: what to show, what "the most" counts, which table is spoken of.
void Sentence::finish()
{
    guessEntity();
    m_meaning.asksWho = m_asksWho;
    settleConditions();
    settleFigures();
    const bool computes = holdsFigures();
    if (!m_meaning.groups.empty() && !computes && !takesExtremeOfEach() && !computeForGroups())
        readEachAsAll();
    noteUnrelatedFigures();
    settlePerUnit();
    settleSharedAbsence();
    averageGroups();
    showWhatWasLeftOpen(computes);
    showBesides(computes);
    noteMetricsOfOwnRows();
    orderWhatIsShown();
}

} // namespace tabletalk::ask
