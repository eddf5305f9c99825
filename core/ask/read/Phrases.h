// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/read/Lexicon.h"
#include "core/sql/Query.h"

namespace tabletalk::ask {

/// Words, folded and one space apart, and what they ask for.
struct Phrase
{
    QStringView text;
    Cue cue;
};

/// All that is known, each kind in a file of its own. Where two say the same, the first of these lists decides.
std::span<const Phrase> askingPhrases();
std::span<const Phrase> measurePhrases();
std::span<const Phrase> comparisonPhrases();
std::span<const Phrase> shapePhrases();
std::span<const Phrase> logicPhrases();

/// How the lists are written.
namespace cues {

constexpr Cue plain(CueKind kind)
{
    return {.kind = kind};
}

constexpr Cue toward(CueKind kind, int direction, std::span<const Hint> hints = {}, bool noun = false)
{
    return {.kind = kind, .direction = direction, .noun = noun, .hints = hints};
}

constexpr Cue comparing(sql::Comparison comparison, std::span<const Hint> hints = {})
{
    return {.kind = CueKind::Compare, .comparison = static_cast<int>(comparison), .hints = hints};
}

/// "or more than": an alternative to the condition before.
constexpr Cue orComparing(sql::Comparison comparison, std::span<const Hint> hints = {})
{
    return {.kind = CueKind::Compare, .direction = 1, .comparison = static_cast<int>(comparison), .hints = hints};
}

} // namespace cues

} // namespace tabletalk::ask
