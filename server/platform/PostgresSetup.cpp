// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/PostgresSetup.h"

#include "server/platform/PostgresConnection.h"
#include "server/platform/PostgresPolicies.h"
#include "server/platform/PostgresRoles.h"

#include <QCoreApplication>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_DECLARE_LOGGING_CATEGORY(lcPlatform)

namespace tabletalk {

namespace {

/// "tabletalk" as a number: what servers of ours in one database agree on.
constexpr auto takeTurn = "SELECT pg_catalog.pg_advisory_lock(8386090912475930731)";

/// Migrations of large tables take their time, and those who wait for them too.
constexpr std::chrono::minutes migrationTime{30};

constexpr int oldestServer = 11;

Result<void> checkVersion(PlatformConnection &connection)
{
    const auto rows = connection.query(u"SELECT pg_catalog.current_setting('server_version_num')::int / 10000"_s);
    if (!rows)
        return std::unexpected(rows.error());
    if (rows->front().front().toInt() < oldestServer)
        return failure(ProblemCode::Unavailable,
                       QCoreApplication::translate("Platform", "The platform database needs PostgreSQL %1 or later.")
                           .arg(oldestServer));
    return {};
}

Result<void> makeSchema(PlatformConnection &connection)
{
    const auto there = connection.query(u"SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?"_s,
                                        {QString::fromLatin1(postgresSchema)});
    if (!there)
        return std::unexpected(there.error());
    if (!there->empty())
        return {};
    auto made = connection.execute(u"CREATE SCHEMA "_s + QLatin1StringView(postgresSchema));
    if (made)
        return {};
    return failure(ProblemCode::Unavailable,
                   QCoreApplication::translate("Platform", "The account may not make a schema in the platform "
                                                           "database."),
                   QCoreApplication::translate("Platform", "As the owner of the database, run: %1")
                       .arg(u"CREATE SCHEMA %1 AUTHORIZATION <account>;"_s.arg(QLatin1StringView(postgresSchema))));
}

/// Policies and grants belong to the transaction of the migration that makes a table, so
/// that nobody ever sees it without them.
Result<void> migrate(PlatformConnection &connection, const QString &runtimeRole, const Migrations &migrations,
                     const Clock &clock)
{
    // Migrations change rows too, and the owner is under the policies like everybody.
    if (auto acting = connection.execute(u"SET tabletalk.platform = 'on'"_s); !acting)
        return acting;
    const auto seal = [&](PlatformConnection &each) { return sealTables(each, runtimeRole); };
    if (auto applied = migrations.apply(connection, clock, seal); !applied)
        return applied;
    // What another version left out, and grants for a role that came later.
    if (auto begun = connection.begin(TransactionKind::Write); !begun)
        return begun;
    auto sealed = seal(connection);
    if (sealed)
        sealed = connection.commit();
    if (!sealed)
        connection.rollBack();
    return sealed;
}

/// For an account that owns nothing: all must be there already.
Result<void> checkMigrated(PlatformConnection &connection, const Migrations &migrations)
{
    const auto rows = connection.query(u"SELECT name FROM schema_migrations"_s);
    QStringList applied;
    for (const auto &row : rows ? *rows : PlatformConnection::Rows())
        applied.append(row.front().toString());
    const auto missing = migrations.missingFrom(applied);
    if (!missing)
        return std::unexpected(missing.error());
    if (missing->empty())
        return {};
    return failure(ProblemCode::Unavailable,
                   QCoreApplication::translate("Platform", "The platform database has to be migrated, which this "
                                                           "account may not do."),
                   QCoreApplication::translate("Platform", "Name the account that owns the tables with "
                                                           "--platform-owner."));
}

} // namespace

Result<PostgresLogin> setUpPostgres(const PostgresAccounts &accounts, const Migrations &migrations, const Clock &clock)
{
    auto runtime = PostgresLogin::parse(accounts.url);
    auto owner = PostgresLogin::parse(accounts.ownerUrl.isEmpty() ? accounts.url : accounts.ownerUrl);
    for (const auto *login : {&runtime, &owner}) {
        if (!*login)
            return std::unexpected(login->error());
    }
    owner->statementTimeout = migrationTime;
    owner->lockTimeout = migrationTime;
    const Statements none;
    const auto connection = PostgresConnection::open(*owner, none);
    if (!connection)
        return std::unexpected(connection.error());
    if (auto recent = checkVersion(**connection); !recent)
        return std::unexpected(std::move(recent).error());
    if (auto turn = (*connection)->query(QString::fromLatin1(takeTurn)); !turn)
        return std::unexpected(std::move(turn).error());

    const auto owns = mayOwnTables(**connection);
    if (!owns)
        return std::unexpected(owns.error());
    if (!*owns) {
        if (auto migrated = checkMigrated(**connection, migrations); !migrated)
            return std::unexpected(std::move(migrated).error());
    } else {
        const QString role = accounts.ownerUrl.isEmpty() ? sharedRuntimeRole() : runtime->url.user;
        if (accounts.ownerUrl.isEmpty()) {
            if (auto taken = ensureRuntimeRole(**connection, role); !taken)
                return std::unexpected(std::move(taken).error());
            runtime->role = role;
        }
        if (auto made = makeSchema(**connection); !made)
            return std::unexpected(std::move(made).error());
        if (auto migrated = migrate(**connection, role, migrations, clock); !migrated)
            return std::unexpected(std::move(migrated).error());
    }
    // The lock ends with the connection.
    if (auto harmless = checkRuntimeRole(*runtime); !harmless)
        return std::unexpected(std::move(harmless).error());
    return runtime;
}

} // namespace tabletalk
