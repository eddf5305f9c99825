// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/GoldQuestions.h"
#include "core/evaluation/ResultMatch.h"

#include <optional>

namespace tabletalk::evaluation {

/// What came of one question whose answer is known.
struct Outcome
{
    GoldQuestion question;
    std::optional<qint64> goldRows; ///< nothing when no gold query could be run: the question does not count

    QString sql; ///< empty: no answer
    QString explanation;
    double confidence = 0;
    std::vector<QString> unusedWords;
    QString problem;            ///< why there is no answer, or no result
    std::optional<qint64> rows; ///< nothing when there is no result
    Match match;
    std::optional<int> rank; ///< of the first candidate that is right, from 1
    double milliseconds = 0; ///< from the question to the last row

    bool counts() const { return goldRows.has_value(); }
    bool isAnswered() const { return !sql.isEmpty(); }
    bool isRight() const { return match.inAnyColumns; }
};

} // namespace tabletalk::evaluation
