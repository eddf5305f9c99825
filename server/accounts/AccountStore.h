// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/Policy.h"
#include "core/api/Accounts.h"
#include "server/platform/Scope.h"

#include <optional>
#include <vector>

namespace tabletalk {

class Transaction;

struct Account
{
    api::User user;
    QString passwordHash; ///< empty: nobody can sign in with a password
    std::optional<TenantId> lastTenant;
};

struct NewOrganization
{
    TenantId id;
    QString name;
    QString slug;
    QString timeZone;
};

/// The statements on accounts, and on their memberships across organisations.
class AccountStore
{
public:
    explicit AccountStore(Transaction &transaction)
        : m_transaction(transaction)
    {}

    std::optional<Account> findByEmail(const QString &normalizedEmail);
    std::optional<Account> find(UserId id);
    void insertUser(const api::User &user, const QString &passwordHash, Instant now);
    void rename(UserId id, const QString &fullName);
    void setOperator(UserId id, bool isOperator);
    bool isOperator(UserId id);
    void setPassword(UserId id, const QString &passwordHash);

    /// By itself, or by one that looks like it.
    bool isSlugTaken(const QString &slug);
    /// With its first workspace.
    void insertOrganization(const NewOrganization &organization, Instant now);
    void insertMembership(const TenantScope &scope, UserId user, Role role, Instant now);
    std::optional<TenantId> personalOrganization(UserId user);
    void setPersonal(const TenantScope &scope, UserId user);
    bool isMember(const TenantScope &scope, UserId user);
    /// All that the user belongs to, oldest membership first.
    std::vector<api::Organization> organizationsOf(UserId user);
    /// Remembers the organisation for the next sign-in, and that the member was here.
    void noteSignIn(const TenantScope &scope, UserId user, Instant now);

private:
    Transaction &m_transaction;
};

} // namespace tabletalk
