// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/CandidateFeatures.h"
#include "core/ask/rank/CueNames.h"

#include <algorithm>
#include <array>

namespace tabletalk::ask {

static std::string_view kindName(Item::Kind kind)
{
    static constexpr std::array<std::string_view, 10> names{"cue",    "table",  "column", "metric",  "value",
                                                            "number", "period", "quoted", "unknown", "end"};
    return size_t(kind) < names.size() ? names[size_t(kind)] : "other";
}

/// How surely an item names what it was read as.
static void addFit(FeatureRow &row, const Item &item)
{
    if (item.mentions.empty())
        return;
    const double fit = std::min(1.0, item.mentions.front().score);
    row.add("fit.lack", 1 - fit);
    if (fit < 0.75)
        row.add("fit.loose");
    const auto near = std::ranges::count_if(
        item.mentions, [&](const Mention &m) { return m.score > item.mentions.front().score - 0.05; });
    row.add("fit.rivals", double(near - 1));
}

void addQuestionFeatures(FeatureRow &row, const Items &items, const SchemaIndex &index)
{
    row.add("q.items", double(items.size()));
    row.add("q.tablesOfSchema", double(index.tableCount()));
    bool first = true;
    for (const Item &item : items) {
        row.add("q.", kindName(item.kind));
        addFit(row, item);
        if (item.kind == Item::Kind::Cue) {
            row.add("cue.", cueName(item.cue.kind));
            if (item.cue.direction != 0)
                row.add(item.cue.direction > 0 ? "cue.up" : "cue.down");
        }
        if (item.startsSentence && !first)
            row.add("q.sentences");
        if (first && !item.is(CueKind::Filler)) {
            row.add("first.", item.kind == Item::Kind::Cue ? cueName(item.cue.kind) : kindName(item.kind));
            first = false;
        }
    }
}

} // namespace tabletalk::ask
