// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QString>

#include <vector>

namespace tabletalk::evaluation {

/// A question with the statement whose result is the right answer.
struct QuestionPair
{
    QString question;
    QString sql;
};

/// Reads JSON lines ({"question", "gold_sql"}) or CSV (RFC 4180, its first line names the columns question and
/// gold_sql, in any order and beside others). Which of them it is, the first character says. InvalidRequest names
/// the line that cannot be read; TooLarge beyond mostPairs.
Result<std::vector<QuestionPair>> readPairs(QStringView text, size_t mostPairs);

} // namespace tabletalk::evaluation
