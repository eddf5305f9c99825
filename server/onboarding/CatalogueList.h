// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "core/schema/SchemaSelection.h"
#include "server/connections/TargetDatabase.h"

namespace tabletalk {

/// What is shown of all relations of a database: those that match the request's search and
/// schema, with the mark of those that a selection holds. Throws InvalidRequest for a limit
/// out of range.
api::DatabaseCatalogue catalogueOf(const std::vector<RelationName> &relations, const SchemaSelection &selection,
                                   const api::CatalogueRequest &request);

} // namespace tabletalk
