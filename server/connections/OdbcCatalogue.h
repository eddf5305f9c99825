// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/SchemaSelection.h"
#include "server/connections/OdbcEngine.h"
#include "server/connections/OdbcSession.h"
#include "server/connections/TargetDatabase.h"

#include <functional>
#include <stop_token>

namespace tabletalk {

/// Runs one request of the catalogue.
using OdbcRead = std::function<Result<void>(OdbcSession::Request)>;

/// The tables, views, columns, keys and comments that the account may see, by the engine's
/// bulk statements, or for an engine that is not known by ODBC's own two lists (which say
/// nothing of keys for many tables at once, so there are none).
Result<Schema> readOdbcCatalogue(const OdbcRead &read, const OdbcEngine &engine, const SchemaSelection &selection,
                                 std::stop_token stop);

/// Their names alone, by one statement.
Result<std::vector<RelationName>> listOdbcRelations(const OdbcRead &read, const OdbcEngine &engine,
                                                    std::stop_token stop);

} // namespace tabletalk
