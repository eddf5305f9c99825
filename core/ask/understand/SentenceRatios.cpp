// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentence: one figure set against another: shares, ratios, averages of counts, differences.
#include "core/ask/understand/Sentence.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

using Function = Measure::Function;
using Kind = Item::Kind;

void Sentence::addRatio(Ratio ratio)
{
    Measure figure{Function::Ratio, ratio.of.of, ratio.of.metric};
    figure.ratio = std::make_shared<const Ratio>(std::move(ratio));
    addOutput(figure);
}

/// "percentage of orders that …", "share of revenue from …". What it is the share of is a table,
/// a metric or a column of amounts; a column that is itself a percentage is left to its name.
void Sentence::onShare()
{
    size_t noun = m_at + 1;
    bool total = false;
    while (noun < m_at + 6
           && (isTransparent(item(noun)) || item(noun).kind == Kind::Value || item(noun).kind == Kind::Unknown
               || item(noun).is(CueKind::Total) || item(noun).is(CueKind::Or))) {
        total = total || item(noun).is(CueKind::Total);
        ++noun;
    }
    Measure of;
    if (item(noun).kind == Kind::Table) {
        const int table = tableAt(noun);
        of = {Function::CountRows, {table, -1}};
        nameTable(table);
    } else if (item(noun).kind == Kind::Metric) {
        of = metricAt(noun);
    } else if (item(noun).kind == Kind::Column && total) {
        const Place column = m_resolver.column(noun, {.numeric = true});
        if (!m_index.facts(column).numeric || m_index.facts(column).identifier)
            return;
        of = {Function::Sum, column};
        m_resolver.use(column.table);
    } else if (item(noun).kind == Kind::Column && item(noun + 1).is(CueKind::Be)) {
        // "percentage of grades that are an A": of the rows that have a grade.
        const Place column = m_resolver.column(noun);
        const ColumnFacts &facts = m_index.facts(column);
        if (facts.numeric || facts.temporal || facts.identifier)
            return;
        of = {Function::CountRows, {column.table, -1}};
        m_shareColumn = column;
        m_resolver.use(column.table);
    } else {
        return;
    }
    for (size_t i = m_at + 1; i <= noun; ++i) {
        if (item(i).kind != Kind::Value)
            m_consumed[i] = true;
    }
    m_shareNoun = noun;
    m_restricting = true;
    addRatio({Ratio::Operation::Share, of, of, {}, {}, {}});
}

/// Which of the conditions the share is of, and which only say what all of it is. "Percentage
/// of female students in 2020" divides the women of 2020 by all of 2020.
void Sentence::settleShare()
{
    const auto output = std::ranges::find(m_meaning.outputs, Function::Ratio, &Measure::function);
    if (!m_shareNoun || output == m_meaning.outputs.end())
        return;
    Ratio share = *output->ratio;
    const auto settled = [&] { output->ratio = std::make_shared<const Ratio>(std::move(share)); };
    std::vector<Restriction> &where = m_meaning.where;
    size_t verb = *m_shareNoun;
    while (verb < m_items.size()
           && !(item(verb).is(CueKind::Be) || item(verb).is(CueKind::Whose) || item(verb).is(CueKind::With)
                || item(verb).is(CueKind::Who)))
        ++verb;
    const auto anyAt = [&](auto &&is) { return std::ranges::any_of(m_saidAt, is); };
    const bool before = anyAt([&](size_t at) { return at < *m_shareNoun; });
    const bool afterVerb = !before && anyAt([&](size_t at) { return at > verb; });
    const auto isTime = [](const Restriction &r) { return r.kind == Restriction::Kind::During || r.ofYear; };
    std::vector<bool> taken(where.size());
    bool takesMore = false;
    for (size_t i = 0; i < where.size(); ++i) {
        const size_t at = i < m_saidAt.size() ? m_saidAt[i] : verb;
        taken[i] = before ? at < *m_shareNoun : !afterVerb || at > verb;
        takesMore = takesMore || (taken[i] && !isTime(where[i]));
    }
    std::vector<Restriction> rest;
    for (size_t i = 0; i < where.size(); ++i) {
        const bool time = isTime(where[i]) && (takesMore || !m_meaning.absences.empty() || !m_meaning.groups.empty());
        (taken[i] && !time ? share.where : rest).push_back(where[i]);
    }
    where = std::move(rest);
    if (m_shareColumn && m_index.column(*m_shareColumn).profile.nullCount.value_or(0) > 0) {
        Restriction present;
        present.kind = Restriction::Kind::Missing;
        present.column = *m_shareColumn;
        present.negated = true;
        where.push_back(std::move(present));
    }
    if (share.where.empty())
        share.absences = std::exchange(m_meaning.absences, {});
    // "customers who have placed an order": those that have a row there.
    for (const int table : m_meaning.tables) {
        const int key = m_index.facts(table).keyColumn;
        const bool other = share.of.function == Function::CountRows && table != share.of.of.table && key >= 0;
        if (other && share.where.empty() && share.absences.empty() && m_meaning.groups.empty()) {
            Restriction present;
            present.kind = Restriction::Kind::Missing;
            present.column = {table, key};
            present.negated = true;
            share.where.push_back(std::move(present));
        }
    }
    if (!share.where.empty() || !share.absences.empty()) {
        if (share.of.function == Function::CountRows)
            m_meaning.entity = share.of.of.table;
        return settled();
    }
    if (!m_meaning.groups.empty()) { // "share of orders by channel"
        share.operation = Ratio::Operation::ShareOfAll;
        return settled();
    }
    *output = share.of; // nothing says a share of what
    m_choices.note("ratio.empty", 1, -1);
}

