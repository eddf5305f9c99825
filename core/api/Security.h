// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

namespace tabletalk::api {

/// GET tenant/security
struct SecuritySettings
{
    std::vector<QString> allowedRanges; ///< "192.0.2.0/24", "2001:db8::/32"; empty: from everywhere
    QString yourAddress;                ///< where the server sees the caller
};
BOOST_DESCRIBE_STRUCT(SecuritySettings, (), (allowedRanges, yourAddress))

/// PUT tenant/security
struct UpdateSecurityRequest
{
    std::vector<QString> allowedRanges;
    std::optional<bool> lockMyselfOut; ///< true: even if the caller's own address is not among them
};
BOOST_DESCRIBE_STRUCT(UpdateSecurityRequest, (), (allowedRanges, lockMyselfOut))

} // namespace tabletalk::api
