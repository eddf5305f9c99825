// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/Policy.h"
#include "core/base/Id.h"
#include "core/base/Instant.h"
#include "server/platform/Scope.h"

#include <memory>
#include <optional>

namespace tabletalk {

class EventSink;

/// Where a request came from.
struct Origin
{
    QString requestId; ///< ours; in every problem and log line
    QString address;   ///< of the client, or of the one a trusted proxy names
    QString client;    ///< User-Agent, shortened
};

/// Who asks, as verified from the token.
struct Identity
{
    UserId user;
    TenantId tenant;
    SessionId session; ///< null for API keys
    std::optional<QString> apiKeyId;
    Role role = Role::Guest;
    Instant expiresAt;
};

/// What a public operation knows about its caller.
struct PublicCall
{
    Origin origin;
};

/// What an operation for signed-in people knows about its caller. Made by the registry
/// alone, after the token was verified and the permission granted.
struct Call
{
    Identity caller;
    TenantScope scope;
    Origin origin;
    std::shared_ptr<EventSink> sink; ///< the WebSocket that asked; null over HTTP
    std::optional<QString> rpcId;    ///< id of the JSON-RPC request, as text
};

} // namespace tabletalk
