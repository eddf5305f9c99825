// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/KeyTargets.h"
#include "core/schema/ValueInclusion.h"

#include <functional>

namespace tabletalk {

/// The inferred keys of several columns of one table, by position in the schema.
///
/// "course_id", "sec_id", "semester" and "year" of a table of grades lead to the sections of
/// which these are the key, and not to courses alone. One of the columns must belong to the
/// target itself: where each is a key of some other table or a time, the target only relates
/// those, and two such tables have nothing to do with one another. What shares a column with
/// a longer key is left out, and so is what is ambiguous.
///
/// refers says whether a column (table, column) is a reference by itself.
std::vector<ForeignKey> compositeKeys(const Schema &schema, int table, const KeyTargets &targets,
                                      ValueInclusion &inclusion, const std::function<bool(int, int)> &refers);

/// Whether a column's type and name let it be part of a key that nobody declared.
bool mayRefer(const Table &table, const Column &column);

} // namespace tabletalk
