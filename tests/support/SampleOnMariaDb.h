// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/connections/TargetDatabase.h"

namespace tabletalk::test {

class MariaDbServer;

/// Copies the tables of an opened SQLite database into a new database of a MariaDB server,
/// with the keys and types that the schema has, as profiled; what went wrong, or empty.
QString copyToMariaDb(TargetDatabase &from, const Schema &schema, const MariaDbServer &to, const QString &database);

} // namespace tabletalk::test
