// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "server/api/Operation.h"

#include <optional>

namespace tabletalk {

/// What an operator who acts as a member may do in their name: look, and ask the databases.
/// Nothing that outlasts the visit or gives away a secret: no change of the organisation, its
/// people, databases or keys, nothing that deletes, nothing of the member's own account. What is
/// not known to be harmless is refused, so that an operation that is added later is, too.
bool mayWhileImpersonating(const OperationInfo &info, std::optional<Permission> permission);

/// The refusal of anything else.
Problem notWhileImpersonating();

} // namespace tabletalk
