// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/SchemaIndex.h"
#include "core/evaluation/GoldQuestions.h"

namespace tabletalk::training {

/// Questions as people put them who are in a hurry ("total amount by city", "top 5 customers by
/// orders"), with the query that answers each, made from a schema. Sets of questions with gold
/// queries are written in whole sentences; without these the ranking would know no others.
/// What its rows are called is what the analyst takes for
/// it. The same schema gives the same questions.
std::vector<evaluation::GoldQuestion> shortQuestions(const ask::SchemaIndex &index, const QString &databaseId);

} // namespace tabletalk::training
