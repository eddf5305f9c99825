// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/MembershipRules.h"

#include <algorithm>

namespace tabletalk {

namespace {

bool isAbove(Role role, Role other)
{
    return static_cast<int>(role) < static_cast<int>(other);
}

/// Giving a permission, or no longer denying it, is giving what one must hold.
bool givesOnlyWhatIsHeld(const MembershipChange &change)
{
    const PermissionSet allowed = change.allowed.value_or(change.member.allowed);
    const PermissionSet denied = change.denied.value_or(change.member.denied);
    return std::ranges::all_of(allPermissions(), [&](Permission permission) {
        const bool added = allowed.contains(permission) && !change.member.allowed.contains(permission);
        const bool restored = !denied.contains(permission) && change.member.denied.contains(permission);
        return !(added || restored) || allows(change.actor, permission);
    });
}

/// Whoever goes may do so; so may whoever takes a lower role.
bool onlyLowersOneself(const MembershipChange &change)
{
    return !change.allowed && !change.denied;
}

} // namespace

bool mayActOn(Role actor, Role member)
{
    return !isAbove(member, actor);
}

bool mayGive(const Grants &actor, Role role)
{
    if (isAbove(role, actor.role))
        return false;
    // A role carries permissions: whoever was denied one cannot hand it on by way of a role.
    return std::ranges::all_of(allPermissions(), [&](Permission permission) {
        return !allows(role, permission) || allows(actor, permission);
    });
}

std::optional<MembershipRefusal> refusalOf(const MembershipChange &change)
{
    const bool losesOwner =
        change.member.role == Role::Owner && (change.removes || change.role.value_or(Role::Owner) != Role::Owner);
    if (!mayActOn(change.actor.role, change.member.role))
        return MembershipRefusal::HigherRole;
    if (losesOwner && change.owners <= 1)
        return MembershipRefusal::LastOwner;
    if (change.removes)
        return std::nullopt;
    if (change.isSelf && !onlyLowersOneself(change))
        return MembershipRefusal::OwnPermissions;
    if (change.role && *change.role != change.member.role) {
        if (isAbove(*change.role, change.actor.role))
            return MembershipRefusal::RoleAboveOwn;
        if (!change.isSelf && !mayGive(change.actor, *change.role))
            return MembershipRefusal::NotHeld;
    }
    return givesOnlyWhatIsHeld(change) ? std::nullopt : std::optional(MembershipRefusal::NotHeld);
}

} // namespace tabletalk
