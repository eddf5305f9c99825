// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/Call.h"

namespace tabletalk {

class Transaction;

/// Somebody who is not there and has no token that was verified a moment ago, such as whoever made a schedule or a
/// workflow: who they are, with the rights that they have now. Throws OrganizationClosed, and Forbidden where they
/// have left.
Identity absentMember(Transaction &transaction, const TenantScope &scope, UserId user);

} // namespace tabletalk
