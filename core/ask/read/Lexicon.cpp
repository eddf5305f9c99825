// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/read/Lexicon.h"

#include "core/ask/read/Phrases.h"
#include "core/ask/read/Qualities.h"

#include <QHash>
#include <QStringList>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace tabletalk::ask {

namespace {

using PhrasesByFirst = QHash<QString, std::vector<std::pair<QStringList, Cue>>>;

/// Phrases by their first word, longest first.
PhrasesByFirst byFirstWord()
{
    PhrasesByFirst map;
    for (const auto &list : {askingPhrases(), measurePhrases(), comparisonPhrases(), shapePhrases(), logicPhrases()}) {
        for (const Phrase &phrase : list) {
            const QStringList parts = phrase.text.toString().split(u' ');
            Cue cue = phrase.cue;
            cue.words = size_t(parts.size());
            map[parts.front()].emplace_back(parts, cue);
        }
    }
    for (auto &list : map)
        std::ranges::stable_sort(list, std::greater{}, [](const auto &entry) { return entry.second.words; });
    return map;
}

} // namespace

std::optional<Cue> cueAt(const Words &words, size_t at)
{
    static const PhrasesByFirst byFirst = byFirstWord();
    if (words[at].kind == Word::Kind::Quoted)
        return {};
    const auto found = byFirst.constFind(words[at].lower);
    if (found == byFirst.constEnd())
        return {};
    for (const auto &[parts, cue] : *found) {
        if (at + cue.words > words.size())
            continue;
        bool matches = true;
        for (size_t i = 1; i < cue.words && matches; ++i)
            matches = words[at + i].is(parts[qsizetype(i)]);
        if (matches)
            return cue;
    }
    return {};
}

std::span<const Hint> ageHints()
{
    return qualities::age;
}

std::span<const Hint> payHints()
{
    return qualities::pay;
}

std::span<const Hint> qualityHints()
{
    return qualities::quality;
}

} // namespace tabletalk::ask
