// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Examples.h"
#include "core/schema/Schema.h"
#include "server/platform/Transaction.h"

#include <optional>
#include <vector>

namespace tabletalk {

/// Answers that people confirmed, and what they said of answers: resources/sql/…/examples and
/// the feedback of …/chat.
class ExampleStore
{
public:
    ExampleStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    struct Entry
    {
        api::KnownAnswer answer;
        UserId proposer;
        MessageId message;
    };
    /// Newest first: those in use, the user's own proposals, and with manages everybody's.
    std::vector<Entry> list(ConnectionId connection, UserId user, bool manages, int limit);
    std::optional<Entry> find(ConnectionId connection, ExampleId id);

    struct NewExample
    {
        ExampleId id;
        ConnectionId connection;
        MessageId message;
        QuestionExample example;
    };
    void insert(const NewExample &example, UserId proposer, bool approved, Instant now);
    void approve(ConnectionId connection, ExampleId id, UserId approver, Instant now);
    void remove(ConnectionId connection, ExampleId id);

    /// Those in use, newest first. What is in use never changes but by being removed, so that
    /// the ids say whether anything did.
    QStringList approvedIds(ConnectionId connection, int limit);
    std::vector<QuestionExample> approved(ConnectionId connection, int limit);

    void saveFeedback(MessageId message, UserId user, bool good, const QString &reason, Instant now);
    void removeFeedback(MessageId message, UserId user);
    std::vector<api::FeedbackEntry> feedback(ConnectionId connection, int limit);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
