// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

namespace tabletalk::api {

/// The versions of what windows and servers say to each other. The number rises when something known changes its
/// meaning or goes; what is new besides needs none, because both leave alone what they do not know.
inline constexpr int protocolVersion = 1;
/// The oldest that this program still understands of its peer.
inline constexpr int oldestProtocol = 1;

/// What a server is, told with every sign-in of a connection. Servers before it say nothing, and speak version 1.
struct ServerVersion
{
    QString program;                      ///< "0.1.0"
    int protocol = protocolVersion;       ///< that it speaks
    int oldestProtocol = protocolVersion; ///< that it still understands of windows
};
BOOST_DESCRIBE_STRUCT(ServerVersion, (), (program, protocol, oldestProtocol))

} // namespace tabletalk::api
