// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/link/NearNames.h"

#include <algorithm>
#include <cmath>

namespace tabletalk::ask {

// How near two meanings are: each word's share of uses with its meaning, and how much less their
// common broader meaning says than they do themselves.
static constexpr double shareWeight = 0.35;
static constexpr double otherShare = 0.3;   ///< of what a word means when it is no noun, as names are
static constexpr double bitsPerHalf = 6;    ///< of information lost on the way up
static constexpr double derivedScore = 0.8; ///< for another kind of word of the same root
static constexpr int mostSteps = 2;         ///< up from either word
static constexpr double leastBits = 4;      ///< "thing" and the like join nothing
static constexpr double leastReach = 0.15;
static constexpr double leastNearness = 0.15;
static constexpr size_t mostNear = 6;

std::vector<NearNames::Reach> NearNames::reachOf(const QString &stems, bool verb) const
{
    std::vector<Reach> reached;
    const auto reach = [&](Reach to) {
        const auto known = std::ranges::find(reached, to.meaning, &Reach::meaning);
        if (known == reached.end())
            reached.push_back(to);
        else if (known->score < to.score)
            *known = to;
    };
    const std::vector<Thesaurus::Sense> senses = m_thesaurus.sensesOf(stems);
    double nouns = 0;
    for (const Thesaurus::Sense &sense : senses)
        nouns += sense.noun && !sense.derived ? sense.share : 0;
    for (const Thesaurus::Sense &sense : senses) {
        const bool asNoun = sense.noun && !sense.derived;
        if (verb && asNoun)
            continue;
        const double share = verb || nouns == 0 || sense.derived ? sense.share
                             : asNoun                            ? sense.share / nouns
                                                                 : sense.share * otherShare;
        const double own = std::pow(share, shareWeight) * (sense.derived ? derivedScore : 1);
        const double bits = m_thesaurus.specificity(sense.meaning);
        std::optional<Thesaurus::Meaning> meaning = sense.meaning;
        for (int steps = 0; meaning && steps <= mostSteps; ++steps) {
            const double here = m_thesaurus.specificity(*meaning);
            const double score = own * std::exp2((here - bits) / bitsPerHalf);
            if (score < leastReach || (steps > 0 && here < leastBits))
                break;
            reach({*meaning, float(score), quint8(steps), sense.derived});
            meaning = m_thesaurus.broader(*meaning);
        }
    }
    return reached;
}

void NearNames::add(const std::vector<QString> &stems)
{
    for (const QString &name : stems) {
        const std::vector<Reach> reached = reachOf(name);
        if (reached.empty())
            continue;
        for (const Reach &reach : reached)
            m_entries.push_back({reach, quint32(m_names.size())});
        m_names.push_back(name);
    }
    std::ranges::stable_sort(m_entries, {}, [](const Entry &entry) { return entry.reach.meaning; });
    m_entries.shrink_to_fit();
}

static LinkKind kindOf(int askedSteps, int nameSteps, bool derived)
{
    if (askedSteps > 0)
        return nameSteps > 0 ? LinkKind::Related : LinkKind::Narrower;
    if (nameSteps > 0)
        return LinkKind::Broader;
    return derived ? LinkKind::Derived : LinkKind::Synonym;
}

std::vector<NearName> NearNames::nearTo(const QString &stems, bool verb) const
{
    std::vector<NearName> found;
    for (const Reach &asked : reachOf(stems, verb)) {
        const auto same = std::ranges::equal_range(m_entries, asked.meaning, {},
                                                   [](const Entry &entry) { return entry.reach.meaning; });
        for (const Entry &entry : same) {
            const QString &name = m_names[entry.name];
            const double nearness = double(asked.score) * double(entry.reach.score);
            if (nearness < leastNearness || name == stems)
                continue;
            const NearName near{name, nearness,
                                kindOf(asked.steps, entry.reach.steps, asked.derived || entry.reach.derived)};
            const auto known = std::ranges::find(found, name, &NearName::stems);
            if (known == found.end())
                found.push_back(near);
            else if (known->nearness < near.nearness)
                *known = near;
        }
    }
    std::ranges::sort(found, [](const NearName &a, const NearName &b) {
        return a.nearness != b.nearness ? a.nearness > b.nearness : a.stems < b.stems;
    });
    if (found.size() > mostNear)
        found.resize(mostNear);
    return found;
}

} // namespace tabletalk::ask
