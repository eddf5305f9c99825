// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/CandidateFeatures.h"

#include <algorithm>

namespace tabletalk::ask {

/// Of these the least among the candidates says what is possible.
static constexpr std::string_view compared[] = {
    "s.tables",      "s.unusedWords",  "s.outputs",     "s.where",        "s.innerQueries", "column.nothing",
    "table.nothing", "number.nothing", "value.nothing", "unnamed.output", "unnamed.table",  "unnamed.strangeTable",
    "unnamed.where", "unsaid.output",  "unsaid.table",  "unsaid.where",   "unsaid.equal",   "unsaid.figure",
    "unsaid.order",  "idle.named",     "idle.unnamed",  "used.lack",      "out.otherTable", "t.shape.literalsUnused"};

void addRelativeFeatures(std::vector<FeatureRow> &rows)
{
    for (const std::string_view name : compared) {
        const int place = rows.empty() ? -1 : rows.front().space().find(name);
        if (place < 0)
            continue;
        const auto amount = [place](const FeatureRow &row) { return row.at(size_t(place)); };
        const double least = amount(*std::ranges::min_element(rows, {}, amount));
        for (FeatureRow &row : rows) {
            if (const double more = amount(row) - least; more > 0)
                row.add("more.", name, more);
        }
    }
}

} // namespace tabletalk::ask
