// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/signon/GroupRoles.h"

namespace tabletalk::signon {

bool mayBeMapped(Role role)
{
    return role != Role::Owner;
}

Role roleOf(const QStringList &groups, const std::vector<GroupRole> &mapping, Role otherwise)
{
    std::optional<Role> best;
    for (const GroupRole &each : mapping) {
        const bool isHeld = mayBeMapped(each.role) && groups.contains(each.group);
        if (isHeld && (!best || static_cast<int>(each.role) < static_cast<int>(*best)))
            best = each.role;
    }
    return best.value_or(mayBeMapped(otherwise) ? otherwise : Role::Viewer);
}

} // namespace tabletalk::signon
