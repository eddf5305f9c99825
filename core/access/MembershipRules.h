// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/Access.h"

namespace tabletalk {

/// Why somebody may not do something to a member.
enum class MembershipRefusal {
    HigherRole,    ///< the member's role is above one's own
    RoleAboveOwn,  ///< the role to be given is above one's own
    NotHeld,       ///< a permission to be given that one does not hold
    LastOwner,     ///< an organisation has an owner, always
    OwnPermissions ///< nobody changes what they may themselves
};

/// What is to become of a member. Absent: stays.
struct MembershipChange
{
    Grants actor;
    Grants member; ///< as they are
    bool isSelf = false;
    int owners = 1; ///< that the organisation has now
    std::optional<Role> role;
    std::optional<PermissionSet> allowed;
    std::optional<PermissionSet> denied;
    bool removes = false;
};

/// What speaks against a change; nothing when it may be made. Whether the actor may manage
/// members at all is a matter of permissions and was asked before.
std::optional<MembershipRefusal> refusalOf(const MembershipChange &change);

/// Whether somebody may give a role, in an invitation for instance.
bool mayGive(const Grants &actor, Role role);

/// Whether somebody's role suffices to act on a member of another.
bool mayActOn(Role actor, Role member);

} // namespace tabletalk
