// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/Access.h"
#include "core/base/Id.h"
#include "core/base/Instant.h"
#include "server/platform/Scope.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

namespace tabletalk {

class EventSink;
struct TextStream;

/// Where a request came from.
struct Origin
{
    QString requestId;                   ///< ours; in every problem and log line
    QString address;                     ///< of the client, or of the one a trusted proxy names
    QString client;                      ///< User-Agent, shortened
    std::optional<QString> organization; ///< short name of the one whose host name the client called us by
    bool isGuest = false;                ///< on another computer than somebody's own that the server is a part of
};

/// What an API key may do at most; its maker's present rights are the other limit.
struct KeyGrant
{
    WorkspaceId workspace;
    std::optional<std::vector<Permission>> scopes; ///< nothing: all that its maker may
    std::optional<int> perMinute;                  ///< its own rate

    /// Nothing for a caller who may enter all workspaces.
    static std::optional<WorkspaceId> workspaceOf(const std::shared_ptr<const KeyGrant> &key)
    {
        return key ? std::optional(key->workspace) : std::nullopt;
    }

    bool covers(Permission permission) const
    {
        return !scopes || std::ranges::find(*scopes, permission) != scopes->end();
    }
};

/// An operator of the server who acts as a member for a while.
struct Impersonator
{
    UserId user;
    QString email;
    QString reason;
};

/// Who asks, as verified from the token.
struct Identity
{
    UserId user;
    TenantId tenant;
    SessionId session; ///< null for API keys
    std::optional<QString> apiKeyId;
    std::shared_ptr<const KeyGrant> key; ///< null for people
    Role role = Role::Guest;
    PermissionSet allowed;                    ///< to this member, besides the role
    PermissionSet denied;                     ///< to this member, whatever the role
    bool isOperator = false;                  ///< of this server, apart from any organisation
    std::optional<Impersonator> impersonator; ///< who really asks, in the member's name
    std::optional<QString> closedBecause;     ///< the organisation is suspended or closed, and why
    Instant expiresAt;

    Grants grants() const { return {role, allowed, denied}; }
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
    std::shared_ptr<EventSink> sink;    ///< the WebSocket that asked; null over HTTP
    std::optional<QString> rpcId;       ///< id of the JSON-RPC request, as text
    QString rule;                       ///< what allowed the call, for the audit log
    std::shared_ptr<TextStream> stream; ///< to be filled by operations that stream; null where none can be sent
};

} // namespace tabletalk
