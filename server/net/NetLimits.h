// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>

namespace tabletalk {

/// Every bound of the transports. The values are what a server offers to strangers; tests
/// make them small.
struct NetLimits
{
    int maxConnections = 20'000; ///< lowered to what the system's open-file limit leaves
    size_t maxHeaderBytes = 16 * 1024;
    size_t maxMessageBytes = 1024 * 1024; ///< one WebSocket message
    size_t maxJsonDepth = 32;
    int maxInFlight = 64;                           ///< requests of one WebSocket that run at once
    size_t maxOutgoingBytes = 4 * 1024 * 1024;      ///< waiting to be sent on one WebSocket
    std::chrono::milliseconds headerTime{10'000};   ///< from its first byte, or from accepting
    std::chrono::milliseconds bodyTime{30'000};     ///< for a whole body
    std::chrono::milliseconds idleTime{60'000};     ///< between two requests on one connection
    std::chrono::milliseconds writeTime{30'000};    ///< for a whole response
    std::chrono::milliseconds socketIdle{60'000};   ///< silent WebSockets get a ping at half of it and end at the whole
    std::chrono::milliseconds signInTime{30'000};   ///< for a WebSocket to sign in
    std::chrono::milliseconds verifyTime{60'000};   ///< how often an open WebSocket's token is looked at again
    std::chrono::milliseconds closeTime{2'000};     ///< for a peer to answer our close
    std::chrono::milliseconds stopTime{4'000};      ///< for everything to end when the server stops
    std::chrono::milliseconds sweepInterval{1'000}; ///< how exactly the times of WebSockets are kept
};

} // namespace tabletalk
