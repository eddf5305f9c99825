// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/PostgresPolicies.h"

#include "server/platform/PostgresRoles.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr auto currentTenant = "NULLIF(pg_catalog.current_setting('tabletalk.tenant', true), '')";
constexpr auto forThePlatform = "pg_catalog.current_setting('tabletalk.platform', true) = 'on'";
constexpr auto ledger = "schema_migrations";

struct PlatformTable
{
    QString name;
    bool hasTenant = false;
    bool isSealed = false;
};

Result<std::vector<PlatformTable>> ourTables(PlatformConnection &connection)
{
    const auto rows = connection.query(
        u"SELECT c.relname::text, EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid "
        "AND a.attname = 'tenant_id' AND NOT a.attisdropped), c.relrowsecurity AND c.relforcerowsecurity "
        "AND EXISTS (SELECT 1 FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'platform_rows') "
        "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = ? AND c.relkind IN ('r', 'p') ORDER BY c.relname"_s,
        {QString::fromLatin1(postgresSchema)});
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<PlatformTable> tables;
    for (const auto &row : *rows)
        tables.push_back({row[0].toString(), row[1].toLongLong() == 1, row[2].toLongLong() == 1});
    return tables;
}

/// What of a table belongs to the tenant that is set, and for which commands; empty for none.
std::pair<QString, QString> tenantRows(const PlatformTable &table)
{
    const QString tenant = QString::fromLatin1(currentTenant);
    if (table.hasTenant)
        return {u"ALL"_s, u"tenant_id = "_s + tenant};
    if (table.name == u"tenants")
        return {u"ALL"_s, u"id = "_s + tenant};
    if (table.name == u"users") // an account is its person's; organisations see that of their members
        return {u"SELECT"_s,
                u"EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = users.id AND m.tenant_id = "_s + tenant + u')'};
    return {};
}

QStringList sealingOf(const PlatformTable &table)
{
    const QString name = quotedIdentifier(table.name);
    const QString platform = QString::fromLatin1(forThePlatform);
    QStringList statements = {
        u"ALTER TABLE %1 ENABLE ROW LEVEL SECURITY"_s.arg(name),
        u"ALTER TABLE %1 FORCE ROW LEVEL SECURITY"_s.arg(name),
        u"DROP POLICY IF EXISTS platform_rows ON %1"_s.arg(name),
        u"DROP POLICY IF EXISTS tenant_rows ON %1"_s.arg(name),
        u"CREATE POLICY platform_rows ON %1 USING (%2) WITH CHECK (%2)"_s.arg(name, platform),
    };
    const auto [commands, rows] = tenantRows(table);
    if (!rows.isEmpty())
        statements.append(u"CREATE POLICY tenant_rows ON %1 FOR %2 USING (%3)"_s.arg(name, commands, rows));
    return statements;
}

Result<void> grant(PlatformConnection &connection, const PlatformTable &table, const QString &role)
{
    const bool isLedger = table.name == QLatin1StringView(ledger);
    const QString rights = isLedger ? u"SELECT"_s : u"SELECT, INSERT, UPDATE, DELETE"_s;
    const auto granted = connection.query(
        u"SELECT pg_catalog.has_table_privilege(?::name, ?::text, ?::text)"_s,
        {role, QString(QLatin1StringView(postgresSchema) + u'.' + table.name), isLedger ? u"SELECT"_s : u"DELETE"_s});
    if (!granted)
        return std::unexpected(granted.error());
    if (granted->front().front().toLongLong() == 1)
        return {};
    return connection.execute(
        u"GRANT %1 ON %2 TO %3"_s.arg(rights, quotedIdentifier(table.name), quotedIdentifier(role)));
}

} // namespace

Result<void> sealTables(PlatformConnection &connection, const QString &role)
{
    const auto tables = ourTables(connection);
    if (!tables)
        return std::unexpected(tables.error());
    for (const PlatformTable &table : *tables) {
        const bool sealed = table.isSealed || table.name == QLatin1StringView(ledger);
        for (const QString &statement : sealed ? QStringList() : sealingOf(table)) {
            if (auto done = connection.execute(statement); !done)
                return done;
        }
        if (auto granted = grant(connection, table, role); !granted)
            return granted;
    }
    return connection.execute(
        u"GRANT USAGE ON SCHEMA %1 TO %2"_s.arg(QString::fromLatin1(postgresSchema), quotedIdentifier(role)));
}

} // namespace tabletalk
