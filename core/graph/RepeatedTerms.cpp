// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/NameCandidates.h"
#include "core/graph/NameCues.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace tabletalk::graph {

namespace {

constexpr int leastTimes = 3;
constexpr size_t mostTerms = 8; ///< of the texts together
constexpr double leastLift = 4; ///< how much oftener than by chance

bool mayBePart(const Word &word)
{
    constexpr qsizetype shortest = 4;
    return word.lower.size() >= shortest && !word.digits && !word.acronym && !word.innerCapital
           && (!word.capital || word.opensSentence) && !isFunctionWord(word.lower) && !isRelationVerb(word.lower)
           && !isPreposition(word.lower) && !isAuxiliary(word.lower) && !isNoName(word.lower);
}

/// Adverbs and participles say something about a noun, and are part of none.
bool mayEnd(const Word &word)
{
    return !word.lower.endsWith(u"ly") && !word.lower.endsWith(u"ing") && !word.lower.endsWith(u"ed");
}

} // namespace

std::vector<QString> repeatedTerms(const std::vector<WordText> &texts)
{
    QHash<QString, int> single;
    QHash<std::pair<QString, QString>, int> pairs;
    int all = 0;
    for (const WordText &text : texts) {
        for (size_t i = 0; i < text.words.size(); ++i) {
            if (!mayBePart(text.words[i]))
                continue;
            ++single[text.words[i].lower];
            ++all;
            if (i > 0 && text.words[i].adjacent && mayBePart(text.words[i - 1]) && mayEnd(text.words[i]))
                ++pairs[{text.words[i - 1].lower, text.words[i].lower}];
        }
    }
    std::vector<std::pair<double, QString>> scored;
    for (auto pair = pairs.cbegin(); pair != pairs.cend(); ++pair) {
        const double lift =
            double(pair.value()) * all / (double(single.value(pair.key().first)) * single.value(pair.key().second));
        if (pair.value() >= leastTimes && lift >= leastLift && !pair.key().first.endsWith(u"ly"))
            scored.emplace_back(-pair.value() * lift, QString(pair.key().first + u' ' + pair.key().second));
    }
    std::ranges::sort(scored);
    std::vector<QString> terms;
    for (size_t i = 0; i < std::min(scored.size(), mostTerms); ++i)
        terms.push_back(scored[i].second);
    return terms;
}

} // namespace tabletalk::graph
