// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/schema/Schema.h"
#include "server/connections/TargetDatabase.h"

#include <stop_token>

namespace tabletalk {

class MySqlSession;

/// The tables, views, columns, keys and comments that the account may read, by five bulk
/// queries whatever their number. They are those of the database that the connection names,
/// unless the selection names schemas: then those databases of the same server. (Others that
/// an account happens to see are other people's, and their tables would be joined by chance.)
/// Row counts are the engine's estimates.
Result<Schema> readMySqlCatalogue(MySqlSession &session, const SchemaSelection &selection, std::stop_token stop);

/// Their names alone, by one query.
Result<std::vector<RelationName>> listMySqlRelations(MySqlSession &session, std::stop_token stop);

} // namespace tabletalk
