// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/connections/TargetDatabase.h"

namespace tabletalk {

class MySqlSession;

/// TargetDatabase::profile for MySQL: small tables as a whole, of large ones the first and
/// the last rows by primary key. A table whose estimate is large is never counted.
Result<void> profileMySqlTable(MySqlSession &session, Table &table, std::vector<ColumnValues> &values,
                               const ProfileLimits &limits, std::stop_token stop);

} // namespace tabletalk
