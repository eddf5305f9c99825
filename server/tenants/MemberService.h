// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Members.h"
#include "server/api/Authenticator.h"
#include "server/outbound/Mailer.h"

#include <functional>

namespace tabletalk {

class Clock;
class Mailer;
class PlatformDatabase;

/// What it is made of; all outlive it.
struct MemberParts
{
    PlatformDatabase &database;
    Authenticator &authenticator;
    const Clock &clock;
    std::function<QString()> serverUrl; ///< where links lead; read when one is made
    std::function<Awaitable<QString>(QString)> hashPassword;
    Mailer *mailer = nullptr;  ///< none: links are copied
    bool makesAccounts = true; ///< for people who have none yet
    /// SHA-256 of the server's certificate in hexadecimal, where nobody vouches for it; may be absent. Invitations
    /// carry it, so that whoever opens one need not compare it.
    std::function<QString()> fingerprint = {};
};

/// The people of an organisation: their roles and overrides, teams and invitations. Who may
/// do what to whom is decided by core/access/MembershipRules, on what is true at that moment:
/// inside the transaction that changes it. Thread-safe.
class MemberService
{
public:
    explicit MemberService(MemberParts parts);

    /// An account and its membership at once. Only for people who have no account: whoever has
    /// one is invited, and decides.
    Awaitable<api::CreatedMember> create(Identity caller, api::CreateMemberRequest request);
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
    /// Mailed as well, where it names an address and there is a mailer.
    Awaitable<api::CreatedInvitation> invite(Identity caller, api::CreateInvitationRequest request);
    /// Whoever may not give the role may not take it back either.
    Awaitable<api::Empty> revokeInvitation(Identity caller, InvitationId id);

private:
    bool mail(Mail message) const;

    MemberParts m_parts;
};

} // namespace tabletalk
