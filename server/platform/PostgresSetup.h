// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/platform/Migrations.h"
#include "server/platform/PostgresLogin.h"

namespace tabletalk {

/// Where the platform database is, and as whom it is reached.
struct PostgresAccounts
{
    QString url;      ///< the account that the server runs as
    QString ownerUrl; ///< the account that owns the tables; empty when it is the same
};

/// Makes the platform database ready and says how to sign in to it.
///
/// Two roles are needed: one owns schema and tables and migrates, the other reads and writes
/// rows under row-level security and owns nothing. With one account, that is the owner, and
/// the other is the role tabletalk_runtime, which every connection takes on; it is made here
/// where the account may make roles, otherwise the Problem says which statements to run. With
/// an account for each, the runtime account has no way to become the owner.
///
/// Under an advisory lock: of servers that start at the same time one migrates, and the
/// others wait for it.
Result<PostgresLogin> setUpPostgres(const PostgresAccounts &accounts, const Migrations &migrations, const Clock &clock);

} // namespace tabletalk
