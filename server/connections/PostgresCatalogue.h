// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/schema/Schema.h"

#include <stop_token>

namespace tabletalk {

class PostgresSession;

/// The tables, views, columns, keys and comments that the account may read, by four bulk
/// queries whatever their number. Row counts are the planner's estimates.
Result<Schema> readPostgresCatalogue(PostgresSession &session, std::stop_token stop);

} // namespace tabletalk
