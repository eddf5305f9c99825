// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/base/AddressRanges.h"

#include <string_view>

namespace tabletalk {

/// Where a request comes from. Every proxy adds at the right end of X-Forwarded-For whom it
/// heard; so it is read from the right, as long as who speaks is trusted. What a client writes
/// into the header itself stands further left and is never reached.
QString clientAddress(std::string_view peer, std::string_view forwardedFor, const AddressRanges &trustedProxies);

} // namespace tabletalk
