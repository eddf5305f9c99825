// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/Spelling.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace tabletalk {

static constexpr qsizetype longestWord = 40;

int editDistance(QStringView one, QStringView other, int bound)
{
    const qsizetype difference = one.size() - other.size();
    if (std::abs(difference) > bound || std::max(one.size(), other.size()) > longestWord)
        return one == other ? 0 : bound + 1;
    // Three rows of the usual table: swapping neighbours looks two rows back.
    std::array<std::array<int, longestWord + 1>, 3> rows{};
    for (qsizetype j = 0; j <= other.size(); ++j)
        rows[0][size_t(j)] = int(j);
    for (qsizetype i = 1; i <= one.size(); ++i) {
        auto &row = rows[size_t(i % 3)];
        const auto &above = rows[size_t((i - 1) % 3)];
        const auto &twoAbove = rows[size_t((i + 1) % 3)];
        row[0] = int(i);
        int least = row[0];
        for (qsizetype j = 1; j <= other.size(); ++j) {
            const auto at = size_t(j);
            const bool same = one[i - 1] == other[j - 1];
            row[at] = std::min({above[at] + 1, row[at - 1] + 1, above[at - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                row[at] = std::min(row[at], twoAbove[at - 2] + 1);
            least = std::min(least, row[at]);
        }
        if (least > bound)
            return bound + 1;
    }
    return std::min(rows[size_t(one.size() % 3)][size_t(other.size())], bound + 1);
}

int slipsAllowed(qsizetype length)
{
    return length < 5 ? 0 : length < 8 ? 1 : 2;
}

} // namespace tabletalk
