// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/platform/PlatformConnection.h"

namespace tabletalk {

/// Puts row-level security on every table of ours that lacks it, for owner and all, and lets
/// the role read and write rows. To be called inside a transaction of the owner.
///
/// With a tenant set, the rows of that tenant are all there is: those with its tenant_id, its
/// row of tenants, and of users its members. With the platform set, all rows are there. A
/// table that has no tenant_id is the platform's alone. With neither set, there is nothing.
Result<void> sealTables(PlatformConnection &connection, const QString &role);

} // namespace tabletalk
