// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/read/Word.h"

#include <span>

namespace tabletalk::ask {

/// A name part that a quality hints at: "oldest" means the greatest age or the least birth date.
struct Hint
{
    QStringView stem; ///< stem of a word in a column's name
    bool reversed;    ///< more of the quality is less of the column
};

/// What a function word or phrase asks for. These are the words of the language, never of a schema.
enum class CueKind {
    Filler,  ///< show, list, what is
    HowMany, ///< how many, number of, count
    HowMuch,
    Average,
    Total,
    Share,       ///< percentage of
    Ratio,       ///< ratio of … to …
    Difference,  ///< difference between
    Most,        ///< direction +1 most, -1 least: of a quality, a column or a count
    Superlative, ///< oldest, highest, maximum: direction and hints
    Common,      ///< most common (+1), least common (-1)
    Compare,     ///< more than, older than, at least: comparison and hints
    OrMore,      ///< after the number: "or more" (+1), "or less" (-1)
    Between,
    Each, ///< for each, per
    By,   ///< by: a group, an order or nothing
    OrderBy,
    Direction, ///< ascending (-1), descending (+1)
    Not,
    Or,
    And,
    Both,
    Distinct,
    Whose, ///< begins a restriction: whose, with, that have
    With,
    Be, ///< is, are, equals, named
    Preposition,
    Possessive, ///< 's
    All,
    Star, ///< all information, every detail
    Contains,
    StartsWith,
    EndsWith,
    Who,
    Where,
    When,
    Top,
    Than,
    YearsOld, ///< after a number: years old
    Missing,  ///< is null, unknown, missing
};

struct Cue
{
    CueKind kind = CueKind::Filler;
    int direction = 0;  ///< see CueKind
    int comparison = 0; ///< a sql::Comparison, for Compare
    bool noun = false;  ///< maximum, average: said of a column by name
    std::span<const Hint> hints = {};
    size_t words = 1; ///< how many words the phrase has
};

/// The longest cue that begins at a word, if one does.
std::optional<Cue> cueAt(const Words &words, size_t at);

/// What "years old" speaks of.
std::span<const Hint> ageHints();
std::span<const Hint> payHints();
std::span<const Hint> qualityHints();

/// Words that a number is counted in: "square metres", "percent off".
struct SaidUnit
{
    std::span<const Hint> hints; ///< what columns in such a unit are called
    size_t words = 1;
};

std::optional<SaidUnit> unitAt(const Words &words, size_t at);

/// Words that carry no meaning of their own; never linked to a schema on their own.
bool isStopWord(QStringView lower);

} // namespace tabletalk::ask
