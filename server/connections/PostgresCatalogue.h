// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/schema/Schema.h"
#include "server/connections/TargetDatabase.h"

#include <stop_token>

namespace tabletalk {

class PostgresSession;

/// The tables, views, columns, keys and comments that the account may read, by a few bulk
/// queries whatever their number. Row counts are the planner's estimates.
Result<Schema> readPostgresCatalogue(PostgresSession &session, const SchemaSelection &selection,
                                     const ReadingProgress &progress, std::stop_token stop);

/// Their names alone, by one query.
Result<std::vector<RelationName>> listPostgresRelations(PostgresSession &session, std::stop_token stop);

} // namespace tabletalk
