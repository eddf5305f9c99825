// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"
#include "server/platform/Transaction.h"

#include <optional>
#include <vector>

namespace tabletalk {

/// Conversations and their messages: resources/sql/…/chat. A conversation belongs to the
/// user who began it.
class ConversationStore
{
public:
    ConversationStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    struct NewConversation
    {
        ConversationId id;
        UserId user;
        ConnectionId connection;
        QString title;
    };
    void insert(const NewConversation &conversation, Instant now);
    void touch(ConversationId id, Instant now);
    std::optional<api::ConversationSummary> find(ConversationId id, UserId user);
    bool rename(ConversationId id, UserId user, const QString &title);
    /// Removes it with its messages and the records of their results; false when it is not there.
    bool remove(ConversationId id, UserId user);

    /// Newest first; before is the position after which to go on.
    struct Position
    {
        Instant updatedAt;
        ConversationId id;
    };
    std::vector<api::ConversationSummary> list(UserId user, const std::optional<Position> &before, int limit);

    struct NewMessage
    {
        MessageId id;
        ConversationId conversation;
        UserId user;
        StreamId stream;
        QString question;
    };
    void insertMessage(const NewMessage &message, Instant now);

    struct MessageEnd
    {
        QString status;                 ///< answered, failed, cancelled
        std::optional<QString> answer;  ///< api::Answer as JSON, without rows
        std::optional<QString> problem; ///< api::ProblemEvent as JSON
    };
    void finishMessage(MessageId id, const MessageEnd &end, Instant now);

    /// The last `limit` messages, oldest first.
    std::vector<api::ConversationMessage> messages(ConversationId conversation, int limit);
    /// The last `limit` answered questions, oldest first.
    std::vector<QString> recentQuestions(ConversationId conversation, int limit);
    std::vector<ResultId> resultsOf(ConversationId conversation);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
