// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/schema/Schema.h"
#include "server/connections/SqliteSession.h"

namespace tabletalk {

/// The tables and views of a SQLite database with columns and keys, by a handful of bulk
/// queries whatever their number.
Result<Schema> readSqliteCatalogue(sqlite3 *database, SqliteGate &gate);

} // namespace tabletalk
