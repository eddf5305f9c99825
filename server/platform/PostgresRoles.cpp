// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/PostgresRoles.h"

#include "server/platform/PostgresConnection.h"
#include "server/platform/Statements.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

Result<bool> isTrue(PlatformConnection &connection, const QString &sql, const std::vector<QVariant> &values = {})
{
    const auto rows = connection.query(sql, values);
    if (!rows)
        return std::unexpected(rows.error());
    return !rows->empty() && rows->front().front().toLongLong() == 1;
}

Result<QString> accountOf(PlatformConnection &connection)
{
    const auto rows = connection.query(u"SELECT current_user::text"_s);
    if (!rows)
        return std::unexpected(rows.error());
    return rows->front().front().toString();
}

std::unexpected<Problem> roleIsMissing(const QString &role, const QString &account, bool exists)
{
    const QString create =
        exists ? QString() : u"CREATE ROLE %1 NOLOGIN NOSUPERUSER NOBYPASSRLS; "_s.arg(quotedIdentifier(role));
    return failure(
        ProblemCode::Unavailable,
        QCoreApplication::translate("Platform", "The account \"%1\" may not make the role that the server "
                                                "runs as.")
            .arg(account),
        QCoreApplication::translate("Platform", "As an administrator of PostgreSQL, run once: %1")
            .arg(QString(create + u"GRANT %1 TO %2;"_s.arg(quotedIdentifier(role), quotedIdentifier(account)))));
}

} // namespace

QString sharedRuntimeRole()
{
    return u"tabletalk_runtime"_s;
}

QString quotedIdentifier(const QString &name)
{
    QString doubled = name;
    doubled.replace(u'"', u"\"\""_s);
    return u'"' + doubled + u'"';
}

Result<bool> mayOwnTables(PlatformConnection &connection)
{
    return isTrue(connection,
                  u"SELECT COALESCE((SELECT pg_catalog.pg_has_role(nspowner, 'USAGE') FROM pg_catalog.pg_namespace "
                  "WHERE nspname = ?), pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE'))"_s,
                  {QString::fromLatin1(postgresSchema)});
}

Result<void> ensureRuntimeRole(PlatformConnection &connection, const QString &role)
{
    const auto exists = [&] {
        return isTrue(connection, u"SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = ?"_s, {role});
    };
    const auto account = accountOf(connection);
    auto there = exists();
    if (!account || !there)
        return std::unexpected(!account ? account.error() : there.error());
    if (!*there) {
        // Another database of the same cluster may be making it at this moment.
        if (!connection.execute(u"CREATE ROLE %1 NOLOGIN NOSUPERUSER NOBYPASSRLS"_s.arg(quotedIdentifier(role)))
            && !exists().value_or(false))
            return roleIsMissing(role, *account, false);
    }
    const auto taken = isTrue(connection,
                              u"SELECT pg_catalog.pg_has_role(?::name, CASE WHEN pg_catalog.current_setting("
                              "'server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END)"_s,
                              {role});
    if (!taken)
        return std::unexpected(taken.error());
    if (!*taken && !connection.execute(u"GRANT %1 TO %2"_s.arg(quotedIdentifier(role), quotedIdentifier(*account))))
        return roleIsMissing(role, *account, true);
    return {};
}

Result<void> checkRuntimeRole(const PostgresLogin &login)
{
    const Statements none;
    const auto connection = PostgresConnection::open(login, none);
    if (!connection)
        return std::unexpected(connection.error());
    const auto harmless =
        isTrue(**connection,
               u"SELECT NOT rolsuper AND NOT rolbypassrls AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace "
               "WHERE nspname = ? AND pg_catalog.pg_has_role(nspowner, 'USAGE')) "
               "FROM pg_catalog.pg_roles WHERE rolname = current_user"_s,
               {QString::fromLatin1(postgresSchema)});
    if (!harmless)
        return std::unexpected(harmless.error());
    if (*harmless)
        return {};
    return failure(ProblemCode::Unavailable,
                   QCoreApplication::translate("Platform", "The account of the platform database is not held by its "
                                                           "row-level security."),
                   QCoreApplication::translate("Platform", "Use one that is no superuser, may not bypass row-level "
                                                           "security and does not own the tables."));
}

} // namespace tabletalk
