// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace tabletalk {

/// A table that holds rows of organisations.
struct TenantTable
{
    const char *name;
    const char *notExported; ///< why export/<name>.sql is missing; null where it is there
};

/// All of them, in an order in which deletion/<name>.sql can be run: what refers to others
/// comes first. A test fails when a migration adds a table that is not here.
const std::vector<TenantTable> &tenantTables();

} // namespace tabletalk
