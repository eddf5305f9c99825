// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/Access.h"
#include "core/api/Members.h"
#include "server/platform/Scope.h"

namespace tabletalk {

class Transaction;

/// How a conversation is shown, and what somebody is to it.
struct ShownConversation
{
    UserId owner;
    Visibility visibility = Visibility::Private;
    Relation relation;
};

/// The statements on memberships.
class MemberStore
{
public:
    MemberStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    /// By e-mail, those after the given one.
    std::vector<api::Member> list(const QString &afterEmail, int limit);
    std::optional<api::Member> find(UserId user);
    /// What they were given; nothing when they are no member.
    std::optional<Grants> grantsOf(UserId user);
    int countOwners();
    void update(const api::Member &member);
    /// With their teams and what was shown to them; ends their sign-ins, keys and invitations here.
    void remove(UserId user, Instant now);

    std::optional<ShownConversation> conversationFor(ConversationId id, UserId user);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

/// The grants as a member message says them.
Grants grantsOf(const api::Member &member);

} // namespace tabletalk
