// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/Policy.h"
#include "core/api/Members.h"
#include "core/base/Problem.h"
#include "server/platform/Scope.h"

namespace tabletalk {

class Transaction;

/// An invitation that can be accepted at this moment.
struct OpenInvitation
{
    TenantScope scope;
    InvitationId id;
    std::optional<QString> email;
    Role role = Role::Guest;
    std::optional<TeamId> team;
};

/// By the hash of its token. Throws when it is unknown, expired, revoked or used, its inviter
/// is gone or may not give that role any more, or the organisation is closed; nobody is told which.
OpenInvitation requireInvitation(Transaction &transaction, const QString &tokenHash, Instant now);
Problem invitationNotGood();

/// The statements on an organisation's invitations.
class InvitationStore
{
public:
    InvitationStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    void insert(const api::Invitation &invitation, const QString &tokenHash);
    /// Those that can still be accepted, oldest first, after the given id.
    std::vector<api::Invitation> list(const QString &afterId, Instant now, int limit);
    std::optional<api::Invitation> find(InvitationId id, Instant now);
    qint64 count(Instant now);
    /// How many were made for an address since then.
    qint64 countTo(const QString &email, Instant since);
    bool revoke(InvitationId id, Instant now);
    void revokeAllOf(UserId inviter, Instant now);
    /// Uses it up, and joins its team. Throws as requireInvitation when somebody was faster.
    void accept(const OpenInvitation &invitation, UserId user, Instant now);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
