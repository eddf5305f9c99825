// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"
#include "server/access/ShareStore.h"
#include "server/access/Viewer.h"
#include "server/platform/Transaction.h"

#include <optional>
#include <vector>

namespace tabletalk {

/// Conversations and their messages: resources/sql/…/chat. A conversation belongs to the
/// user who began it, who alone goes on with it, and may show it to others.
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
    /// One that the viewer sees: their own, or shown to them.
    std::optional<api::ConversationSummary> find(ConversationId id, const Viewer &viewer);
    std::optional<api::ConversationSummary> findOwn(ConversationId id, UserId user);
    /// What is absent stays as it is.
    struct Changes
    {
        std::optional<QString> title = std::nullopt;
        std::optional<bool> pinned = std::nullopt;
        std::optional<bool> archived = std::nullopt;
    };
    /// Of the user's own conversation; false when it is not theirs.
    bool update(ConversationId id, UserId user, const Changes &changes);
    /// A conversation of its own with copies of the last `limit` messages up to one; how many.
    /// What still runs is left out.
    struct Branch
    {
        ConversationId id; ///< of the new one
        ConversationId of;
        MessageId until;
        bool inclusive = true;
    };
    int branch(const Branch &branch, UserId user, int limit, Instant now);
    /// Rows that copies show too become theirs. Before a conversation is removed.
    void handOverResults(ConversationId id);
    /// Whether it belongs to a conversation that the viewer sees.
    bool seesMessage(MessageId message, const Viewer &viewer);
    /// Removes it with its messages and the records of their results; false when it is not there.
    bool remove(ConversationId id, UserId user);

    /// Of the user's own conversation; false when it is not theirs. Throws NotFound when
    /// somebody in the audience is not of this organisation.
    bool show(ConversationId id, UserId user, const Audience &audience);
    Audience audienceOf(const api::ConversationSummary &conversation);

    /// After which to go on in a list.
    struct Position
    {
        bool pinned = false; ///< lists of one's own begin with pinned ones
        Instant updatedAt;
        ConversationId id;
    };
    /// A part of a list. within: of this workspace alone.
    struct Page
    {
        std::optional<WorkspaceId> within = std::nullopt;
        std::optional<Position> before = std::nullopt;
        int limit = 50;
    };
    /// The user's own, pinned ones first, then the newest.
    std::vector<api::ConversationSummary> list(UserId user, bool archived, const Page &page);
    /// Those of others that the viewer sees.
    std::vector<api::ConversationSummary> listShown(const Viewer &viewer, const Page &page);
    /// The user's own whose title, or one message, has all of some words, at most mostWords,
    /// as searchText() puts them; newest first. Of their messages the newest mostSearched.
    std::vector<api::FoundConversation> search(UserId user, const std::vector<QString> &words, const Page &page);
    static constexpr size_t mostWords = 6;
    static constexpr int mostSearched = 20'000;

    struct NewMessage
    {
        MessageId id;
        ConversationId conversation;
        UserId user;
        StreamId stream;
        QString question;
        QString node; ///< the server that answers
    };
    void insertMessage(const NewMessage &message, Instant now);

    struct MessageEnd
    {
        QString status;                 ///< answered, failed, cancelled
        std::optional<QString> answer;  ///< api::Answer as JSON, without rows
        std::optional<QString> problem; ///< api::ProblemEvent as JSON
        QString sentence = QString();   ///< of the answer, to be found by
    };
    /// False when it is not under way any more: its conversation was deleted, or another
    /// server took this one for dead and ended it.
    bool finishMessage(MessageId id, const MessageEnd &end, Instant now);

    /// The last `limit` messages, oldest first, with what the reader said of them.
    std::vector<api::ConversationMessage> messages(ConversationId conversation, UserId reader, int limit);
    /// Some by their places, from the oldest on.
    std::vector<api::ConversationMessage> messagesFrom(ConversationId conversation, UserId reader, int offset,
                                                       int limit);
    int messageCount(ConversationId conversation);
    /// How many stand before a message.
    int placeOf(ConversationId conversation, MessageId message);
    struct FoundMessage
    {
        ConversationId conversation;
        ConnectionId connection;
        QString question;
        QString status;
        std::optional<api::Answer> answer;
        std::optional<api::Chart> chosenChart; ///< by hand, instead of the answer's
    };
    /// The chart chosen for an answer, or the suggested one again; seen by all who see the answer.
    void setChart(MessageId id, const std::optional<api::Chart> &chart);
    /// One in a conversation that the viewer sees.
    std::optional<FoundMessage> findMessage(MessageId id, const Viewer &viewer);
    /// The last `limit` answered questions, oldest first.
    std::vector<QString> recentQuestions(ConversationId conversation, int limit);
    std::vector<ResultId> resultsOf(ConversationId conversation);

private:
    ShareStore sharesOf(ConversationId id);

    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
