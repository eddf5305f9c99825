// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/CandidateFeatures.h"
#include "core/ask/rank/CueNames.h"

#include <algorithm>
#include <array>

namespace tabletalk::ask {

namespace {

using Function = Measure::Function;

/// The parts that a place can have in a query, in the order in which they are told apart.
constexpr std::array<std::string_view, 8> partNames{"value",  "figure", "group",   "order",
                                                    "having", "where",  "absence", "read"};
enum Part { AsValue, AsFigure, AsGroup, AsOrder, AsHaving, AsWhere, AsAbsence, AsRead, partCount };
using Parts = std::array<bool, partCount>;

/// A table is also what its rows are called by.
void addPartsOfTable(Parts &parts, int table, const Found &found, const SchemaIndex &index)
{
    const std::vector<int> &display = index.facts(table).displayColumns;
    const auto calls = [&](Place place) {
        return place.table == table && std::ranges::find(display, place.column) != display.end();
    };
    const Meaning &m = found.meaning;
    for (const Measure &output : m.outputs)
        parts[AsValue] = parts[AsValue] || (!output.isAggregate() && calls(output.of));
    parts[AsGroup] = parts[AsGroup] || std::ranges::any_of(m.groups, calls);
    parts[AsRead] = std::ranges::find(found.plan.tables, table) != found.plan.tables.end();
}

/// What a place is in a query.
Parts partsOf(Place place, const Found &found, const SchemaIndex &index)
{
    const Meaning &m = found.meaning;
    Parts parts{};
    for (const Measure &output : m.outputs) {
        if (output.of == place)
            parts[output.isAggregate() ? AsFigure : AsValue] = true;
    }
    parts[AsGroup] = std::ranges::find(m.groups, place) != m.groups.end();
    parts[AsOrder] = std::ranges::any_of(m.order, [&](const OrderKey &k) { return k.measure.of == place; });
    parts[AsHaving] = std::ranges::any_of(m.having, [&](const GroupCondition &h) { return h.measure.of == place; });
    parts[AsWhere] = std::ranges::any_of(m.where, [&](const Restriction &r) { return r.column == place; });
    for (const Absence &absence : m.absences) {
        parts[AsAbsence] =
            parts[AsAbsence] || place == Place{absence.table, -1}
            || std::ranges::any_of(absence.where, [&](const Restriction &r) { return r.column == place; });
    }
    if (place.isTable())
        addPartsOfTable(parts, place.table, found, index);
    return parts;
}

/// Prepositions tell more by themselves than as prepositions: "from Rome to Paris".
std::string_view prepositionName(QStringView text)
{
    static constexpr std::pair<QStringView, std::string_view> names[] = {
        {u"at", "at"}, {u"by", "by"}, {u"for", "for"}, {u"from", "from"},   {u"in", "in"},
        {u"of", "of"}, {u"on", "on"}, {u"to", "to"},   {u"under", "under"}, {u"with", "with"}};
    const auto *found = std::ranges::find(names, text, &std::pair<QStringView, std::string_view>::first);
    return found == std::end(names) ? cueName(CueKind::Preposition) : found->second;
}

/// The cue before an item: what it is governed by. Empty at the beginning.
std::string_view cueBefore(const Items &items, size_t at)
{
    for (size_t i = at, far = 0; i-- > 0 && far < 3; ++far) {
        if (items[i].is(CueKind::Preposition))
            return prepositionName(items[i].text);
        if (items[i].kind == Item::Kind::Cue && !items[i].is(CueKind::Filler) && !items[i].is(CueKind::All))
            return cueName(items[i].cue.kind);
    }
    return "none";
}

std::string_view kindAfter(const Items &items, size_t at)
{
    if (at + 1 >= items.size())
        return "end";
    const Item &next = items[at + 1];
    switch (next.kind) {
    case Item::Kind::Cue:
        return cueName(next.cue.kind);
    case Item::Kind::Table:
        return "table";
    case Item::Kind::Column:
        return "column";
    case Item::Kind::Value:
    case Item::Kind::Quoted:
        return "literal";
    case Item::Kind::Number:
        return "number";
    default:
        return "other";
    }
}

/// "prefix" + "part" + "@" + "context", all short.
void addInContext(FeatureRow &row, std::string_view prefix, std::string_view part, std::string_view context)
{
    std::array<char, 64> name;
    size_t size = 0;
    for (const std::string_view piece : {prefix, part, std::string_view("@"), context}) {
        const size_t fits = std::min(piece.size(), name.size() - size);
        std::copy_n(piece.begin(), fits, name.begin() + ptrdiff_t(size));
        size += fits;
    }
    row.add(std::string_view(name.data(), size));
}

/// Takes a name of the question for the first of its places that the query holds.
void addName(FeatureRow &row, const Found &found, const SchemaIndex &index, size_t at, bool isColumn)
{
    const Item &item = found.items[at];
    const std::string_view sort = isColumn ? "column." : "table.";
    for (const Mention &mention : item.mentions) {
        const Parts parts = partsOf(mention.place, found, index);
        if (std::ranges::none_of(parts, [](bool part) { return part; }))
            continue;
        row.add("used.lack", item.mentions.front().score - mention.score);
        for (size_t part = 0; part < parts.size(); ++part) {
            if (!parts[part])
                continue;
            row.add(sort, partNames[part]);
            addInContext(row, sort, partNames[part], cueBefore(found.items, at));
            addInContext(row, isColumn ? "columnBefore." : "tableBefore.", partNames[part], kindAfter(found.items, at));
        }
        return;
    }
    row.add(sort, "nothing");
    addInContext(row, sort, "nothing", cueBefore(found.items, at));
    addInContext(row, isColumn ? "columnBefore." : "tableBefore.", "nothing", kindAfter(found.items, at));
}

bool holdsLiteral(const Restriction &restriction, const Item &item)
{
    return std::ranges::any_of(restriction.values, [&](const Literal &literal) {
        if (item.kind == Item::Kind::Number)
            return literal.number ? *literal.number == item.number : literal.text == item.text;
        return literal.text == item.text || std::ranges::any_of(item.mentions, [&](const Mention &m) {
                   return m.value == literal.text && m.place == restriction.column;
               });
    });
}

void addLiteral(FeatureRow &row, const Found &found, size_t at)
{
    const Item &item = found.items[at];
    const Meaning &m = found.meaning;
    const std::string_view sort = item.kind == Item::Kind::Number   ? "number."
                                  : item.kind == Item::Kind::Quoted ? "quoted."
                                                                    : "value.";
    const auto holds = [&](const Restriction &r) { return holdsLiteral(r, item); };
    const auto use = [&]() -> std::string_view {
        if (std::ranges::any_of(m.where, holds))
            return "where";
        if (std::ranges::any_of(m.absences, [&](const Absence &a) { return std::ranges::any_of(a.where, holds); }))
            return "absence";
        if (item.kind == Item::Kind::Number) {
            if (std::ranges::any_of(
                    m.having, [&](const GroupCondition &h) { return h.value == item.number || h.upTo == item.number; }))
                return "having";
            if (m.limit && double(*m.limit) == item.number)
                return "limit";
        }
        return "nothing";
    }();
    row.add(sort, use);
    addInContext(row, sort, use, cueBefore(found.items, at));
}

bool isNamed(const Items &items, Place place)
{
    return std::ranges::any_of(items, [&](const Item &item) {
        return (item.kind == Item::Kind::Column || item.kind == Item::Kind::Table || item.kind == Item::Kind::Metric)
               && std::ranges::any_of(item.mentions, [&](const Mention &m) { return m.place == place; });
    });
}

/// What the query holds and the question does not name.
void addUnnamed(FeatureRow &row, const Found &found, const SchemaIndex &index)
{
    const Meaning &m = found.meaning;
    for (const Measure &output : m.outputs) {
        if (isNamed(found.items, output.of))
            continue;
        row.add("unnamed.output");
        if (output.isAggregate())
            row.add("unnamed.figure");
        else if (isNamed(found.items, {output.of.table, -1}))
            row.add("unnamed.outputOfNamedTable");
    }
    for (const Place group : m.groups) {
        if (!isNamed(found.items, group))
            row.add("unnamed.group");
    }
    for (const OrderKey &key : m.order) {
        if (!isNamed(found.items, key.measure.of))
            row.add("unnamed.order");
    }
    for (const Restriction &restriction : m.where) {
        if (!isNamed(found.items, restriction.column))
            row.add("unnamed.where");
    }
    for (const int table : found.plan.tables) {
        const bool ofColumns = std::ranges::any_of(found.items, [&](const Item &item) {
            return std::ranges::any_of(item.mentions, [&](const Mention &x) { return x.place.table == table; });
        });
        if (!isNamed(found.items, {table, -1}))
            row.add(ofColumns                   ? "unnamed.table"
                    : index.facts(table).bridge ? "unnamed.bridge"
                                                : "unnamed.strangeTable");
    }
}

} // namespace

void addCoverageFeatures(FeatureRow &row, const Found &found, const SchemaIndex &index)
{
    for (size_t i = 0; i < found.items.size(); ++i) {
        switch (found.items[i].kind) {
        case Item::Kind::Table:
            addName(row, found, index, i, false);
            break;
        case Item::Kind::Column:
            addName(row, found, index, i, true);
            break;
        case Item::Kind::Value:
        case Item::Kind::Number:
        case Item::Kind::Quoted:
            addLiteral(row, found, i);
            break;
        default:
            break;
        }
    }
    addUnnamed(row, found, index);
}

} // namespace tabletalk::ask
