// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/PermissionSet.h"

namespace tabletalk {

/// What a member was given: a role, and what an administrator allowed or denied besides.
struct Grants
{
    Role role = Role::Guest;
    PermissionSet allowed;
    PermissionSet denied; ///< wins over both

    friend bool operator==(const Grants &, const Grants &) = default;
};

/// Who sees a thing of somebody in the organisation.
enum class Visibility {
    Private,      ///< whoever made it
    Team,         ///< the members of the teams it is shown to
    Organization, ///< everybody but guests
    Public,       ///< everybody in the organisation, guests among them
    Shared        ///< the people it is shown to by name
};

/// How somebody stands to a thing.
struct Relation
{
    bool owns = false;
    bool inTeam = false; ///< in one of the teams it is shown to
    bool named = false;  ///< among the people it is shown to
};

enum class Action {
    See,
    Change ///< rename, delete, show to others
};

/// One question to the policy. Without a visibility it is about the permission alone.
struct AccessQuestion
{
    Grants grants;
    Permission permission;
    std::optional<Visibility> visibility;
    Relation relation;
    Action action = Action::See;
};

/// The rule that decided.
enum class AccessRule {
    RoleLacks,      ///< the role does not hold the permission
    DeniedToMember, ///< an override takes the permission away
    RoleHolds,
    AllowedToMember, ///< an override gives the permission
    OwnThing,
    InTeam,
    InOrganization,
    ShownToAll,
    NamedPerson,
    NotShown,   ///< the visibility leaves this person out
    NotOneOwned ///< seen, but only who made it may change it
};

struct AccessDecision
{
    bool allowed = false;
    AccessRule rule = AccessRule::RoleLacks;

    friend bool operator==(const AccessDecision &, const AccessDecision &) = default;
};

/// The one place that decides about access. Pure: whoever asks brings the facts. What it says
/// is in docs/access.md; the stores' statements repeat the part on visibility in SQL, and a test
/// holds the two against each other.
AccessDecision decide(const AccessQuestion &question);

inline bool allows(const Grants &grants, Permission permission)
{
    return decide({.grants = grants, .permission = permission, .visibility = {}, .relation = {}}).allowed;
}

const std::vector<Visibility> &allVisibilities();
QString visibilityName(Visibility visibility);
std::optional<Visibility> visibilityFromName(QStringView name);
/// "role_lacks", …: stable, for programs.
QString accessRuleName(AccessRule rule);

} // namespace tabletalk
