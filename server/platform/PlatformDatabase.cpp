// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/PlatformDatabase.h"

#include "server/platform/SqliteDatabase.h"

namespace tabletalk {

Result<std::unique_ptr<PlatformDatabase>> PlatformDatabase::open(const PlatformDatabaseOptions &options,
                                                                 const Clock &clock)
{
    const QString dialect = QStringLiteral("sqlite");
    return SqliteDatabase::open(options, Statements::builtIn(dialect), Migrations::builtIn(dialect), clock);
}

} // namespace tabletalk
