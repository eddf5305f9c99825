// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/members_operations.h"

#include "server/accounts/AccountService.h"
#include "server/api/OperationForms.h"
#include "server/api/Registry.h"
#include "server/tenants/MemberService.h"

namespace tabletalk {

namespace {

void addMembers(Registry &registry, MemberService &members)
{
    OperationInfo create = making("users.create", "tenant/users",
                                  "Make an account and its membership; without a password, with a link to choose one");
    create.givesSecret = true;
    registry.add<api::CreateMemberRequest, api::CreatedMember>(
        create, Permission::ManageMembers, [&members](const Call &call, api::CreateMemberRequest request) {
            return members.create(call.caller, std::move(request));
        });
    registry.add<api::UpdateMemberRequest, api::Member>(
        changing("users.update", HttpMethod::Put, "tenant/users/{id}",
                 "Change a member's role, permissions, department or position"),
        Permission::ManageMembers, [&members](const Call &call, api::UpdateMemberRequest request) {
            return members.update(call.caller, std::move(request));
        });
    registry.add<api::MemberRequest, api::Empty>(
        changing("users.remove", HttpMethod::Delete, "tenant/users/{id}", "Remove a member from the organisation"),
        Permission::ManageMembers, [&members](const Call &call, const api::MemberRequest &request) {
            return members.remove(call.caller, request.id);
        });
    registry.add<api::ExplainAccessRequest, api::AccessExplanation>(
        reading("users.explainAccess", "tenant/users/{id}/access", "What a member may, and by which rule"),
        Permission::ReadMembers, [&members](const Call &call, const api::ExplainAccessRequest &request) {
            return members.explain(call.caller, request);
        });
    OperationInfo leave = changing("tenant.leave", HttpMethod::Post, "tenant/leave", "Leave the organisation");
    leave.whileClosed = true;
    registry.add<api::Empty, api::Empty>(
        leave, Permission::OwnAccount,
        [&members](const Call &call, const api::Empty &) { return members.leave(call.caller); });
}

void addTeams(Registry &registry, MemberService &members)
{
    registry.add<api::ListRequest, api::TeamList>(reading("teams.list", "teams", "List the teams of the organisation"),
                                                  Permission::ReadMembers,
                                                  [&members](const Call &call, api::ListRequest request) {
                                                      return members.teams(call.scope, std::move(request));
                                                  });
    registry.add<api::TeamRequest, api::TeamDetails>(
        reading("teams.read", "teams/{id}", "Read a team with its members"), Permission::ReadMembers,
        [&members](const Call &call, const api::TeamRequest &request) { return members.team(call.scope, request.id); });
    registry.add<api::CreateTeamRequest, api::Team>(making("teams.create", "teams", "Make a team"),
                                                    Permission::ManageTeams,
                                                    [&members](const Call &call, api::CreateTeamRequest request) {
                                                        return members.createTeam(call.scope, std::move(request));
                                                    });
    registry.add<api::RenameTeamRequest, api::Team>(
        changing("teams.update", HttpMethod::Put, "teams/{id}", "Rename a team"), Permission::ManageTeams,
        [&members](const Call &call, api::RenameTeamRequest request) {
            return members.renameTeam(call.scope, std::move(request));
        });
    registry.add<api::TeamRequest, api::Empty>(
        changing("teams.delete", HttpMethod::Delete, "teams/{id}", "Delete a team; its people stay"),
        Permission::ManageTeams, [&members](const Call &call, const api::TeamRequest &request) {
            return members.removeTeam(call.scope, request.id);
        });
    registry.add<api::TeamMemberRequest, api::TeamDetails>(
        changing("teams.addMember", HttpMethod::Put, "teams/{id}/members/{userId}", "Put a member into a team"),
        Permission::ManageTeams, [&members](const Call &call, const api::TeamMemberRequest &request) {
            return members.addToTeam(call.scope, request);
        });
    registry.add<api::TeamMemberRequest, api::TeamDetails>(
        changing("teams.removeMember", HttpMethod::Delete, "teams/{id}/members/{userId}",
                 "Take a member out of a team"),
        Permission::ManageTeams, [&members](const Call &call, const api::TeamMemberRequest &request) {
            return members.removeFromTeam(call.scope, request);
        });
}

void addInvitations(Registry &registry, MemberService &members)
{
    registry.add<api::ListRequest, api::InvitationList>(
        reading("invitations.list", "invitations", "List the invitations that can still be accepted"),
        Permission::InviteMembers, [&members](const Call &call, api::ListRequest request) {
            return members.invitations(call.scope, std::move(request));
        });
    OperationInfo invite = making("invitations.create", "invitations",
                                  "Invite somebody, by mail where an address and a mail server are known; the token is "
                                  "shown this once");
    invite.givesSecret = true;
    registry.add<api::CreateInvitationRequest, api::CreatedInvitation>(
        invite, Permission::InviteMembers, [&members](const Call &call, api::CreateInvitationRequest request) {
            return members.invite(call.caller, std::move(request));
        });
    registry.add<api::InvitationRequest, api::Empty>(
        changing("invitations.revoke", HttpMethod::Delete, "invitations/{id}", "Revoke an invitation at once"),
        Permission::InviteMembers, [&members](const Call &call, const api::InvitationRequest &request) {
            return members.revokeInvitation(call.caller, request.id);
        });
}

void addAccepting(Registry &registry, AccountService &accounts)
{
    OperationInfo accept = making("invitations.accept", "invitations/accept",
                                  "Accept an invitation and sign in; makes the account where there is none");
    accept.rate = RateClass::SignIn;
    registry.addPublic<api::AcceptInvitationRequest, api::SignedIn>(
        accept, [&accounts](const PublicCall &call, const api::AcceptInvitationRequest &request) {
            return accounts.acceptInvitation(call.origin, request);
        });
    OperationInfo join = making("invitations.join", "invitations/join",
                                "Accept an invitation with the account that is signed in: new tokens");
    join.rate = RateClass::SignIn;
    join.whileClosed = true;
    registry.add<api::JoinRequest, api::SignedIn>(
        join, Permission::OwnAccount, [&accounts](const Call &call, const api::JoinRequest &request) {
            return accounts.joinOrganization(call.caller, call.origin, request);
        });
}

} // namespace

void addMemberOperations(Registry &registry, MemberService &members, AccountService &accounts)
{
    addMembers(registry, members);
    addTeams(registry, members);
    addInvitations(registry, members);
    addAccepting(registry, accounts);
}

} // namespace tabletalk
