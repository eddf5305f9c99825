// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Members.h"
#include "server/api/Authenticator.h"

namespace tabletalk {

class Clock;
class PlatformDatabase;

/// The people of an organisation: their roles and overrides, teams and invitations. Who may
/// do what to whom is decided by core/access/MembershipRules, on what is true at that moment:
/// inside the transaction that changes it. Thread-safe.
class MemberService
{
public:
    /// serverUrl: where links of invitations lead; read when one is made.
    MemberService(PlatformDatabase &database, Authenticator &authenticator, const Clock &clock,
                  std::function<QString()> serverUrl);

    Awaitable<api::Member> update(Identity caller, api::UpdateMemberRequest request);
    /// Their sign-ins and keys here end at once; what they made stays.
    Awaitable<api::Empty> remove(Identity caller, UserId user);
    Awaitable<api::Empty> leave(Identity caller);
    /// What somebody may, and by which rule; of a conversation that the caller sees, why they see it.
    Awaitable<api::AccessExplanation> explain(Identity caller, api::ExplainAccessRequest request);

    Awaitable<api::TeamList> teams(TenantScope scope, api::ListRequest request);
    Awaitable<api::TeamDetails> team(TenantScope scope, TeamId id);
    Awaitable<api::Team> createTeam(TenantScope scope, api::CreateTeamRequest request);
    Awaitable<api::Team> renameTeam(TenantScope scope, api::RenameTeamRequest request);
    Awaitable<api::Empty> removeTeam(TenantScope scope, TeamId id);
    Awaitable<api::TeamDetails> addToTeam(TenantScope scope, api::TeamMemberRequest request);
    Awaitable<api::TeamDetails> removeFromTeam(TenantScope scope, api::TeamMemberRequest request);

    Awaitable<api::InvitationList> invitations(TenantScope scope, api::ListRequest request);
    Awaitable<api::CreatedInvitation> invite(Identity caller, api::CreateInvitationRequest request);
    /// Whoever may not give the role may not take it back either.
    Awaitable<api::Empty> revokeInvitation(Identity caller, InvitationId id);

private:
    PlatformDatabase &m_database;
    Authenticator &m_authenticator;
    const Clock &m_clock;
    std::function<QString()> m_serverUrl;
};

} // namespace tabletalk
