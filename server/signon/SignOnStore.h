// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SignOn.h"
#include "core/base/Problem.h"
#include "server/platform/Scope.h"

namespace tabletalk {

class Transaction;

/// The statements on identity providers and the people that they know.
class SignOnStore
{
public:
    SignOnStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    struct Found
    {
        api::SignOnProvider provider; ///< without its redirect URI
        QByteArray sealedSecret;
    };
    std::vector<Found> list();
    std::optional<Found> find(SignOnProviderId id);
    void insert(const api::SignOnProvider &provider);
    void update(const api::SignOnProvider &provider, Instant now);
    /// Empty: there is none any more.
    void saveSecret(SignOnProviderId id, const QByteArray &sealed, Instant now);
    /// With the people that it knows; ends their sign-ins. False when there is none.
    bool remove(SignOnProviderId id, Instant now);
    void endSessions(SignOnProviderId id, Instant now);
    /// Of an active provider beside which passwords do not count.
    std::optional<QString> nameWithoutPasswords();

    struct Identity
    {
        SignOnProviderId provider;
        QString issuer;
        QString subject;
    };
    std::optional<UserId> userOf(const Identity &identity);
    void link(const Identity &identity, UserId user, Instant now);
    void touch(const Identity &identity, Instant now);
    /// Not of an owner, who stays one.
    void setRole(UserId user, const QString &role);

    // Before anybody knows to which organisation somebody belongs.
    struct Organization
    {
        TenantId id;
        QString name;
        QString slug;
    };
    static std::optional<Organization> organizationBySlug(Transaction &transaction, const QString &slug);
    /// That have a provider for addresses of a domain.
    static std::vector<Organization> organizationsByDomain(Transaction &transaction, const QString &domain);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
