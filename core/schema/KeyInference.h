// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <vector>

namespace tabletalk {

/// Adds the foreign keys that nobody declared (KeyOrigin::Inferred, confidence below 1).
///
/// A column refers to the key of another table when its name says so ("customer_id",
/// "home_team_id", "supervisor_id" where there is a table of employees), the types agree,
/// the target is unique and what was seen of its values lies among the target's.
/// Wrong keys cost more than missing ones, since joins follow them: what is ambiguous or
/// contradicted by the data is left out. Columns that have a declared key are left alone;
/// keys inferred by an earlier call are replaced.
///
/// Time grows with the number of columns and not with its square: targets are found
/// through an index over name parts.
void inferForeignKeys(Schema &schema, const std::vector<ColumnValues> &values);

} // namespace tabletalk
