// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Fusion.h"

#include <QHash>

#include <algorithm>

namespace tabletalk::search {

namespace {

constexpr double smoothing = 60; // as in the paper: how little the very first ranks differ

} // namespace

std::vector<Fused> fuse(const std::vector<RankedList> &lists, size_t most)
{
    std::vector<Fused> fused;
    QHash<qint64, size_t> at;
    for (size_t list = 0; list < lists.size(); ++list) {
        for (size_t i = 0; i < lists[list].labels.size(); ++i) {
            const qint64 label = lists[list].labels[i];
            if (!at.contains(label)) {
                at.insert(label, fused.size());
                fused.push_back({label, 0, std::vector<double>(lists.size(), 0.0), std::vector<int>(lists.size(), 0)});
            }
            Fused &each = fused[at.value(label)];
            if (each.ranks[list] > 0)
                continue;
            const double share = lists[list].weight / (smoothing + double(i + 1));
            each.score += share;
            each.shares[list] = share;
            each.ranks[list] = int(i + 1);
        }
    }
    std::ranges::sort(fused, [](const Fused &a, const Fused &b) {
        return a.score != b.score ? a.score > b.score : a.label < b.label;
    });
    if (fused.size() > most)
        fused.resize(most);
    for (Fused &each : fused) {
        for (double &share : each.shares)
            share /= each.score;
    }
    return fused;
}

} // namespace tabletalk::search
