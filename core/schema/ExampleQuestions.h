// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <vector>

namespace tabletalk {

inline constexpr size_t mostExampleQuestions = 12;

/// Questions that this schema can answer, each with its query: the best of every kind
/// first (counts, counts by category, totals and tops through a join, averages, years,
/// frequent values). More are given than are needed, since the caller runs each query and
/// keeps, up to mostExampleQuestions, those that return something; rowCount is left 0.
///
/// The questions are English, as the built-in analyst reads it. Expects roles, keys and
/// profiles; names and values are quoted as the schema's dialect wants it.
std::vector<QuestionExample> exampleQuestions(const Schema &schema);

} // namespace tabletalk
