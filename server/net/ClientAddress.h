// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/base/AddressRanges.h"

#include <boost/asio/ip/address.hpp>

#include <string_view>

namespace tabletalk {

/// Who is at the other end of a socket. Whoever came by IPv4 is an IPv4 address, also where both families come in by
/// one door: limits, ranges and what people read go by that.
boost::asio::ip::address peerAddress(const boost::asio::ip::address &ofSocket);

/// Where a request comes from. Every proxy adds at the right end of X-Forwarded-For whom it
/// heard; so it is read from the right, as long as who speaks is trusted. What a client writes
/// into the header itself stands further left and is never reached.
QString clientAddress(std::string_view peer, std::string_view forwardedFor, const AddressRanges &trustedProxies);

} // namespace tabletalk
