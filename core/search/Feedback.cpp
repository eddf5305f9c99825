// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Feedback.h"

#include <QHash>

#include <algorithm>

namespace tabletalk::search {

namespace {

constexpr double ownShare = 0.5;

} // namespace

double feedbackWeight(size_t place)
{
    constexpr double fall = 0.2;
    return 1.0 / (1.0 + fall * double(place));
}

std::vector<SoughtWord> withFeedback(const std::vector<SoughtWord> &words,
                                     const std::vector<std::pair<TermCounts, double>> &best)
{
    if (words.empty() || best.empty())
        return words;
    double scores = 0;
    for (const auto &each : best)
        scores += each.second;
    QHash<QString, double> weights;
    for (const auto &[counts, score] : best) {
        const double length = std::max(1.0, double(counts.body + counts.heading));
        for (const TermCount &count : counts.terms)
            weights[count.term] += score / scores * double(count.body + count.heading) / length;
    }
    std::vector<std::pair<double, QString>> expansion;
    for (auto each = weights.cbegin(); each != weights.cend(); ++each) {
        if (*each > 0)
            expansion.emplace_back(*each, each.key());
    }
    std::ranges::sort(expansion, std::ranges::greater());
    expansion.resize(std::min(expansion.size(), feedbackWords));
    double all = 0;
    for (const auto &each : expansion)
        all += each.first;
    double own = 0;
    for (const SoughtWord &word : words)
        own += word.weight;
    std::vector<SoughtWord> made;
    for (const SoughtWord &word : words)
        made.push_back({word.terms, ownShare * word.weight / own});
    for (const auto &[weight, term] : expansion) {
        const double share = (1.0 - ownShare) * weight / all;
        const auto same = std::ranges::find_if(
            made, [&](const SoughtWord &word) { return std::ranges::find(word.terms, term) != word.terms.end(); });
        if (same != made.end())
            same->weight += share;
        else
            made.push_back({{term}, share});
    }
    return made;
}

} // namespace tabletalk::search
