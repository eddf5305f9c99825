// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/Policy.h"
#include "core/api/SignOn.h"
#include "server/api/ProviderRules.h"
#include "server/platform/Scope.h"

namespace tabletalk {
class Transaction;
}

namespace tabletalk::signon {

/// Why a password does not lead into an organisation; nothing when it does. It does for owners, so
/// that nobody is locked out by a provider that fails, and everywhere that single sign-on is not
/// part of the plan any more.
std::optional<Problem> refusalOfPassword(Transaction &transaction, const TenantScope &scope, Role role, Instant now);

/// Why a provider does not sign in a member of that role, or not any more; nothing when it does.
std::optional<Problem> refusalOfProvider(Transaction &transaction, const TenantScope &scope, SignOnProviderId provider,
                                         Role role, Instant now);

} // namespace tabletalk::signon
