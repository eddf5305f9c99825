// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/SessionStore.h"

#include "core/base/Uuid7.h"
#include "core/crypto/Hash.h"
#include "core/crypto/RandomToken.h"
#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

using namespace std::chrono_literals;

constexpr auto accessLives = 15min;
constexpr auto refreshLives = 24h * 30;
constexpr qsizetype longestClient = 200;
constexpr ushort providerVersion = 8;

const PlatformScope everywhere = PlatformScope::ofSignIn();

SessionRecord sessionFrom(const Record &row)
{
    return {row.id<SessionId>(u"id"_s), row.id<TenantId>(u"tenant_id"_s), row.id<UserId>(u"user_id"_s),
            row.isNull(u"provider_id"_s) ? std::nullopt : std::optional(row.id<SignOnProviderId>(u"provider_id"_s))};
}

/// See isByProvider().
SessionId markedId(Instant now)
{
    QUuid uuid = makeId<SessionId>(now).uuid();
    constexpr ushort rest = 0x0fff;
    uuid.data3 = ushort((uuid.data3 & rest) | (providerVersion << 12));
    return SessionId(uuid);
}

QString onlyIn(const std::optional<TenantId> &only)
{
    return only ? only->toString() : u""_s;
}

} // namespace

SessionTokens SessionTokens::make(Instant now)
{
    return {u"ta_"_s + crypto::randomToken(), u"tr_"_s + crypto::randomToken(), now + accessLives, now + refreshLives};
}

bool isByProvider(SessionId session)
{
    constexpr int version = 12; // where its four bits begin
    return session.uuid().data3 >> version == providerVersion;
}

QString tokenHash(const QString &token)
{
    return QString::fromLatin1(crypto::sha256(token.toUtf8()).toHex());
}

SessionId SessionStore::insert(const TenantScope &scope, UserId user, const SessionTokens &tokens, const Origin &origin,
                               const std::optional<SignOnProviderId> &provider, Instant now)
{
    const auto id = provider ? markedId(now) : makeId<SessionId>(now);
    m_transaction.execute(scope, u"accounts/insert_session"_s,
                          {{u"id"_s, stored(id)},
                           {u"user"_s, stored(user)},
                           {u"access_hash"_s, tokenHash(tokens.access)},
                           {u"access_expires_at"_s, stored(tokens.accessExpiresAt)},
                           {u"refresh_hash"_s, tokenHash(tokens.refresh)},
                           {u"refresh_expires_at"_s, stored(tokens.refreshExpiresAt)},
                           {u"client"_s, origin.client.left(longestClient)},
                           {u"address"_s, origin.address},
                           {u"provider"_s, stored(provider)},
                           {u"now"_s, stored(now)}});
    return id;
}

SessionId SessionStore::insertImpersonation(const TenantScope &scope, UserId user, const Impersonator &by,
                                            const SessionTokens &tokens, const Origin &origin, Instant now)
{
    const auto id = makeId<SessionId>(now);
    const QString client = u"operator "_s + by.email; // as the member reads it in their list of sign-ins
    m_transaction.execute(scope, u"accounts/insert_impersonation"_s,
                          {{u"id"_s, stored(id)},
                           {u"user"_s, stored(user)},
                           {u"access_hash"_s, tokenHash(tokens.access)},
                           {u"expires_at"_s, stored(tokens.accessExpiresAt)},
                           {u"client"_s, client.left(longestClient)},
                           {u"address"_s, origin.address},
                           {u"operator"_s, stored(by.user)},
                           {u"reason"_s, by.reason},
                           {u"now"_s, stored(now)}});
    return id;
}

std::optional<SessionStore::Found> SessionStore::findByAccess(const QString &hash, Instant now)
{
    const auto row = m_transaction.selectOne(everywhere, u"accounts/find_session_by_access"_s,
                                             {{u"hash"_s, hash}, {u"now"_s, stored(now)}});
    if (!row)
        return std::nullopt;
    Identity identity;
    identity.user = row->id<UserId>(u"user_id"_s);
    identity.tenant = row->id<TenantId>(u"tenant_id"_s);
    identity.session = row->id<SessionId>(u"id"_s);
    identity.role = roleFromName(row->text(u"role"_s)).value_or(Role::Guest);
    identity.allowed = PermissionSet::fromText(row->text(u"allowed"_s));
    identity.denied = PermissionSet::fromText(row->text(u"denied"_s));
    // Who operates the server is nothing that an organisation's provider may vouch for.
    identity.isOperator = row->flag(u"is_operator"_s) && row->isNull(u"provider_id"_s);
    if (!row->isNull(u"operator_id"_s))
        identity.impersonator = Impersonator{row->id<UserId>(u"operator_id"_s), row->text(u"operator_email"_s),
                                             row->text(u"operator_reason"_s)};
    if (row->text(u"status"_s) != u"active"_s)
        identity.closedBecause = row->text(u"status_reason"_s);
    identity.expiresAt = row->instant(u"access_expires_at"_s);
    return Found{identity, row->optionalInstant(u"last_seen_at"_s).value_or(Instant())};
}

