// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"
#include "core/base/Problem.h"

#include <QString>

#include <optional>
#include <string_view>
#include <vector>

namespace tabletalk::evaluation {

/// A question with the query that answers it.
struct GoldQuestion
{
    QString id;
    QString databaseId;
    QString text;
    std::vector<QString> gold;    ///< the query, then others that are right as well
    QString hardness;             ///< "unknown" where the file does not say
    std::vector<QString> history; ///< earlier questions of the conversation, oldest first
    QString hints;
    std::optional<Instant> now; ///< when it is asked, where its answer depends on that
};

/// Reads one JSON object a line: id, db_id, question and gold_sql, and where they are known hardness, history,
/// hints (or evidence), now and gold_alts. Lines that are empty are passed over; InvalidRequest names the line that
/// cannot be read.
Result<std::vector<GoldQuestion>> readGoldQuestions(std::string_view lines);

} // namespace tabletalk::evaluation
