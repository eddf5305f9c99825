// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QString>

#include <optional>
#include <vector>

namespace tabletalk::memory {

inline constexpr qsizetype shortestFact = 3;
inline constexpr qsizetype longestFact = 500;

/// What somebody wants to be kept in mind.
struct Wish
{
    QString text;        ///< the fact, without "remember that"
    bool forAll = false; ///< "remember for everybody that …"

    friend bool operator==(const Wish &, const Wish &) = default;
};

/// "Remember that we call refunds 'returns'": nothing where a question asks for something else.
std::optional<Wish> wishIn(const QString &question);

/// On one line and without "remember that"; InvalidRequest where it is too short or too long.
Result<QString> checkedFact(const QString &given);

/// People say one thing and the data calls it another.
struct Substitution
{
    QString said;
    QString meant;

    friend bool operator==(const Substitution &, const Substitution &) = default;
};

/// "we call refunds 'returns'", "GMV means paid revenue", "my region is Kansai"; nothing where the fact is
/// about something else than words.
std::optional<Substitution> substitutionIn(const QString &fact);

/// The question in the words of the data: each place is looked at once, so that what was put in is not read again.
/// used gets the indexes of the substitutions that applied.
QString withSubstitutions(const QString &question, const std::vector<Substitution> &substitutions,
                          std::vector<size_t> *used = nullptr);

/// How much a fact has to do with a question: words in common. 0: nothing seen.
int fit(const QString &fact, const QString &question);

} // namespace tabletalk::memory
