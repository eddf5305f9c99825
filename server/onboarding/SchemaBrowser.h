// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "core/schema/Schema.h"

namespace tabletalk {

/// The tables that match a request, page by page, each page bounded by its number of tables
/// and columns. Throws InvalidRequest for a limit out of range or a cursor that is none.
api::DatabaseSchema schemaPage(const Understanding &understanding, const api::SchemaRequest &request);

/// One table with its keys in both directions. Without a schema the one that is written
/// without it, or else the first of that name. Throws NotFound.
api::TableDetails tableDetails(const Understanding &understanding, const api::TableRequest &request);

} // namespace tabletalk
