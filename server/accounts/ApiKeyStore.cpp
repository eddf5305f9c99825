// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/ApiKeyStore.h"

#include "server/accounts/SessionStore.h"
#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

QString ApiKeyStore::prefixOf(const QString &key)
{
    constexpr qsizetype shown = 9; // "tt_" and six characters: they tell keys apart and tell nothing else
    return key.left(shown);
}

bool ApiKeyStore::hasWorkspace(const TenantScope &scope, WorkspaceId workspace)
{
    return m_transaction.selectOne(scope, u"accounts/find_workspace"_s, {{u"id"_s, stored(workspace)}}).has_value();
}

qint64 ApiKeyStore::count(const TenantScope &scope)
{
    return m_transaction.selectOne(scope, u"accounts/count_api_keys"_s)->integer(u"keys"_s);
}

void ApiKeyStore::insert(const TenantScope &scope, const NewApiKey &key, Instant now)
{
    m_transaction.execute(scope, u"accounts/insert_api_key"_s,
                          {{u"id"_s, stored(key.id)},
                           {u"workspace"_s, stored(key.workspace)},
                           {u"user"_s, stored(key.user)},
                           {u"name"_s, key.name},
                           {u"prefix"_s, prefixOf(key.key)},
                           {u"key_hash"_s, tokenHash(key.key)},
                           {u"now"_s, stored(now)}});
}

std::vector<api::ApiKey> ApiKeyStore::list(const TenantScope &scope, WorkspaceId workspace, const QString &before,
                                           int limit)
{
    const QString afterAllIds = u"~"_s;
    const auto rows = m_transaction.select(scope, u"accounts/list_api_keys"_s,
                                           {{u"workspace"_s, stored(workspace)},
                                            {u"before"_s, before.isEmpty() ? afterAllIds : before},
                                            {u"limit"_s, limit}});
    std::vector<api::ApiKey> keys;
    for (const Record &row : rows)
        keys.push_back({row.id<ApiKeyId>(u"id"_s), row.text(u"name"_s), row.text(u"prefix"_s),
                        row.id<UserId>(u"user_id"_s), row.instant(u"created_at"_s)});
    return keys;
}

bool ApiKeyStore::revoke(const TenantScope &scope, WorkspaceId workspace, ApiKeyId id, Instant now)
{
    return m_transaction.execute(scope, u"accounts/revoke_api_key"_s,
                                 {{u"id"_s, stored(id)}, {u"workspace"_s, stored(workspace)}, {u"now"_s, stored(now)}})
           > 0;
}

std::optional<Identity> ApiKeyStore::findByHash(const QString &hash)
{
    const auto row =
        m_transaction.selectOne(PlatformScope::ofSignIn(), u"accounts/find_api_key_by_hash"_s, {{u"hash"_s, hash}});
    if (!row)
        return std::nullopt;
    Identity identity;
    identity.user = row->id<UserId>(u"user_id"_s);
    identity.tenant = row->id<TenantId>(u"tenant_id"_s);
    identity.apiKeyId = row->text(u"id"_s);
    identity.role = roleFromName(row->text(u"role"_s)).value_or(Role::Guest);
    return identity;
}

} // namespace tabletalk
