// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"
#include "core/api/Citations.h"
#include "core/api/Common.h"
#include "core/api/KnowledgeIds.h"

namespace tabletalk::api {

/// Something that an agent knows how to do, in words: added to what it is told when the question is about it, or
/// always.
struct AgentSkill
{
    QString name; ///< 1 to 80 characters
    QString text; ///< 1 to 4,000
    std::optional<bool> always;
};
BOOST_DESCRIBE_STRUCT(AgentSkill, (), (name, text, always))

/// A way to be answered, in one workspace: what it is told, which tools and databases it has, and who sees it.
struct Agent
{
    AgentId id;
    WorkspaceId workspaceId;
    QString name;
    QString description;
    QString instructions; ///< its system prompt
    QString tone;         ///< neutral, friendly, formal, brief, thorough
    QString personality;  ///< in words of one's own
    std::vector<AgentSkill> skills;
    std::vector<QString> tools; ///< sql, vector_search, hybrid_search, graph_search, documents
    bool allDatabases = true;   ///< of the workspace; else databaseIds alone
    std::vector<ConnectionId> databaseIds;
    QString model;      ///< organization (as chosen there), none, or the name of one of its provider's models
    QString visibility; ///< private, team, organization, public, shared
    std::vector<UserId> userIds;
    std::vector<TeamId> teamIds;
    bool active = true;
    bool isDefault = false;        ///< of its workspace; cannot be deleted
    std::optional<UserId> ownerId; ///< nobody: it was there from the start
    QString ownerName;
    Instant createdAt;
    Instant updatedAt;
};
BOOST_DESCRIBE_STRUCT(Agent, (),
                      (id, workspaceId, name, description, instructions, tone, personality, skills, tools, allDatabases,
                       databaseIds, model, visibility, userIds, teamIds, active, isDefault, ownerId, ownerName,
                       createdAt, updatedAt))

/// GET workspaces/{workspaceId}/agents: the default first, then by name
struct AgentListRequest
{
    WorkspaceId workspaceId;
    std::optional<int> limit; ///< 1 to 200, 50 when absent
    std::optional<QString> cursor;
};
BOOST_DESCRIBE_STRUCT(AgentListRequest, (), (workspaceId, limit, cursor))

struct AgentList
{
    std::vector<Agent> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(AgentList, (), (items, nextCursor))

/// GET, DELETE workspaces/{workspaceId}/agents/{id}
struct AgentRequest
{
    WorkspaceId workspaceId;
    AgentId id;
};
BOOST_DESCRIBE_STRUCT(AgentRequest, (), (workspaceId, id))

/// POST workspaces/{workspaceId}/agents; what is absent is as in a new agent: all tools and databases, the
/// organisation's model, seen by everybody in the organisation
struct CreateAgentRequest
{
    WorkspaceId workspaceId;
    QString name; ///< 1 to 80 characters
    std::optional<QString> description;
    std::optional<QString> instructions;
    std::optional<QString> tone;
    std::optional<QString> personality;
    std::optional<std::vector<AgentSkill>> skills;
    std::optional<std::vector<QString>> tools;
    std::optional<bool> allDatabases;
    std::optional<std::vector<ConnectionId>> databaseIds;
    std::optional<QString> model;
    std::optional<QString> visibility;
    std::optional<std::vector<UserId>> userIds; ///< with "shared"
    std::optional<std::vector<TeamId>> teamIds; ///< with "team"
    std::optional<bool> active;
};
BOOST_DESCRIBE_STRUCT(CreateAgentRequest, (),
                      (workspaceId, name, description, instructions, tone, personality, skills, tools, allDatabases,
                       databaseIds, model, visibility, userIds, teamIds, active))

/// PUT workspaces/{workspaceId}/agents/{id}; what is absent stays as it is
struct UpdateAgentRequest
{
    WorkspaceId workspaceId;
    AgentId id;
    std::optional<QString> name;
    std::optional<QString> description;
    std::optional<QString> instructions;
    std::optional<QString> tone;
    std::optional<QString> personality;
    std::optional<std::vector<AgentSkill>> skills;
    std::optional<std::vector<QString>> tools;
    std::optional<bool> allDatabases;
    std::optional<std::vector<ConnectionId>> databaseIds;
    std::optional<QString> model;
    std::optional<QString> visibility;
    std::optional<std::vector<UserId>> userIds;
    std::optional<std::vector<TeamId>> teamIds;
    std::optional<bool> active;
};
BOOST_DESCRIBE_STRUCT(UpdateAgentRequest, (),
                      (workspaceId, id, name, description, instructions, tone, personality, skills, tools, allDatabases,
                       databaseIds, model, visibility, userIds, teamIds, active))

/// An agent to begin with, in the words of the reader's language.
struct AgentTemplate
{
    QString key; ///< "analyst"
    QString name;
    QString description;
    QString instructions;
    QString tone;
    std::vector<AgentSkill> skills;
    std::vector<QString> tools;
};
BOOST_DESCRIBE_STRUCT(AgentTemplate, (), (key, name, description, instructions, tone, skills, tools))

/// GET agent-templates
struct AgentTemplateList
{
    std::vector<AgentTemplate> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(AgentTemplateList, (), (items, nextCursor))

} // namespace tabletalk::api
