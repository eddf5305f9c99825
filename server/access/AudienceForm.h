// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/access/ShareStore.h"

#include <optional>
#include <vector>

namespace tabletalk {

/// To whom a request wants to show a thing: each once, people only where it is shown to people, teams only where it is
/// shown to teams. Throws InvalidRequest with the path of what is wrong.
Audience checkedAudience(const QString &visibility, const std::optional<std::vector<UserId>> &users,
                         const std::optional<std::vector<TeamId>> &teams);

} // namespace tabletalk
