// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/platform/Migrations.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Statements.h"

namespace tabletalk {

/// The platform database as one SQLite file.
class SqliteDatabase
{
public:
    static Result<std::unique_ptr<PlatformDatabase>> open(const PlatformDatabaseOptions &options, Statements statements,
                                                          const Migrations &migrations, const Clock &clock);
};

} // namespace tabletalk
