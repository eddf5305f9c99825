// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/Tokenizer.h"

#include <vector>

namespace tabletalk::sql {

/// One table that a WITH clause gives a name: positions of tokens.
struct CommonTable
{
    size_t name = 0;
    size_t open = 0; ///< the parenthesis before its query
    size_t close = 0;
};

/// All of them, in the order of the statement. tokens hold no comments. Follows the grammar
/// exactly and leaves a WITH alone at the first deviation from it.
std::vector<CommonTable> commonTables(const std::vector<Token> &tokens);

/// How many queries the statement becomes when each name of a common table is replaced by
/// its query, as engines do before they plan: twenty that name the one before twice are a
/// million. Stops counting at the limit.
size_t expansionOf(const std::vector<Token> &tokens, const std::vector<CommonTable> &tables, size_t limit);

} // namespace tabletalk::sql
