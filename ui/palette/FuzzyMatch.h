// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace tabletalk::ui {

/// How well what somebody typed fits a text, and which letters of it are meant.
struct FuzzyMatch
{
    int score = 0;                 ///< higher is better; comparable between texts for the same words
    std::vector<qsizetype> places; ///< of the letters in the text, rising
};

/// Each typed word has its letters in the text, in order but not necessarily beside each other. Beginnings of words
/// and letters in a row count most; case does not matter. Nothing typed fits everything with a score of 0.
std::optional<FuzzyMatch> fuzzyMatch(const QString &typed, const QString &text);

} // namespace tabletalk::ui
