// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

namespace tabletalk {

/// Says what every column is for, from its name, type, keys and profile, and in what unit its
/// numbers are, and writes it to Column::role and Column::unit. Pure: what was set before plays no part, so calling it
/// again after more was profiled or more keys were found only sharpens the answer.
void assignColumnRoles(Schema &schema);

} // namespace tabletalk
