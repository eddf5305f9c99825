// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

namespace tabletalk::api {

/// POST workspaces/{workspaceId}/api-keys
struct CreateApiKeyRequest
{
    WorkspaceId workspaceId;
    QString name;
    std::optional<std::vector<QString>> scopes{}; ///< names of permissions; all of its maker's when absent
    std::optional<Instant> expiresAt{};           ///< never when absent
    std::optional<int> requestsPerMinute{};       ///< its own rate, besides the server's
};
BOOST_DESCRIBE_STRUCT(CreateApiKeyRequest, (), (workspaceId, name, scopes, expiresAt, requestsPerMinute))

/// Answer of apiKeys.create: the only time that the key itself is shown.
struct CreatedApiKey
{
    ApiKeyId id;
    QString name;
    QString prefix;
    QString key; ///< "tt_…", stands wherever an access token does
};
BOOST_DESCRIBE_STRUCT(CreatedApiKey, (), (id, name, prefix, key))

struct ApiKey
{
    ApiKeyId id;
    QString name;
    QString prefix; ///< its first characters, to tell keys apart
    UserId createdBy;
    Instant createdAt;
    std::optional<std::vector<QString>> scopes; ///< nothing: all that its maker may
    std::optional<Instant> expiresAt;           ///< an expired key is listed until it is revoked
    std::optional<int> requestsPerMinute;
    std::optional<Instant> lastUsedAt; ///< to a minute
};
BOOST_DESCRIBE_STRUCT(ApiKey, (),
                      (id, name, prefix, createdBy, createdAt, scopes, expiresAt, requestsPerMinute, lastUsedAt))

/// GET workspaces/{workspaceId}/api-keys
struct ApiKeyListRequest
{
    WorkspaceId workspaceId;
    std::optional<int> limit;
    std::optional<QString> cursor;
};
BOOST_DESCRIBE_STRUCT(ApiKeyListRequest, (), (workspaceId, limit, cursor))

struct ApiKeyList
{
    std::vector<ApiKey> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(ApiKeyList, (), (items, nextCursor))

/// DELETE workspaces/{workspaceId}/api-keys/{id}
struct ApiKeyRequest
{
    WorkspaceId workspaceId;
    ApiKeyId id;
};
BOOST_DESCRIBE_STRUCT(ApiKeyRequest, (), (workspaceId, id))

} // namespace tabletalk::api
