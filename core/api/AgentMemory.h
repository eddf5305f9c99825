// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"
#include "core/api/KnowledgeIds.h"

namespace tabletalk::api {

/// Something that the agents of a workspace keep in mind, because a person said so.
struct MemoryFact
{
    AgentMemoryId id;
    WorkspaceId workspaceId;
    std::optional<AgentId> agentId; ///< absent: every agent of the workspace knows it
    QString scope;                  ///< personal, workspace
    QString text;
    QString said;                      ///< where the fact is about words: what people say …
    QString meant;                     ///< … and what the data calls it; both empty otherwise
    QString origin;                    ///< said (in a chat), proposed (by a model), written (by hand)
    QString question;                  ///< that it came from; empty where it was written
    std::optional<MessageId> answerId; ///< of the answer that it came from
    UserId userId;
    QString userName; ///< whoever said it; empty where they left
    bool mine = false;
    bool mayChange = false;
    Instant createdAt;
    Instant updatedAt;
    std::optional<Instant> expiresAt;
};
BOOST_DESCRIBE_STRUCT(MemoryFact, (),
                      (id, workspaceId, agentId, scope, text, said, meant, origin, question, answerId, userId, userName,
                       mine, mayChange, createdAt, updatedAt, expiresAt))

/// GET workspaces/{workspaceId}/memory: one's own and those of the workspace, newest first
struct MemoryListRequest
{
    WorkspaceId workspaceId;
    std::optional<QString> scope; ///< personal, workspace; both when absent
};
BOOST_DESCRIBE_STRUCT(MemoryListRequest, (), (workspaceId, scope))

struct MemoryFactList
{
    std::vector<MemoryFact> items;
    bool mayWriteWorkspace = false; ///< the caller may add what everybody's agents know
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(MemoryFactList, (), (items, mayWriteWorkspace, nextCursor))

/// POST workspaces/{workspaceId}/memory
struct RememberRequest
{
    WorkspaceId workspaceId;
    QString text;                 ///< 3 to 500 characters; "remember that" in front is left out
    std::optional<QString> scope; ///< personal when absent; workspace needs agents.manage
    std::optional<Instant> expiresAt;
};
BOOST_DESCRIBE_STRUCT(RememberRequest, (), (workspaceId, text, scope, expiresAt))

/// PUT workspaces/{workspaceId}/memory/{id}; what is absent stays
struct UpdateMemoryRequest
{
    WorkspaceId workspaceId;
    AgentMemoryId id;
    std::optional<QString> text;
    std::optional<QString> scope;
    std::optional<Instant> expiresAt;
    bool forGood = false; ///< true: it does not expire any more
};
BOOST_DESCRIBE_STRUCT(UpdateMemoryRequest, (), (workspaceId, id, text, scope, expiresAt, forGood))

/// DELETE workspaces/{workspaceId}/memory/{id}
struct MemoryRequest
{
    WorkspaceId workspaceId;
    AgentMemoryId id;
};
BOOST_DESCRIBE_STRUCT(MemoryRequest, (), (workspaceId, id))

/// POST workspaces/{workspaceId}/memory/forget: all of that scope
struct ForgetRequest
{
    WorkspaceId workspaceId;
    QString scope; ///< personal: one's own; workspace needs agents.manage
};
BOOST_DESCRIBE_STRUCT(ForgetRequest, (), (workspaceId, scope))

struct Forgotten
{
    qint64 count = 0;
};
BOOST_DESCRIBE_STRUCT(Forgotten, (), (count))

} // namespace tabletalk::api