void SessionStore::touch(const TenantScope &scope, SessionId session, const QString &address, Instant now)
{
    m_transaction.execute(scope, u"accounts/touch_session"_s,
                          {{u"id"_s, stored(session)}, {u"address"_s, address}, {u"now"_s, stored(now)}});
}

std::vector<api::SessionInfo> SessionStore::list(UserId user, const std::optional<TenantId> &only, Instant now)
{
    const auto rows =
        m_transaction.select(PlatformScope::ofAccount(), u"accounts/list_sessions"_s,
                             {{u"user"_s, stored(user)}, {u"only"_s, onlyIn(only)}, {u"now"_s, stored(now)}});
    std::vector<api::SessionInfo> sessions;
    for (const Record &row : rows) {
        const Instant created = row.instant(u"created_at"_s);
        sessions.push_back({.id = row.id<SessionId>(u"id"_s),
                            .organization = row.text(u"organization"_s),
                            .client = row.text(u"client"_s),
                            .address = row.text(u"address"_s),
                            .createdAt = created,
                            .lastSeenAt = row.optionalInstant(u"last_seen_at"_s).value_or(created)});
    }
    return sessions;
}

bool SessionStore::revokeOwn(UserId user, SessionId session, const std::optional<TenantId> &only, Instant now)
{
    return m_transaction.execute(PlatformScope::ofAccount(), u"accounts/revoke_own_session"_s,
                                 {{u"user"_s, stored(user)},
                                  {u"id"_s, stored(session)},
                                  {u"only"_s, onlyIn(only)},
                                  {u"now"_s, stored(now)}})
           == 1;
}

std::optional<SessionRecord> SessionStore::findByRefresh(const QString &hash, Instant now)
{
    const auto row = m_transaction.selectOne(everywhere, u"accounts/find_session_by_refresh"_s,
                                             {{u"hash"_s, hash}, {u"now"_s, stored(now)}});
    return row ? std::optional(sessionFrom(*row)) : std::nullopt;
}

std::optional<SessionRecord> SessionStore::findByUsedRefresh(const QString &hash)
{
    const auto row =
        m_transaction.selectOne(everywhere, u"accounts/find_session_by_used_refresh"_s, {{u"hash"_s, hash}});
    return row ? std::optional(sessionFrom(*row)) : std::nullopt;
}

void SessionStore::rotate(const SessionRecord &session, const QString &usedRefreshHash, const SessionTokens &tokens,
                          Instant now)
{
    const TenantScope scope = TenantScope::ofSignIn(session.tenant);
    m_transaction.execute(scope, u"accounts/insert_used_refresh"_s,
                          {{u"session"_s, stored(session.id)}, {u"hash"_s, usedRefreshHash}, {u"now"_s, stored(now)}});
    m_transaction.execute(scope, u"accounts/rotate_session"_s,
                          {{u"id"_s, stored(session.id)},
                           {u"access_hash"_s, tokenHash(tokens.access)},
                           {u"access_expires_at"_s, stored(tokens.accessExpiresAt)},
                           {u"refresh_hash"_s, tokenHash(tokens.refresh)},
                           {u"refresh_expires_at"_s, stored(tokens.refreshExpiresAt)}});
}

void SessionStore::revoke(const TenantScope &scope, SessionId session, Instant now)
{
    m_transaction.execute(scope, u"accounts/revoke_session"_s, {{u"id"_s, stored(session)}, {u"now"_s, stored(now)}});
}

void SessionStore::revokeOthers(UserId user, SessionId kept, Instant now)
{
    m_transaction.execute(everywhere, u"accounts/revoke_other_sessions"_s,
                          {{u"user"_s, stored(user)}, {u"kept"_s, kept.toString()}, {u"now"_s, stored(now)}});
}

qint64 SessionStore::prune(Instant before, int limit)
{
    return m_transaction.execute(PlatformScope::ofOperator(), u"accounts/delete_old_sessions"_s,
                                 {{u"before"_s, stored(before)}, {u"limit"_s, limit}});
}

} // namespace tabletalk
