// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/sql/Tokenizer.h"

namespace tabletalk::sql {

/// The longest value that one call or type may make from nothing, in characters.
inline constexpr qlonglong maxMadeLength = 10'000;

/// Functions and types that can make a gigabyte out of a short statement: lengths and widths
/// must be small numbers that stand in the statement, and replacements that feed each other
/// may let a text grow so many times only. tokens hold no comments, and their parentheses
/// match. StatementRefused, naming the word.
Result<void> checkSizes(const std::vector<Token> &tokens, Dialect dialect);

} // namespace tabletalk::sql
