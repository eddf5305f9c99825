// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/platform/Migrations.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/PostgresSetup.h"
#include "server/platform/Statements.h"

namespace tabletalk {

/// The platform database in a schema of its own on PostgreSQL, which several servers may
/// share: every connection runs as a role that owns nothing and is under row-level security.
class PostgresDatabase
{
public:
    /// Makes it ready, as setUpPostgres() says, and migrates.
    /// signedInAs, if given, gets how its connections sign in.
    static Result<std::unique_ptr<PlatformDatabase>> open(const PostgresAccounts &accounts, const Clock &clock,
                                                          PostgresLogin *signedInAs = nullptr);
    static Result<std::unique_ptr<PlatformDatabase>> open(const PostgresAccounts &accounts,
                                                          const PlatformDatabaseOptions &options, Statements statements,
                                                          const Migrations &migrations, const Clock &clock,
                                                          PostgresLogin *signedInAs = nullptr);
};

} // namespace tabletalk
