// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Accounts.h"

namespace tabletalk::api {

/// POST admin/tenants/{id}/impersonate: an operator acts as a member for a while
struct ImpersonateRequest
{
    TenantId id;
    UserId userId;
    QString reason;               ///< that the organisation reads in its audit log
    std::optional<int> minutes{}; ///< 1 to 30, 30 when absent
};
BOOST_DESCRIBE_STRUCT(ImpersonateRequest, (), (id, userId, reason, minutes))

/// An access token of the member's that nothing renews.
struct Impersonating
{
    QString accessToken;
    int expiresIn = 0; ///< seconds
    User user;
    Organization organization;
    Impersonation impersonation;
};
BOOST_DESCRIBE_STRUCT(Impersonating, (), (accessToken, expiresIn, user, organization, impersonation))

} // namespace tabletalk::api
