// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/CandidateFeatures.h"

#include <algorithm>
#include <array>

namespace tabletalk::ask {

namespace {

/// Words of the language that colour a question without being cues of their own.
constexpr std::array<QStringView, 64> colours{
    u"a",    u"all",    u"also",   u"along",  u"an",   u"any",   u"are",           u"as",    u"associated", u"at",
    u"be",   u"been",   u"belong", u"both",   u"but",  u"can",   u"corresponding", u"did",   u"different",  u"distinct",
    u"do",   u"does",   u"each",   u"either", u"ever", u"every", u"exactly",       u"for",   u"from",       u"had",
    u"has",  u"have",   u"having", u"in",     u"is",   u"it",    u"its",           u"least", u"many",       u"named",
    u"no",   u"number", u"of",     u"on",     u"only", u"other", u"respectively",  u"same",  u"some",       u"that",
    u"the",  u"their",  u"them",   u"there",  u"they", u"this",  u"together",      u"total", u"was",        u"were",
    u"what", u"who",    u"whose",  u"with"};

void addColours(FeatureRow &row, const Words &words)
{
    for (const Word &word : words) {
        if (word.kind != Word::Kind::Quoted && std::ranges::binary_search(colours, QStringView(word.lower)))
            row.add("word.", word.lower.toLatin1().toStdString());
    }
}

/// The table that an item speaks of, for tables and for columns that name theirs; -1 for others.
int tableOf(const Item &item, const Found &found)
{
    if (item.kind != Item::Kind::Table)
        return -1;
    for (const Mention &mention : item.mentions) {
        if (std::ranges::find(found.plan.tables, mention.place.table) != found.plan.tables.end())
            return mention.place.table;
    }
    return -1;
}

void addTable(FeatureRow &row, const Found &found, int table, std::string_view place)
{
    if (table < 0)
        return;
    const Meaning &m = found.meaning;
    const auto ofTable = [&](const Measure &measure) { return measure.of.table == table; };
    if (std::ranges::any_of(m.outputs, [&](const Measure &o) { return !o.isAggregate() && ofTable(o); }))
        row.add("shows.", place);
    if (std::ranges::any_of(m.outputs, [&](const Measure &o) { return o.isAggregate() && ofTable(o); }))
        row.add("figures.", place);
    if (std::ranges::any_of(m.groups, [&](Place p) { return p.table == table; }))
        row.add("groups.", place);
    if (std::ranges::any_of(m.where, [&](const Restriction &r) { return r.column.table == table; }))
        row.add("requires.", place);
    if (std::ranges::any_of(m.order, [&](const OrderKey &k) { return ofTable(k.measure); }))
        row.add("orders.", place);
    if (std::ranges::any_of(m.having, [&](const GroupCondition &h) { return ofTable(h.measure); }))
        row.add("having.", place);
    if (table == m.entity)
        row.add("entity.", place);
}

void addColumn(FeatureRow &row, const Found &found, const Item &item, std::string_view place)
{
    const Meaning &m = found.meaning;
    const auto named = [&](Place at) {
        return std::ranges::any_of(item.mentions, [&](const Mention &x) { return x.place == at; });
    };
    const auto of = [&](const Measure &measure) { return named(measure.of); };
    if (std::ranges::any_of(m.outputs, of))
        row.add("shows.", place);
    else
        row.add("hides.", place);
    if (std::ranges::any_of(m.groups, named))
        row.add("groups.", place);
    if (std::ranges::any_of(m.order, [&](const OrderKey &k) { return of(k.measure); }))
        row.add("orders.", place);
}

} // namespace

void addPositionFeatures(FeatureRow &row, const Found &found, const Words &words)
{
    addColours(row, words);
    const Item *firstTable = nullptr;
    const Item *lastTable = nullptr;
    const Item *firstColumn = nullptr;
    const Item *lastColumn = nullptr;
    for (const Item &item : found.items) {
        if (item.kind == Item::Kind::Table) {
            firstTable = firstTable ? firstTable : &item;
            lastTable = &item;
        } else if (item.kind == Item::Kind::Column) {
            firstColumn = firstColumn ? firstColumn : &item;
            lastColumn = &item;
        }
    }
    if (firstTable)
        addTable(row, found, tableOf(*firstTable, found), "firstTable");
    if (lastTable && lastTable != firstTable)
        addTable(row, found, tableOf(*lastTable, found), "lastTable");
    if (firstColumn)
        addColumn(row, found, *firstColumn, "firstColumn");
    if (lastColumn && lastColumn != firstColumn)
        addColumn(row, found, *lastColumn, "lastColumn");
    if (firstTable && firstColumn)
        row.add(firstTable->begin < firstColumn->begin ? "q.tableFirst" : "q.columnFirst");
}

} // namespace tabletalk::ask