/// The column that tells the rows of a table apart as seen from another: its key there, if there is one.
Place Sentence::keySeenFrom(int from, int table) const
{
    const Table &seen = m_index.table(table);
    for (const ForeignKey &key : m_index.table(from).foreignKeys) {
        if (key.referencedTable != seen.name || key.referencedSchema != seen.schema || key.columns.size() != 1)
            continue;
        for (const Place place : m_index.columnsOf(from)) {
            if (m_index.column(place).name == key.columns.front())
                return place;
        }
    }
    return {table, m_index.facts(table).keyColumn};
}

/// The table of which each row brings a row of one table together with a row of another; -1 if there is none.
int Sentence::tableOfPairs(int one, int other) const
{
    const std::vector<int> &near = m_index.neighbours(one);
    const auto pairs = std::ranges::find_if(
        near, [&](int table) { return stepsToOwner(table, one) == 1 && stepsToOwner(table, other) == 1; });
    return pairs == near.end() ? -1 : *pairs;
}

/// "average number of orders per customer", "orders per month on average": what the groups
/// have on average, and not a figure for each of them.
void Sentence::averageGroups()
{
    Meaning &m = m_meaning;
    if (!m_averagesGroups || m.groups.empty() || !ratiosOf(m.outputs).empty())
        return;
    const auto figure = std::ranges::find_if(m.outputs, [](const Measure &o) {
        return o.function == Function::CountRows || o.function == Function::CountDistinct || o.function == Function::Sum
               || (o.metric >= 0 && o.function == Function::Average);
    });
    if (figure == m.outputs.end() || figure->of.table < 0)
        return;
    const Place group = m.groups.front();
    if (figure->function == Function::CountRows && group.isTable() && !stepsToOwner(figure->of.table, group.table)) {
        // "students per section": what is counted are the rows that bring the two together.
        const int pairs = tableOfPairs(figure->of.table, group.table);
        if (pairs >= 0) {
            if (m.entity == figure->of.table)
                m.entity = pairs;
            std::erase(m.tables, figure->of.table);
            m.tables.push_back(pairs);
            figure->of.table = pairs;
        }
    }
    Measure by{Function::CountDistinct, group};
    if (group.isTable()) {
        by.of = keySeenFrom(figure->of.table, group.table);
        if (by.of.isTable())
            return;
    } else if (m.periodOf == group) {
        by.bucket = m.bucket;
    }
    Measure of = *figure;
    if (of.function == Function::Average)
        of.function = Function::Sum;
    if (by.bucket)
        m.periodOf.reset();
    if (group.isTable() && by.of.table != group.table)
        std::erase(m.tables, group.table); // its key is counted where it is referred to
    m.groups.erase(m.groups.begin());
    m.outputs.erase(figure);
    addRatio({Ratio::Operation::Quotient, of, by, {}, {}, {}});
}

