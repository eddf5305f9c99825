// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

namespace tabletalk::api {

/// A membership, as tenant/users lists it.
struct Member
{
    UserId id;
    QString email;
    QString fullName;
    QString role;
    Instant joinedAt;
    std::optional<Instant> lastSeenAt;
    std::optional<QString> department;
    std::optional<QString> jobTitle;
    std::vector<QString> allowed; ///< permissions besides the role's
    std::vector<QString> denied;  ///< permissions taken away
};
BOOST_DESCRIBE_STRUCT(Member, (),
                      (id, email, fullName, role, joinedAt, lastSeenAt, department, jobTitle, allowed, denied))

struct MemberList
{
    std::vector<Member> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(MemberList, (), (items, nextCursor))

/// POST tenant/users: an account and its membership at once
struct CreateMemberRequest
{
    QString email;
    QString fullName;
    QString role;
    std::optional<QString> password; ///< absent: the person chooses one by a link
    std::optional<QString> department;
    std::optional<QString> jobTitle;
};
BOOST_DESCRIBE_STRUCT(CreateMemberRequest, (), (email, fullName, role, password, department, jobTitle))

/// The only time that the link is shown.
struct CreatedMember
{
    UserId id;
    QString email;
    QString fullName;
    QString role;
    Instant joinedAt;
    std::optional<QString> department;
    std::optional<QString> jobTitle;
    std::optional<QString> passwordLink; ///< to copy, where no password was given; works once
    bool mailed = false;                 ///< to the person as well
};
BOOST_DESCRIBE_STRUCT(CreatedMember, (),
                      (id, email, fullName, role, joinedAt, department, jobTitle, passwordLink, mailed))

struct MemberRequest
{
    UserId id;
};
BOOST_DESCRIBE_STRUCT(MemberRequest, (), (id))

/// PUT tenant/users/{id}: what is left out stays as it is
struct UpdateMemberRequest
{
    UserId id;
    std::optional<QString> role;
    std::optional<std::vector<QString>> allowed;
    std::optional<std::vector<QString>> denied;
    std::optional<QString> department;
    std::optional<QString> jobTitle;
};
BOOST_DESCRIBE_STRUCT(UpdateMemberRequest, (), (id, role, allowed, denied, department, jobTitle))

/// GET tenant/users/{id}/access
struct ExplainAccessRequest
{
    UserId id;
    std::optional<ConversationId> conversationId; ///< why they can, or cannot, see this one
};
BOOST_DESCRIBE_STRUCT(ExplainAccessRequest, (), (id, conversationId))

/// One answer of the policy, with the rule that decided.
struct AccessAnswer
{
    QString permission;
    bool allowed = false;
    QString rule;
    QString why; ///< the rule in words
};
BOOST_DESCRIBE_STRUCT(AccessAnswer, (), (permission, allowed, rule, why))

struct AccessExplanation
{
    UserId id;
    QString role;
    std::vector<AccessAnswer> permissions;
    std::optional<QString> visibility; ///< of the conversation that was asked about
    std::optional<AccessAnswer> conversation;
};
BOOST_DESCRIBE_STRUCT(AccessExplanation, (), (id, role, permissions, visibility, conversation))

struct Team
{
    TeamId id;
    QString name;
    qint64 members = 0;
    Instant createdAt;
};
BOOST_DESCRIBE_STRUCT(Team, (), (id, name, members, createdAt))

struct TeamList
{
    std::vector<Team> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(TeamList, (), (items, nextCursor))

struct TeamRequest
{
    TeamId id;
};
BOOST_DESCRIBE_STRUCT(TeamRequest, (), (id))

/// GET teams/{id}
struct TeamMember
{
    UserId id;
    QString email;
    QString fullName;
};
BOOST_DESCRIBE_STRUCT(TeamMember, (), (id, email, fullName))

struct TeamDetails
{
    TeamId id;
    QString name;
    std::vector<TeamMember> members;
};
BOOST_DESCRIBE_STRUCT(TeamDetails, (), (id, name, members))

/// POST teams
struct CreateTeamRequest
{
    QString name;
};
BOOST_DESCRIBE_STRUCT(CreateTeamRequest, (), (name))

/// PUT teams/{id}
struct RenameTeamRequest
{
    TeamId id;
    QString name;
};
BOOST_DESCRIBE_STRUCT(RenameTeamRequest, (), (id, name))

/// PUT and DELETE teams/{id}/members/{userId}
struct TeamMemberRequest
{
    TeamId id;
    UserId userId;
};
BOOST_DESCRIBE_STRUCT(TeamMemberRequest, (), (id, userId))

struct Invitation
{
    InvitationId id;
    std::optional<QString> email; ///< only this address may accept; absent: whoever has the link
    QString role;
    std::optional<TeamId> teamId;
    UserId invitedBy;
    Instant createdAt;
    Instant expiresAt;
};
BOOST_DESCRIBE_STRUCT(Invitation, (), (id, email, role, teamId, invitedBy, createdAt, expiresAt))

struct InvitationList
{
    std::vector<Invitation> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(InvitationList, (), (items, nextCursor))

/// POST invitations
struct CreateInvitationRequest
{
    std::optional<QString> email;
    QString role;
    std::optional<TeamId> teamId; ///< joined at once
    std::optional<int> days;      ///< that it is good for, 1 to 30; 7 when absent
};
BOOST_DESCRIBE_STRUCT(CreateInvitationRequest, (), (email, role, teamId, days))

/// Answer of invitations.create: the only time that the token is shown.
struct CreatedInvitation
{
    Invitation invitation;
    QString token;
    QString link;        ///< to copy; opens the window's "Join a server"
    bool mailed = false; ///< to the invitation's address as well; whether it arrives is the mail server's matter
};
BOOST_DESCRIBE_STRUCT(CreatedInvitation, (), (invitation, token, link, mailed))

struct InvitationRequest
{
    InvitationId id;
};
BOOST_DESCRIBE_STRUCT(InvitationRequest, (), (id))

/// POST invitations/accept
struct AcceptInvitationRequest
{
    QString token;
    std::optional<QString> email;    ///< where the invitation names none
    QString password;                ///< of the account, or of the one that is made
    std::optional<QString> fullName; ///< of an account that is made
};
BOOST_DESCRIBE_STRUCT(AcceptInvitationRequest, (), (token, email, password, fullName))

/// POST invitations/join: for whoever is signed in
struct JoinRequest
{
    QString token;
};
BOOST_DESCRIBE_STRUCT(JoinRequest, (), (token))

} // namespace tabletalk::api
