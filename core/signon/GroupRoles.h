// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/Policy.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace tabletalk::signon {

/// Whoever is in a group of the provider's has a role here.
struct GroupRole
{
    QString group;
    Role role = Role::Viewer;
};

/// The roles that a provider may give: an owner is made by an owner alone.
bool mayBeMapped(Role role);

/// The most powerful role of somebody's groups; otherwise the one of those who are in none.
Role roleOf(const QStringList &groups, const std::vector<GroupRole> &mapping, Role otherwise);

} // namespace tabletalk::signon
