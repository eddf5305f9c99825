// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/PermissionSet.h"

#include <QStringList>

namespace tabletalk {

std::vector<Permission> PermissionSet::list() const
{
    std::vector<Permission> permissions;
    for (const Permission permission : allPermissions()) {
        if (contains(permission))
            permissions.push_back(permission);
    }
    return permissions;
}

QString PermissionSet::toText() const
{
    QStringList names;
    for (const Permission permission : list())
        names << permissionName(permission);
    return names.join(u' ');
}

PermissionSet PermissionSet::fromText(QStringView text)
{
    PermissionSet set;
    for (const QStringView name : text.split(u' ', Qt::SkipEmptyParts)) {
        if (const auto permission = permissionFromName(name))
            set.insert(*permission);
    }
    return set;
}

} // namespace tabletalk
