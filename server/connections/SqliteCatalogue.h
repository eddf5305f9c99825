// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/schema/Schema.h"
#include "server/connections/SqliteSession.h"
#include "server/connections/TargetDatabase.h"

namespace tabletalk {

/// Tables and views without the engine's own.
Result<std::vector<RelationName>> listSqliteRelations(sqlite3 *database, SqliteGate &gate);

/// The tables and views of a SQLite database with columns and keys, by a handful of bulk
/// queries whatever their number. changeMark is that of the file.
Result<Schema> readSqliteCatalogue(sqlite3 *database, SqliteGate &gate, const SchemaSelection &selection,
                                   const QString &changeMark, const ReadingProgress &progress);

} // namespace tabletalk
