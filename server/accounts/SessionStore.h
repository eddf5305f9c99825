// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Sessions.h"
#include "core/api/SignOn.h"
#include "server/api/Call.h"

namespace tabletalk {

class Transaction;

/// The tokens of a sign-in, in the clear: they exist here and at the client, nowhere else.
struct SessionTokens
{
    QString access;
    QString refresh;
    Instant accessExpiresAt;
    Instant refreshExpiresAt;

    static SessionTokens make(Instant now);
};

/// Whether an organisation's own provider signed in. The id of such a session says so by the version
/// of its UUID (8 of RFC 9562 instead of 7), so that whoever has a verified identity knows it without
/// asking, and no part of the server can forget to pass it on.
bool isByProvider(SessionId session);

/// How tokens are kept: SHA-256, in hexadecimal. They are random, so this cannot be guessed back.
QString tokenHash(const QString &token);

struct SessionRecord
{
    SessionId id;
    TenantId tenant;
    UserId user;
    std::optional<SignOnProviderId> provider; ///< that signed in
};

/// The statements on sign-ins.
class SessionStore
{
public:
    explicit SessionStore(Transaction &transaction)
        : m_transaction(transaction)
    {}

    /// provider: of the organisation's, when it signed in.
    SessionId insert(const TenantScope &scope, UserId user, const SessionTokens &tokens, const Origin &origin,
                     const std::optional<SignOnProviderId> &provider, Instant now);
    /// An operator's, who acts as the user until then. Nothing renews it.
    SessionId insertImpersonation(const TenantScope &scope, UserId user, const Impersonator &by,
                                  const SessionTokens &tokens, const Origin &origin, Instant now);
    /// Who an access token stands for, with the role they have now, and when it was last noted
    /// that it is in use.
    struct Found
    {
        Identity identity;
        Instant lastSeenAt;
    };
    std::optional<Found> findByAccess(const QString &hash, Instant now);
    void touch(const TenantScope &scope, SessionId session, const QString &address, Instant now);
    /// A sign-in whose refresh token is neither used nor expired nor revoked.
    std::optional<SessionRecord> findByRefresh(const QString &hash, Instant now);
    /// The sign-in that used this refresh token up before.
    std::optional<SessionRecord> findByUsedRefresh(const QString &hash);
    /// Replaces both tokens and remembers the refresh token as used.
    void rotate(const SessionRecord &session, const QString &usedRefreshHash, const SessionTokens &tokens, Instant now);
    void revoke(const TenantScope &scope, SessionId session, Instant now);
    /// All sign-ins of a user in any organisation, but for the one given (null: for none).
    void revokeOthers(UserId user, SessionId kept, Instant now);
    /// A person's sign-ins that could still be used; only: in that organisation.
    std::vector<api::SessionInfo> list(UserId user, const std::optional<TenantId> &only, Instant now);
    /// False when the person has no such sign-in that could be used.
    bool revokeOwn(UserId user, SessionId session, const std::optional<TenantId> &only, Instant now);
    /// Deletes at most limit sign-ins that ended before the moment; returns how many.
    qint64 prune(Instant before, int limit);

private:
    Transaction &m_transaction;
};

} // namespace tabletalk
