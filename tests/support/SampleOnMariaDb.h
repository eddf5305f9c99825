// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/connections/TargetDatabase.h"

namespace tabletalk::test {

class MariaDbServer;

/// Copies all tables of an opened SQLite database into a new database of a MariaDB server,
/// with its keys, and with the types that its data have; what went wrong, or empty.
QString copyToMariaDb(TargetDatabase &from, const MariaDbServer &to, const QString &database);

} // namespace tabletalk::test