/// "difference between the highest and lowest price"
void Sentence::onDifference()
{
    const auto extreme = [&](size_t i) { return item(i).is(CueKind::Superlative); };
    const size_t first = skip(m_at + 1);
    if (!extreme(first)) {
        differsWithinRows(first);
        return;
    }
    size_t i = skip(first + 1);
    std::optional<size_t> named;
    if (item(i).kind == Kind::Column)
        named = i++;
    if (!item(i).is(CueKind::And))
        return;
    const size_t second = skip(i + 1);
    if (!extreme(second) || item(first).cue.direction == item(second).cue.direction)
        return;
    const size_t last = skip(second + 1);
    if (item(last).kind == Kind::Column)
        named = last;
    if (!named)
        return;
    const Place column = m_resolver.column(*named, {.numeric = true});
    if (!m_index.facts(column).numeric)
        return;
    addRatio({Ratio::Operation::Difference, {Function::Maximum, column}, {Function::Minimum, column}, {}, {}, {}});
    m_at = item(last).kind == Kind::Column ? last : second;
}

/// One side of "ratio of … to …": a table with the values that stand around it, a metric or a
/// column to be added up.
bool Sentence::readSide(size_t *at, Measure *figure, std::vector<Restriction> *where)
{
    bool found = false;
    size_t i = *at;
    for (; i < m_items.size(); ++i) {
        if (item(i).kind == Kind::Value) {
            const Mention value = m_resolver.value(i);
            Restriction restriction;
            restriction.column = value.place;
            restriction.values = {{value.value, {}}};
            where->push_back(std::move(restriction));
            found = true;
        } else if (item(i).kind == Kind::Table && figure->of.table < 0) {
            *figure = {Function::CountRows, {tableAt(i), -1}};
            found = true;
        } else if (item(i).kind == Kind::Metric && figure->of.table < 0) {
            *figure = metricAt(i);
            found = true;
        } else if (item(i).kind == Kind::Column && figure->of.table < 0) {
            const Place column = m_resolver.column(i, {.numeric = true});
            if (!m_index.facts(column).numeric || m_index.facts(column).identifier)
                break;
            *figure = {Function::Sum, column};
            found = true;
        } else if (!item(i).is(CueKind::All) && !item(i).is(CueKind::Filler) && !item(i).is(CueKind::HowMany)
                   && !item(i).is(CueKind::Total)) {
            break;
        }
    }
    *at = i;
    return found;
}

void Sentence::onRatio()
{
    Ratio ratio;
    ratio.operation = Ratio::Operation::Quotient;
    ratio.of.of.table = ratio.by.of.table = -1;
    size_t at = m_at + 1;
    if (!readSide(&at, &ratio.of, &ratio.where))
        return;
    if (!item(at).is(CueKind::And) && !(item(at).is(CueKind::Preposition) && item(at).text == u"to"))
        return;
    ++at;
    if (!readSide(&at, &ratio.by, &ratio.byWhere))
        return;
    // "of male to female students": the noun is said once.
    const auto fill = [](Measure &missing, const Measure &said, const std::vector<Restriction> &where) {
        if (missing.of.table < 0)
            missing = said.of.table >= 0 ? said : Measure{Function::CountRows, {where.front().column.table, -1}};
    };
    fill(ratio.of, ratio.by, ratio.where);
    fill(ratio.by, ratio.of, ratio.byWhere);
    if (ratio.of.of.table != ratio.by.of.table || ratio.of.metric != ratio.by.metric)
        return; // rows of two tables are not divided by joining them
    nameTable(ratio.of.of.table);
    addRatio(std::move(ratio));
    m_at = at - 1;
}

} // namespace tabletalk::ask
