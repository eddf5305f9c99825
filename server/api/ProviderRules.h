// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "server/api/Call.h"
#include "server/api/Operation.h"

#include <optional>

namespace tabletalk {

/// Whether an organisation's own identity provider signed the caller in.
bool isSignedInByProvider(const Identity &caller);

/// What somebody may do whom an organisation's own identity provider signed in. The provider is
/// the organisation's word for who somebody is, and the account is not the organisation's alone:
/// whatever reaches beyond the organisation is refused, and so is what is not known to stay within.
bool mayWhenSignedInByProvider(const OperationInfo &info, std::optional<Permission> permission);

namespace signon {

/// The refusal of anything else.
Problem notByProvider();

} // namespace signon

} // namespace tabletalk
