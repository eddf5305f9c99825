// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/CandidateFeatures.h"

#include <algorithm>

namespace tabletalk::ask {

namespace {

/// What a name of the question came to in the query, by what shows most of it.
enum class Part { Value, Figure, Group, Condition, Nothing };

std::string_view partName(Part part)
{
    switch (part) {
    case Part::Value:
        return "value";
    case Part::Figure:
        return "figure";
    case Part::Group:
        return "group";
    case Part::Condition:
        return "condition";
    default:
        return "nothing";
    }
}

Part partOf(const Item &item, const Meaning &m)
{
    const auto names = [&](Place place) {
        return std::ranges::any_of(item.mentions, [&](const Mention &mention) {
            return mention.place == place || (mention.place.isTable() && mention.place.table == place.table);
        });
    };
    if (std::ranges::any_of(m.outputs, [&](const Measure &o) { return !o.isAggregate() && names(o.of); }))
        return Part::Value;
    if (std::ranges::any_of(m.outputs, [&](const Measure &o) { return o.isAggregate() && names(o.of); }))
        return Part::Figure;
    if (std::ranges::any_of(m.groups, names))
        return Part::Group;
    if (std::ranges::any_of(m.where, [&](const Restriction &r) { return names(r.column); }))
        return Part::Condition;
    return Part::Nothing;
}

bool isName(const Item &item)
{
    return item.kind == Item::Kind::Table || item.kind == Item::Kind::Column;
}

/// Whether only "and", "the" and their like stand between an item and the next name.
bool joins(const Item &item)
{
    return item.is(CueKind::And) || item.is(CueKind::Filler);
}

} // namespace

void addPairFeatures(FeatureRow &row, const Found &found)
{
    const Items &items = found.items;
    for (size_t i = 0; i < items.size(); ++i) {
        if (!isName(items[i]))
            continue;
        size_t next = i + 1;
        bool joined = false;
        for (; next < items.size() && joins(items[next]); ++next)
            joined = joined || items[next].is(CueKind::And);
        if (next >= items.size() || !isName(items[next]))
            continue;
        const Part first = partOf(items[i], found.meaning);
        const Part second = partOf(items[next], found.meaning);
        const std::string_view kind = joined ? "and." : "beside.";
        if (first == second) {
            row.add(kind, "same");
            row.add(joined ? "and.same." : "beside.same.", partName(first));
        } else {
            row.add(kind, "differ");
            row.add(joined ? "and.first." : "beside.first.", partName(first));
            row.add(joined ? "and.second." : "beside.second.", partName(second));
        }
    }
}

} // namespace tabletalk::ask
