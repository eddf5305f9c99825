// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/ApiKeys.h"
#include "server/api/Call.h"

namespace tabletalk {

class Transaction;

/// Which workspace a key belongs to, and who made it.
struct NewApiKey
{
    ApiKeyId id;
    WorkspaceId workspace;
    UserId user;
    QString name;
    QString key;                   ///< in the clear; only its hash and its prefix are kept
    std::optional<QString> scopes; ///< as KeyScopes writes them
    std::optional<Instant> expiresAt;
    std::optional<int> perMinute;
};

/// The statements on API keys.
class ApiKeyStore
{
public:
    explicit ApiKeyStore(Transaction &transaction)
        : m_transaction(transaction)
    {}

    bool hasWorkspace(const TenantScope &scope, WorkspaceId workspace);
    qint64 count(const TenantScope &scope);
    void insert(const TenantScope &scope, const NewApiKey &key, Instant now);
    /// Newest first, those older than `before` when given.
    std::vector<api::ApiKey> list(const TenantScope &scope, WorkspaceId workspace, const QString &before, int limit);
    /// False when there is none that was not revoked already.
    bool revoke(const TenantScope &scope, WorkspaceId workspace, ApiKeyId id, Instant now);
    /// Its creator, with the role they have now, and when it was last noted that it is used.
    struct Found
    {
        Identity identity;
        Instant lastUsedAt;
        std::optional<Instant> expiresAt;
    };
    std::optional<Found> findByHash(const QString &hash, Instant now);
    void touch(const TenantScope &scope, const QString &id, Instant now);

    static QString prefixOf(const QString &key);

private:
    Transaction &m_transaction;
};

} // namespace tabletalk
