// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/AgentChat.h"
#include "server/agents/AgentTask.h"
#include "server/platform/Transaction.h"

#include <optional>
#include <vector>

namespace tabletalk {

/// Sessions with agents and the questions in them: resources/sql/…/agents. A session is its owner's alone.
class AgentSessionStore
{
public:
    AgentSessionStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    void insert(const api::AgentSessionSummary &session, UserId user);
    void touch(AgentSessionId id, Instant now);
    std::optional<api::AgentSessionSummary> find(WorkspaceId workspace, AgentSessionId id, UserId user);
    /// The newest first.
    std::vector<api::AgentSessionSummary> list(WorkspaceId workspace, UserId user, Instant beforeAt,
                                               const QString &beforeId, int limit);
    void remove(AgentSessionId id);

    struct NewMessage
    {
        MessageId id;
        AgentSessionId session;
        AgentId agent;
        UserId user;
        StreamId stream;
        QString question;
        QString node; ///< the server that answers
    };
    void insertMessage(const NewMessage &message, Instant now);

    struct MessageEnd
    {
        QString status; ///< answered, failed, cancelled
        std::optional<api::AgentAnswer> answer = std::nullopt;
        std::optional<api::ProblemEvent> problem = std::nullopt;
    };
    /// False when it is not under way any more.
    bool finishMessage(MessageId id, const MessageEnd &end, Instant now);
    /// The last ones, oldest first.
    std::vector<api::AgentMessage> messages(AgentSessionId session, int limit);
    /// What was answered before, oldest first.
    std::vector<AgentTask::Turn> turns(AgentSessionId session, int limit);
    bool ownsStream(WorkspaceId workspace, StreamId stream, UserId user);
    bool ownsMessage(MessageId message, UserId user);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
