// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/Call.h"
#include "tests/support/TestPlatform.h"

namespace tabletalk::test {

/// Puts organisations and the people in them straight into a test's platform database.
class People
{
public:
    explicit People(TestPlatform &platform)
        : m_clock(platform.clock)
        , m_connection(platform.place.connect())
    {}

    /// With its default workspace.
    TenantScope tenant(const QString &name, const QString &timeZone = QStringLiteral("UTC"))
    {
        const auto id = makeId<TenantId>(m_clock.now());
        run(QStringLiteral("INSERT INTO tenants (id, name, slug, time_zone, created_at) VALUES (?, ?, ?, ?, ?)"),
            {stored(id), name, id.toString(), timeZone, stored(m_clock.now())});
        const auto scope = TenantScope::ofSignedIn(id);
        workspace(scope, QStringLiteral("Default"), true);
        return scope;
    }

    UserId user(const QString &email)
    {
        const auto id = makeId<UserId>(m_clock.now());
        run(QStringLiteral("INSERT INTO users (id, email, full_name, password_hash, created_at) "
                           "VALUES (?, ?, ?, 'none', ?)"),
            {stored(id), email, email.section(u'@', 0, 0), stored(m_clock.now())});
        return id;
    }

    void join(const TenantScope &scope, UserId user, Role role = Role::Member)
    {
        run(QStringLiteral("INSERT INTO memberships (tenant_id, user_id, role, joined_at) VALUES (?, ?, ?, ?)"),
            {stored(scope.tenant()), stored(user), roleName(role), stored(m_clock.now())});
    }

    void leave(const TenantScope &scope, UserId user)
    {
        run(QStringLiteral("DELETE FROM memberships WHERE tenant_id = ? AND user_id = ?"),
            {stored(scope.tenant()), stored(user)});
    }

    UserId member(const TenantScope &scope, const QString &email, Role role = Role::Member)
    {
        const UserId id = user(email);
        join(scope, id, role);
        return id;
    }

    WorkspaceId workspace(const TenantScope &scope, const QString &name, bool isDefault = false)
    {
        const auto id = makeId<WorkspaceId>(m_clock.now());
        run(QStringLiteral("INSERT INTO workspaces (tenant_id, id, name, is_default, created_at) "
                           "VALUES (?, ?, ?, ?, ?)"),
            {stored(scope.tenant()), stored(id), name, isDefault ? 1 : 0, stored(m_clock.now())});
        return id;
    }

    /// Any statement, for what has no method here.
    std::vector<std::vector<QVariant>> run(const QString &sql, const std::vector<QVariant> &values = {})
    {
        return orThrow(m_connection->query(sql, values));
    }

    static Identity identity(const TenantScope &scope, UserId user, Role role = Role::Member)
    {
        Identity identity;
        identity.user = user;
        identity.tenant = scope.tenant();
        identity.role = role;
        return identity;
    }

private:
    const Clock &m_clock;
    std::unique_ptr<PlatformConnection> m_connection;
};

} // namespace tabletalk::test
