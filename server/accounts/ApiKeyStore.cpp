// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/ApiKeyStore.h"

#include "server/accounts/KeyScopes.h"
#include "server/accounts/SessionStore.h"
#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

accounts::Scopes scopesOf(const Record &row)
{
    return accounts::scopesFromText(row.optionalText(u"scopes"_s));
}

std::optional<int> perMinuteOf(const Record &row)
{
    const auto rate = row.optionalInteger(u"per_minute"_s);
    return rate ? std::optional(static_cast<int>(*rate)) : std::nullopt;
}

} // namespace

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
                           {u"now"_s, stored(now)},
                           {u"scopes"_s, stored(key.scopes)},
                           {u"expires_at"_s, stored(key.expiresAt)},
                           {u"per_minute"_s, key.perMinute ? QVariant(*key.perMinute) : QVariant()}});
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
        keys.push_back({.id = row.id<ApiKeyId>(u"id"_s),
                        .name = row.text(u"name"_s),
                        .prefix = row.text(u"prefix"_s),
                        .createdBy = row.id<UserId>(u"user_id"_s),
                        .createdAt = row.instant(u"created_at"_s),
                        .scopes = accounts::namesOfScopes(scopesOf(row)),
                        .expiresAt = row.optionalInstant(u"expires_at"_s),
                        .requestsPerMinute = perMinuteOf(row),
                        .lastUsedAt = row.optionalInstant(u"last_used_at"_s)});
    return keys;
}

bool ApiKeyStore::revoke(const TenantScope &scope, WorkspaceId workspace, ApiKeyId id, Instant now)
{
    return m_transaction.execute(scope, u"accounts/revoke_api_key"_s,
                                 {{u"id"_s, stored(id)}, {u"workspace"_s, stored(workspace)}, {u"now"_s, stored(now)}})
           > 0;
}

std::optional<ApiKeyStore::Found> ApiKeyStore::findByHash(const QString &hash, Instant now)
{
    const auto row = m_transaction.selectOne(PlatformScope::ofSignIn(), u"accounts/find_api_key_by_hash"_s,
                                             {{u"hash"_s, hash}, {u"now"_s, stored(now)}});
    if (!row)
        return std::nullopt;
    Identity identity;
    identity.user = row->id<UserId>(u"user_id"_s);
    identity.tenant = row->id<TenantId>(u"tenant_id"_s);
    identity.apiKeyId = row->text(u"id"_s);
    identity.role = roleFromName(row->text(u"role"_s)).value_or(Role::Guest);
    identity.allowed = PermissionSet::fromText(row->text(u"allowed"_s));
    identity.denied = PermissionSet::fromText(row->text(u"denied"_s));
    identity.isOperator = row->flag(u"is_operator"_s);
    if (row->text(u"status"_s) != u"active"_s)
        identity.closedBecause = row->text(u"status_reason"_s);
    identity.key = std::make_shared<const KeyGrant>(
        KeyGrant{row->id<WorkspaceId>(u"workspace_id"_s), scopesOf(*row), perMinuteOf(*row)});
    return Found{identity, row->optionalInstant(u"last_used_at"_s).value_or(Instant()),
                 row->optionalInstant(u"expires_at"_s)};
}

void ApiKeyStore::touch(const TenantScope &scope, const QString &id, Instant now)
{
    m_transaction.execute(scope, u"accounts/touch_api_key"_s, {{u"id"_s, id}, {u"now"_s, stored(now)}});
}

} // namespace tabletalk
