// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/InvitationStore.h"

#include "core/access/MembershipRules.h"
#include "server/platform/Transaction.h"
#include "server/tenants/TeamStore.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

std::optional<TeamId> teamOf(const Record &row)
{
    return row.isNull(u"team_id"_s) ? std::nullopt : std::optional(row.id<TeamId>(u"team_id"_s));
}

api::Invitation invitationOf(const Record &row)
{
    return {.id = row.id<InvitationId>(u"id"_s),
            .email = row.optionalText(u"email"_s),
            .role = row.text(u"role"_s),
            .teamId = teamOf(row),
            .invitedBy = row.id<UserId>(u"invited_by"_s),
            .createdAt = row.instant(u"created_at"_s),
            .expiresAt = row.instant(u"expires_at"_s)};
}

Grants inviterOf(const Record &row)
{
    return {roleFromName(row.text(u"inviter_role"_s)).value_or(Role::Guest),
            PermissionSet::fromText(row.text(u"inviter_allowed"_s)),
            PermissionSet::fromText(row.text(u"inviter_denied"_s))};
}

} // namespace

Problem invitationNotGood()
{
    return Problem::of(
        ProblemCode::NotFound,
        QCoreApplication::translate("Tenants", "This invitation is not known, has expired, was revoked or was used."),
        QCoreApplication::translate("Tenants", "Ask for another one."));
}

OpenInvitation requireInvitation(Transaction &transaction, const QString &tokenHash, Instant now)
{
    const auto row = transaction.selectOne(PlatformScope::ofSignIn(), u"tenants/find_invitation_by_token"_s,
                                           {{u"hash"_s, tokenHash}, {u"now"_s, stored(now)}});
    if (!row)
        throw invitationNotGood();
    const Role role = roleFromName(row->text(u"role"_s)).value_or(Role::Guest);
    const Grants inviter = inviterOf(*row);
    if (!allows(inviter, Permission::InviteMembers) || !mayGive(inviter, role))
        throw invitationNotGood();
    return {TenantScope::ofSignIn(row->id<TenantId>(u"tenant_id"_s)), row->id<InvitationId>(u"id"_s),
            row->optionalText(u"email"_s), role, teamOf(*row)};
}

void InvitationStore::insert(const api::Invitation &invitation, const QString &tokenHash)
{
    m_transaction.execute(m_scope, u"tenants/insert_invitation"_s,
                          {{u"id"_s, stored(invitation.id)},
                           {u"hash"_s, tokenHash},
                           {u"email"_s, stored(invitation.email)},
                           {u"role"_s, invitation.role},
                           {u"team"_s, stored(invitation.teamId)},
                           {u"user"_s, stored(invitation.invitedBy)},
                           {u"now"_s, stored(invitation.createdAt)},
                           {u"expires_at"_s, stored(invitation.expiresAt)}});
}

std::vector<api::Invitation> InvitationStore::list(const QString &afterId, Instant now, int limit)
{
    std::vector<api::Invitation> invitations;
    for (const Record &row :
         m_transaction.select(m_scope, u"tenants/list_invitations"_s,
                              {{u"now"_s, stored(now)}, {u"after"_s, afterId}, {u"limit"_s, limit}}))
        invitations.push_back(invitationOf(row));
    return invitations;
}

std::optional<api::Invitation> InvitationStore::find(InvitationId id, Instant now)
{
    const auto row = m_transaction.selectOne(m_scope, u"tenants/find_invitation"_s,
                                             {{u"id"_s, stored(id)}, {u"now"_s, stored(now)}});
    return row ? std::optional(invitationOf(*row)) : std::nullopt;
}

qint64 InvitationStore::count(Instant now)
{
    const auto row = m_transaction.selectOne(m_scope, u"tenants/count_invitations"_s, {{u"now"_s, stored(now)}});
    return row ? row->integer(u"invitations"_s) : 0;
}

qint64 InvitationStore::countTo(const QString &email, Instant since)
{
    const auto row = m_transaction.selectOne(m_scope, u"tenants/count_invitations_to"_s,
                                             {{u"email"_s, email}, {u"since"_s, stored(since)}});
    return row ? row->integer(u"invitations"_s) : 0;
}

bool InvitationStore::revoke(InvitationId id, Instant now)
{
    return m_transaction.execute(m_scope, u"tenants/revoke_invitation"_s,
                                 {{u"id"_s, stored(id)}, {u"now"_s, stored(now)}})
           > 0;
}

void InvitationStore::revokeAllOf(UserId inviter, Instant now)
{
    m_transaction.execute(m_scope, u"tenants/revoke_invitations_of"_s,
                          {{u"user"_s, stored(inviter)}, {u"now"_s, stored(now)}});
}

void InvitationStore::accept(const OpenInvitation &invitation, UserId user, Instant now)
{
    if (m_transaction.execute(m_scope, u"tenants/accept_invitation"_s,
                              {{u"id"_s, stored(invitation.id)}, {u"user"_s, stored(user)}, {u"now"_s, stored(now)}})
        == 0)
        throw invitationNotGood();
    TeamStore teams(m_transaction, m_scope);
    if (invitation.team && teams.find(*invitation.team)) // it may have been deleted meanwhile
        teams.addMember(*invitation.team, user);
}

} // namespace tabletalk
