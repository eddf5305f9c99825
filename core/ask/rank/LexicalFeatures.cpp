// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/CandidateFeatures.h"

#include <algorithm>
#include <array>
#include <set>

namespace tabletalk::ask {

namespace {

std::string_view linkName(LinkKind kind)
{
    static constexpr std::array<std::string_view, 13> names{
        "exact",   "form",     "abbreviation", "equivalent", "partial", "synonym",  "derived",
        "broader", "narrower", "related",      "similar",    "fuzzy",   "described"};
    return size_t(kind) < names.size() ? names[size_t(kind)] : "other";
}

std::string_view roleName(ColumnRole role)
{
    static constexpr std::array<std::string_view, 12> names{"unknown", "identifier", "name",       "code",
                                                            "measure", "money",      "percentage", "date",
                                                            "flag",    "category",   "place",      "text"};
    return size_t(role) < names.size() ? names[size_t(role)] : "other";
}

/// How much of the names of what a query uses the question does not say.
class Unsaid
{
public:
    Unsaid(const Words &words, const SchemaIndex &index)
        : m_index(index)
    {
        for (const Word &word : words)
            m_stems.insert(word.stem);
    }

    void add(FeatureRow &row, std::string_view part, Place place) const
    {
        const auto &name = place.isTable() ? m_index.facts(place.table).name : m_index.facts(place).name;
        double unsaid = 0;
        double all = 0;
        for (const NamePart &word : name) {
            if (word.ofTable && name.size() > 1)
                continue;
            all += word.weight;
            unsaid += m_stems.contains(word.stem) ? 0 : word.weight;
        }
        if (all == 0)
            return;
        row.add("unsaid.", part, unsaid / all);
        if (unsaid == 0)
            row.add("said.", part);
        else if (unsaid == all)
            row.add("wholly.", part);
    }

private:
    const SchemaIndex &m_index;
    std::set<QString> m_stems;
};

void addUnsaid(FeatureRow &row, const Found &found, const Words &words, const SchemaIndex &index)
{
    const Unsaid unsaid(words, index);
    const Meaning &m = found.meaning;
    for (const Measure &output : m.outputs)
        unsaid.add(row, output.isAggregate() ? "figure" : "output", output.of);
    for (const Place group : m.groups)
        unsaid.add(row, "group", group);
    for (const OrderKey &key : m.order) {
        if (key.measure.of.table >= 0)
            unsaid.add(row, "order", key.measure.of);
    }
    for (const Restriction &restriction : m.where)
        unsaid.add(row,
                   restriction.kind == Restriction::Kind::Compare && restriction.comparison == sql::Comparison::Equal
                       ? "equal"
                       : "where",
                   restriction.column);
    for (const int table : found.plan.tables)
        unsaid.add(row, "table", {table, -1});
}

bool uses(const Meaning &m, const Mention &mention)
{
    const Place place = mention.place;
    if (mention.isValue) {
        return std::ranges::any_of(m.where, [&](const Restriction &r) {
            return r.column == place
                   && std::ranges::any_of(r.values, [&](const Literal &l) { return l.text == mention.value; });
        });
    }
    const auto of = [&](const Measure &measure) { return measure.of == place; };
    return std::ranges::any_of(m.outputs, of) || std::ranges::find(m.groups, place) != m.groups.end()
           || std::ranges::any_of(m.order, [&](const OrderKey &k) { return of(k.measure); })
           || std::ranges::any_of(m.where, [&](const Restriction &r) { return r.column == place; })
           || (place.isTable() && std::ranges::find(m.tables, place.table) != m.tables.end());
}

/// In what way the words that came to use name it, and what the best of the others would have been.
void addLinks(FeatureRow &row, const Found &found, const Words &words, const SchemaIndex &index)
{
    for (const Item &item : found.items) {
        if (item.mentions.empty())
            continue;
        const auto used = std::ranges::find_if(item.mentions, [&](const Mention &m) { return uses(found.meaning, m); });
        const bool isValue = item.mentions.front().isValue;
        if (used == item.mentions.end()) {
            row.add(isValue ? "unusedValue." : "unusedName.", linkName(item.mentions.front().kind));
            continue;
        }
        row.add(isValue ? "valueBy." : "nameBy.", linkName(used->kind));
        // "professors" for the table of staff, though the data know professors.
        if (!isValue && used->kind > LinkKind::Partial && item.end == item.begin + 1 && item.begin < words.size()
            && !index.valuesByStem(words[item.begin].stem).empty())
            row.add("nameBy.despiteValue");
        if (isValue && !item.text.isEmpty() && item.text.front().isLower()) {
            row.add("valueBy.lowerCase");
            if (!used->place.isTable() && index.facts(used->place).nameLike)
                row.add("valueBy.lowerCaseOfName"); // "belong" is seldom meant for the song
        }
    }
}

/// Figures over codes, and plain outputs that repeat.
void addData(FeatureRow &row, const Found &found, const SchemaIndex &index)
{
    double repeats = 0;
    bool unique = false;
    for (const Measure &output : found.meaning.outputs) {
        if (output.of.isTable() || output.of.table < 0)
            continue;
        const Column &column = index.column(output.of);
        if (output.isAggregate()) {
            if (output.function == Measure::Function::Sum)
                row.add("sumOf.", roleName(column.role));
            else if (output.function == Measure::Function::CountDistinct)
                row.add("countOf.", roleName(column.role));
            continue;
        }
        row.add("show.", roleName(column.role));
        unique = unique || index.facts(output.of).unique;
        const auto rows = double(index.table(output.of.table).rowCount.value_or(0));
        const auto distinct = double(column.profile.distinctCount.value_or(0));
        if (rows > 0 && distinct > 0)
            repeats = repeats == 0 ? 1 - distinct / rows : std::min(repeats, 1 - distinct / rows);
    }
    if (!unique)
        row.add(found.plan.select.distinct ? "data.repeatsButDistinct" : "data.repeats", repeats);
    for (const OrderKey &key : found.meaning.order) {
        if (!key.measure.of.isTable() && key.measure.of.table >= 0)
            row.add("orderBy.", roleName(index.column(key.measure.of).role));
    }
}

/// Tables that are read and that neither give nor require anything.
void addIdleTables(FeatureRow &row, const Found &found)
{
    const Meaning &m = found.meaning;
    std::set<int> busy;
    for (const Measure &output : m.outputs)
        busy.insert(output.of.table);
    for (const Restriction &restriction : m.where)
        busy.insert(restriction.column.table);
    for (const Place group : m.groups)
        busy.insert(group.table);
    for (const OrderKey &key : m.order)
        busy.insert(key.measure.of.table);
    for (const GroupCondition &having : m.having)
        busy.insert(having.measure.of.table);
    for (const int table : found.plan.tables) {
        if (busy.contains(table))
            continue;
        const bool named = std::ranges::find(m.tables, table) != m.tables.end();
        row.add(named ? "idle.named" : "idle.unnamed");
    }
    row.add("busy.tables", double(busy.size()));
}

} // namespace

void addLexicalFeatures(FeatureRow &row, const Found &found, const Words &words, const SchemaIndex &index)
{
    addUnsaid(row, found, words, index);
    addLinks(row, found, words, index);
    addData(row, found, index);
    addIdleTables(row, found);
}

} // namespace tabletalk::ask
