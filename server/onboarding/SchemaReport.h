// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "core/schema/Schema.h"

namespace tabletalk {

/// What was understood of a database in the words of the wire, but for its tables.
api::DatabaseSchema schemaOutline(const Understanding &understanding);

/// One table of it, with its columns or without.
api::TableInfo tableInfo(const Table &table, bool columns = true);

} // namespace tabletalk
