// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/PostgresDatabase.h"

#include "server/platform/PostgresConnection.h"
#include "server/platform/ThreadedDatabase.h"

#include <algorithm>

namespace tabletalk {

namespace {

/// Each read waits for the network some times, so more of them than on a file go at once.
constexpr int leastReaders = 4;

} // namespace

Result<std::unique_ptr<PlatformDatabase>> PostgresDatabase::open(const PostgresAccounts &accounts, const Clock &clock,
                                                                 PostgresLogin *signedInAs)
{
    const QString dialect = QStringLiteral("postgres");
    return open(accounts, {}, Statements::builtIn(dialect), Migrations::builtIn(dialect), clock, signedInAs);
}

Result<std::unique_ptr<PlatformDatabase>> PostgresDatabase::open(const PostgresAccounts &accounts,
                                                                 const PlatformDatabaseOptions &options,
                                                                 Statements statements, const Migrations &migrations,
                                                                 const Clock &clock, PostgresLogin *signedInAs)
{
    const auto login = setUpPostgres(accounts, migrations, clock);
    if (!login)
        return std::unexpected(login.error());
    if (signedInAs)
        *signedInAs = *login;
    const OpenConnection open = [login = *login](TransactionKind,
                                                 const Statements &all) -> Result<std::unique_ptr<PlatformConnection>> {
        auto connection = PostgresConnection::open(login, all);
        if (!connection)
            return std::unexpected(std::move(connection).error());
        return *std::move(connection);
    };
    auto database = std::make_unique<ThreadedDatabase>(
        open, std::move(statements),
        DatabaseThreads{.readers = std::max(options.readers, leastReaders), .writeQueue = options.writeQueue});
    if (database->problem())
        return std::unexpected(*database->problem());
    return database;
}

} // namespace tabletalk
