// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/connections/OdbcEngine.h"

namespace tabletalk {

/// What reads SQL Server's catalogue (2016 and later): tables, views and synonyms that lead to one of
/// them in the same database, by five bulk statements.
CatalogueStatements sqlServerCatalogue();

/// What a type of SQL Server holds; type is the base type's name without length.
ColumnType sqlServerColumnType(const QString &type);

} // namespace tabletalk
