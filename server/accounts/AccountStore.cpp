// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/AccountStore.h"

#include "core/base/Uuid7.h"
#include "server/platform/Transaction.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

const PlatformScope everywhere = PlatformScope::ofSignIn();

Account accountFrom(const Record &row)
{
    return {{row.id<UserId>(u"id"_s), row.text(u"email"_s), row.text(u"full_name"_s)},
            row.text(u"password_hash"_s),
            TenantId::fromString(row.text(u"last_tenant_id"_s))};
}

std::optional<Account> accountFrom(const std::optional<Record> &row)
{
    return row ? std::optional(accountFrom(*row)) : std::nullopt;
}

} // namespace

std::optional<Account> AccountStore::findByEmail(const QString &normalizedEmail)
{
    return accountFrom(
        m_transaction.selectOne(everywhere, u"accounts/find_user_by_email"_s, {{u"email"_s, normalizedEmail}}));
}

std::optional<Account> AccountStore::find(UserId id)
{
    return accountFrom(m_transaction.selectOne(everywhere, u"accounts/find_user"_s, {{u"id"_s, stored(id)}}));
}

void AccountStore::insertUser(const api::User &user, const QString &passwordHash, Instant now)
{
    m_transaction.execute(everywhere, u"accounts/insert_user"_s,
                          {{u"id"_s, stored(user.id)},
                           {u"email"_s, user.email},
                           {u"full_name"_s, user.fullName},
                           {u"password_hash"_s, passwordHash},
                           {u"now"_s, stored(now)}});
}

void AccountStore::rename(UserId id, const QString &fullName)
{
    m_transaction.execute(everywhere, u"accounts/rename_user"_s, {{u"id"_s, stored(id)}, {u"full_name"_s, fullName}});
}

void AccountStore::setOperator(UserId id, bool isOperator)
{
    m_transaction.execute(everywhere, u"accounts/set_operator"_s,
                          {{u"id"_s, stored(id)}, {u"is_operator"_s, isOperator ? 1 : 0}});
}

bool AccountStore::isOperator(UserId id)
{
    const auto row = m_transaction.selectOne(everywhere, u"accounts/find_operator"_s, {{u"id"_s, stored(id)}});
    return row && row->flag(u"is_operator"_s);
}

std::optional<TenantId> AccountStore::personalOrganization(UserId user)
{
    const auto row =
        m_transaction.selectOne(PlatformScope::ofAccount(), u"tenants/find_personal"_s, {{u"user"_s, stored(user)}});
    return row ? std::optional(row->id<TenantId>(u"id"_s)) : std::nullopt;
}

void AccountStore::setPersonal(const TenantScope &scope, UserId user)
{
    m_transaction.execute(scope, u"tenants/set_personal"_s, {{u"user"_s, stored(user)}});
}

bool AccountStore::isMember(const TenantScope &scope, UserId user)
{
    return m_transaction.selectOne(scope, u"tenants/find_member"_s, {{u"user"_s, stored(user)}}).has_value();
}

void AccountStore::setPassword(UserId id, const QString &passwordHash)
{
    m_transaction.execute(everywhere, u"accounts/set_password"_s,
                          {{u"id"_s, stored(id)}, {u"password_hash"_s, passwordHash}});
}

bool AccountStore::isSlugTaken(const QString &slug)
{
    return m_transaction.selectOne(everywhere, u"accounts/find_slug"_s, {{u"slug"_s, slug}}).has_value();
}

void AccountStore::insertOrganization(const NewOrganization &organization, Instant now)
{
    m_transaction.execute(everywhere, u"tenants/insert_tenant"_s,
                          {{u"id"_s, stored(organization.id)},
                           {u"name"_s, organization.name},
                           {u"slug"_s, organization.slug},
                           {u"time_zone"_s, organization.timeZone},
                           {u"now"_s, stored(now)}});
    const TenantScope scope = TenantScope::ofSignIn(organization.id);
    const auto workspace = makeId<WorkspaceId>(now);
    m_transaction.execute(scope, u"accounts/insert_default_workspace"_s,
                          {{u"id"_s, stored(workspace)},
                           {u"name"_s, QCoreApplication::translate("Accounts", "General")},
                           {u"now"_s, stored(now)}});
    m_transaction.execute(scope, u"agents/insert_default"_s, {{u"id"_s, stored(workspace)}, {u"now"_s, stored(now)}});
}

void AccountStore::insertMembership(const TenantScope &scope, UserId user, Role role, Instant now)
{
    m_transaction.execute(scope, u"accounts/insert_membership"_s,
                          {{u"user"_s, stored(user)}, {u"role"_s, roleName(role)}, {u"now"_s, stored(now)}});
}

std::vector<api::Organization> AccountStore::organizationsOf(UserId user)
{
    std::vector<api::Organization> list;
    const auto rows = m_transaction.select(everywhere, u"accounts/list_organizations"_s, {{u"user"_s, stored(user)}});
    list.reserve(rows.size());
    for (const Record &row : rows)
        list.push_back({row.id<TenantId>(u"id"_s), row.text(u"name"_s), row.text(u"slug"_s), row.text(u"role"_s)});
    return list;
}

void AccountStore::noteSignIn(const TenantScope &scope, UserId user, Instant now)
{
    m_transaction.execute(everywhere, u"accounts/set_last_organization"_s,
                          {{u"id"_s, stored(user)}, {u"organization"_s, stored(scope.tenant())}});
    m_transaction.execute(scope, u"accounts/touch_membership"_s, {{u"user"_s, stored(user)}, {u"now"_s, stored(now)}});
}

} // namespace tabletalk
