// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Agents.h"

namespace tabletalk::api {

/// agents.ask, POST workspaces/{workspaceId}/chat. The response is the whole answer; with stream it is server-sent
/// events over HTTP, and over a WebSocket its events go out before, as they happen.
struct AskAgentRequest
{
    WorkspaceId workspaceId;
    std::optional<AgentId> agentId;          ///< the default of the workspace when absent
    QString query;                           ///< 1 to 2,000 characters
    std::optional<AgentSessionId> sessionId; ///< to go on; a new session when absent
    std::optional<bool> stream;
};
BOOST_DESCRIBE_STRUCT(AskAgentRequest, (), (workspaceId, agentId, query, sessionId, stream))

/// POST workspaces/{workspaceId}/chat/stop
struct StopAgentRequest
{
    WorkspaceId workspaceId;
    MessageId messageId;
};
BOOST_DESCRIBE_STRUCT(StopAgentRequest, (), (workspaceId, messageId))

/// GET workspaces/{workspaceId}/chat/streams/{stream}: events as they were sent, from after on
struct FollowAgentRequest
{
    WorkspaceId workspaceId;
    StreamId stream;
    std::optional<int> after;
};
BOOST_DESCRIBE_STRUCT(FollowAgentRequest, (), (workspaceId, stream, after))

/// One thing that an agent did to find an answer.
struct AgentStep
{
    int number = 0; ///< from 1
    QString tool;
    QString input;            ///< in words, or the arguments as JSON
    QString outcome;          ///< ok, or the code of a problem
    QString summary;          ///< a sentence on what came of it
    std::vector<int> numbers; ///< of the citations that came of it
    qint64 ms = 0;
};
BOOST_DESCRIBE_STRUCT(AgentStep, (), (number, tool, input, outcome, summary, numbers, ms))

/// A part of the question, and where its answer is looked for.
struct AgentPart
{
    QString text;
    QString source; ///< database, documents, none
    QString name;   ///< of the database
};
BOOST_DESCRIBE_STRUCT(AgentPart, (), (text, source, name))

/// As an answer of chat, with what it rests on. sql, columns and rows are those of the first statement that ran.
struct AgentAnswer
{
    AgentSessionId conversationId; ///< the same as sessionId
    AgentSessionId sessionId;
    MessageId messageId;
    StreamId stream;
    AgentId agentId;
    QString agentName;
    QString text; ///< with citations such as "[2]"
    std::vector<Citation> citations;
    std::vector<AgentStep> steps;
    QString note;  ///< what was left out or went wrong on the way; may be empty
    QString model; ///< that wrote it; empty: none did
    QString sql;
    std::vector<ColumnHeader> columns;
    std::vector<boost::json::value> rows;
    qint64 rowCount = 0;
    std::optional<Chart> chart;
    double confidence = 0;
    qint64 ms = 0;
};
BOOST_DESCRIBE_STRUCT(AgentAnswer, (),
                      (conversationId, sessionId, messageId, stream, agentId, agentName, text, citations, steps, note,
                       model, sql, columns, rows, rowCount, chart, confidence, ms))

/// Events of an agent's answer, in order: started, plan, (tool_started, tool_finished)…, piece…, text, citations,
/// done | problem. What piece brings while a model writes, text brings once more as a whole.
struct AgentStartedEvent
{
    AgentSessionId sessionId;
    MessageId messageId;
    StreamId stream;
    AgentId agentId;
    QString agentName;
    std::optional<QString> requestId; ///< id of the JSON-RPC request that asked
};
BOOST_DESCRIBE_STRUCT(AgentStartedEvent, (), (sessionId, messageId, stream, agentId, agentName, requestId))

struct AgentPlanEvent
{
    std::vector<AgentPart> parts; ///< empty where a model decides step by step
    QString model;
};
BOOST_DESCRIBE_STRUCT(AgentPlanEvent, (), (parts, model))

struct AgentToolEvent
{
    int number = 0;
    QString tool;
    QString input;
};
BOOST_DESCRIBE_STRUCT(AgentToolEvent, (), (number, tool, input))

struct AgentCitationsEvent
{
    std::vector<Citation> citations;
    QString note;
};
BOOST_DESCRIBE_STRUCT(AgentCitationsEvent, (), (citations, note))

/// GET workspaces/{workspaceId}/chat/sessions: one's own, the newest first
struct AgentSessionListRequest
{
    WorkspaceId workspaceId;
    std::optional<int> limit;
    std::optional<QString> cursor;
};
BOOST_DESCRIBE_STRUCT(AgentSessionListRequest, (), (workspaceId, limit, cursor))

struct AgentSessionSummary
{
    AgentSessionId id;
    WorkspaceId workspaceId;
    QString title;
    Instant createdAt;
    Instant updatedAt;
};
BOOST_DESCRIBE_STRUCT(AgentSessionSummary, (), (id, workspaceId, title, createdAt, updatedAt))

struct AgentSessionList
{
    std::vector<AgentSessionSummary> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(AgentSessionList, (), (items, nextCursor))

/// GET, DELETE workspaces/{workspaceId}/chat/sessions/{sessionId}
struct AgentSessionRequest
{
    WorkspaceId workspaceId;
    AgentSessionId sessionId;
};
BOOST_DESCRIBE_STRUCT(AgentSessionRequest, (), (workspaceId, sessionId))

struct AgentMessage
{
    MessageId id;
    std::optional<AgentId> agentId;
    QString question;
    QString status; ///< running, answered, failed, cancelled
    StreamId stream;
    std::optional<AgentAnswer> answer;
    std::optional<ProblemEvent> problem;
    Instant createdAt;
};
BOOST_DESCRIBE_STRUCT(AgentMessage, (), (id, agentId, question, status, stream, answer, problem, createdAt))

struct AgentSession
{
    AgentSessionSummary session;
    std::vector<AgentMessage> messages;
};
BOOST_DESCRIBE_STRUCT(AgentSession, (), (session, messages))

} // namespace tabletalk::api
