// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

#include <boost/json/value.hpp>

namespace tabletalk::api {

/// chat.ask, POST chat/query. The response is the whole answer; over a WebSocket its
/// events go out before, as they happen.
struct AskRequest
{
    ConnectionId databaseId;
    QString question;
    std::optional<ConversationId> conversationId; ///< a new conversation when absent
};
BOOST_DESCRIBE_STRUCT(AskRequest, (), (databaseId, question, conversationId))

/// POST chat/run: a statement of the user's own
struct RunRequest
{
    ConnectionId databaseId;
    QString sql;
    std::optional<ConversationId> conversationId;
};
BOOST_DESCRIBE_STRUCT(RunRequest, (), (databaseId, sql, conversationId))

/// POST chat/cancel
struct CancelRequest
{
    MessageId messageId;
};
BOOST_DESCRIBE_STRUCT(CancelRequest, (), (messageId))

struct ColumnHeader
{
    QString name;
    QString type; ///< boolean, integer, decimal, real, text, date, time, timestamp, binary, json, other
};
BOOST_DESCRIBE_STRUCT(ColumnHeader, (), (name, type))

struct Chart
{
    QString kind; ///< bar, line, area, pie, scatter, heatmap, number
    QString title;
    QString x;
    std::vector<QString> y;
    bool stacked = false;              ///< bars and areas stand on each other
    std::optional<QString> group = {}; ///< a column whose values become the series
};
BOOST_DESCRIBE_STRUCT(Chart, (), (kind, title, x, y, stacked, group))

/// The foot of a column, computed over the whole result. Numbers are plain decimal texts with
/// all their digits; what means nothing for a column is absent.
struct ColumnTotals
{
    qint64 values = 0; ///< cells that hold something
    qint64 empty = 0;
    std::optional<qint64> distinct; ///< absent beyond 10,000
    std::optional<QString> sum;
    std::optional<QString> average;
    std::optional<QString> minimum;
    std::optional<QString> maximum;
    bool exact = true; ///< false when the numbers were too long to be added digit by digit
};
BOOST_DESCRIBE_STRUCT(ColumnTotals, (), (values, empty, distinct, sum, average, minimum, maximum, exact))

struct AskBack
{
    QString question;
    std::vector<QString> choices;
};
BOOST_DESCRIBE_STRUCT(AskBack, (), (question, choices))

/// The whole answer. rows holds the first rows; results.read gives the rest.
struct Answer
{
    ConversationId conversationId;
    MessageId messageId;
    StreamId stream; ///< where its events are kept
    QString sql;
    std::vector<ColumnHeader> columns;
    std::vector<boost::json::value> rows; ///< each an array of cells
    qint64 rowCount = 0;                  ///< of the whole result
    bool truncated = false;               ///< the row limit cut the result
    std::optional<ResultId> resultId;
    QString text;
    std::optional<Chart> chart;
    double confidence = 0;
    QString explanation;
    std::vector<QString> unusedWords;
    std::optional<AskBack> askBack;
    qint64 ms = 0;
    std::vector<ColumnTotals> totals; ///< one a column
};
BOOST_DESCRIBE_STRUCT(Answer, (),
                      (conversationId, messageId, stream, sql, columns, rows, rowCount, truncated, resultId, text,
                       chart, confidence, explanation, unusedWords, askBack, ms, totals))

/// Events of an answer's stream, in order: started, plan, sql, rows, chart, text, done | problem.
/// While a long result arrives, rows comes again and again with what can be read so far.
struct StartedEvent
{
    ConversationId conversationId;
    MessageId messageId;
    std::optional<QString> requestId; ///< id of the JSON-RPC request that asked
};
BOOST_DESCRIBE_STRUCT(StartedEvent, (), (conversationId, messageId, requestId))

struct PlanEvent
{
    QString explanation;
    double confidence = 0;
    std::vector<QString> unusedWords;
    std::optional<AskBack> askBack;
};
BOOST_DESCRIBE_STRUCT(PlanEvent, (), (explanation, confidence, unusedWords, askBack))

struct SqlEvent
{
    QString sql;
};
BOOST_DESCRIBE_STRUCT(SqlEvent, (), (sql))

/// Refers to the rows; they are fetched with results.read.
struct RowsEvent
{
    ResultId resultId;
    std::vector<ColumnHeader> columns;
    qint64 rowCount = 0;
    bool truncated = false;           ///< a limit of the server cut the result
    bool complete = true;             ///< false: more rows are arriving, another event will tell
    std::vector<ColumnTotals> totals; ///< of the complete result
};
BOOST_DESCRIBE_STRUCT(RowsEvent, (), (resultId, columns, rowCount, truncated, complete, totals))

struct TextEvent
{
    QString text;
};
BOOST_DESCRIBE_STRUCT(TextEvent, (), (text))

struct DoneEvent
{
    qint64 ms = 0;
};
BOOST_DESCRIBE_STRUCT(DoneEvent, (), (ms))

/// What can be asked instead of a question that needs several databases.
struct OtherQuestion
{
    ConnectionId databaseId;
    QString databaseName;
    QString question;
};
BOOST_DESCRIBE_STRUCT(OtherQuestion, (), (databaseId, databaseName, question))

struct ProblemEvent
{
    QString code;
    QString title;
    QString detail;
    QString hint;
    std::vector<OtherQuestion> choices;
};
BOOST_DESCRIBE_STRUCT(ProblemEvent, (), (code, title, detail, hint, choices))

/// The params of the notification "event".
struct Event
{
    StreamId stream;
    qint64 seq = 0; ///< from 1, without gaps
    QString type;
    boost::json::value data;
};
BOOST_DESCRIBE_STRUCT(Event, (), (stream, seq, type, data))

/// events.resume: sends what came after seq again, then follows the stream.
struct ResumeRequest
{
    StreamId stream;
    qint64 after = 0;
};
BOOST_DESCRIBE_STRUCT(ResumeRequest, (), (stream, after))

struct ResumeResponse
{
    qint64 lastSeq = 0;
    bool finished = false; ///< nothing will follow lastSeq
};
BOOST_DESCRIBE_STRUCT(ResumeResponse, (), (lastSeq, finished))

/// GET results/{id}: a window of the rows of an answer, also while they arrive.
struct ReadResultRequest
{
    ResultId id;
    qint64 offset = 0;
    int limit = 200;   ///< 1 to 1000
    int cellLimit = 0; ///< texts longer than so many characters are shortened; 0: none are
};
BOOST_DESCRIBE_STRUCT(ReadResultRequest, (), (id, offset, limit, cellLimit))

/// A text that was shortened to the request's cellLimit. A request without one, for its row
/// alone, gives all of it.
struct ShortenedCell
{
    qint64 row = 0; ///< of the whole result
    int column = 0;
    qint64 length = 0; ///< characters of the whole text
};
BOOST_DESCRIBE_STRUCT(ShortenedCell, (), (row, column, length))

struct ResultPage
{
    std::vector<ColumnHeader> columns;
    std::vector<boost::json::value> rows; ///< fewer than asked for when they are large; at least one
    qint64 offset = 0;
    qint64 rowCount = 0;    ///< so far, while complete is false
    bool complete = true;   ///< all rows have arrived
    bool truncated = false; ///< a limit of the server cut the result
    std::vector<ShortenedCell> shortened;
};
BOOST_DESCRIBE_STRUCT(ResultPage, (), (columns, rows, offset, rowCount, complete, truncated, shortened))

struct ConversationSummary
{
    ConversationId id;
    ConnectionId databaseId;
    QString title;
    Instant updatedAt;
    std::optional<UserId> ownerId;          ///< who began it
    std::optional<QString> visibility;      ///< private, team, organization, public, shared
    bool pinned = false;                    ///< its owner wants it first in their list
    bool archived = false;                  ///< its owner put it away
    std::optional<ConversationId> branchOf; ///< from whose middle it goes on
};
BOOST_DESCRIBE_STRUCT(ConversationSummary, (),
                      (id, databaseId, title, updatedAt, ownerId, visibility, pinned, archived, branchOf))

/// GET conversations: one's own; pinned ones first, then the newest
struct ConversationListRequest
{
    std::optional<int> limit; ///< 1 to 200, 50 when absent
    std::optional<QString> cursor;
    std::optional<bool> archived;           ///< true: those that were put away, instead of the others
    std::optional<WorkspaceId> workspaceId; ///< only those about its databases
};
BOOST_DESCRIBE_STRUCT(ConversationListRequest, (), (limit, cursor, archived, workspaceId))

struct ConversationList
{
    std::vector<ConversationSummary> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(ConversationList, (), (items, nextCursor))

struct ConversationRequest
{
    ConversationId id;
};
BOOST_DESCRIBE_STRUCT(ConversationRequest, (), (id))

/// PUT conversations/{id}; what is absent stays as it is
struct UpdateConversationRequest
{
    ConversationId id;
    std::optional<QString> title;
    std::optional<bool> pinned;
    std::optional<bool> archived;
};
BOOST_DESCRIBE_STRUCT(UpdateConversationRequest, (), (id, title, pinned, archived))

/// POST conversations/{id}/branch: a new conversation with what one's own holds up to a message
struct BranchRequest
{
    ConversationId id;
    MessageId messageId;
    std::optional<bool> inclusive; ///< false: without that message, to ask it in other words
};
BOOST_DESCRIBE_STRUCT(BranchRequest, (), (id, messageId, inclusive))

/// GET search/conversations: one's own, archived ones too, whose title, or one question with
/// its answer's sentence, has all words
struct SearchConversationsRequest
{
    QString text;
    std::optional<int> limit; ///< 1 to 200, 50 when absent
    std::optional<QString> cursor;
};
BOOST_DESCRIBE_STRUCT(SearchConversationsRequest, (), (text, limit, cursor))

struct FoundConversation
{
    ConversationSummary conversation;
    std::optional<MessageId> messageId; ///< the newest that has the words; absent where the title alone has them
    QString excerpt;                    ///< of that message; empty without one
};
BOOST_DESCRIBE_STRUCT(FoundConversation, (), (conversation, messageId, excerpt))

struct FoundConversations
{
    std::vector<FoundConversation> items; ///< newest first
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(FoundConversations, (), (items, nextCursor))

/// PUT conversations/{id}/visibility: who sees it besides its owner
struct ShareConversationRequest
{
    ConversationId id;
    QString visibility;
    std::optional<std::vector<UserId>> userIds; ///< with "shared"
    std::optional<std::vector<TeamId>> teamIds; ///< with "team"
};
BOOST_DESCRIBE_STRUCT(ShareConversationRequest, (), (id, visibility, userIds, teamIds))

struct ConversationAudience
{
    ConversationId id;
    QString visibility;
    std::vector<UserId> userIds;
    std::vector<TeamId> teamIds;
};
BOOST_DESCRIBE_STRUCT(ConversationAudience, (), (id, visibility, userIds, teamIds))

/// What the reader said of an answer.
struct MessageFeedback
{
    bool good = false;
    QString reason;
};
BOOST_DESCRIBE_STRUCT(MessageFeedback, (), (good, reason))

/// That an answer is an example of its database, or is to become one.
struct MessageExample
{
    bool approved = false;
    QString approvedBy; ///< their name
};
BOOST_DESCRIBE_STRUCT(MessageExample, (), (approved, approvedBy))

/// A question and its answer as kept.
struct ConversationMessage
{
    MessageId id;
    QString question;
    QString status; ///< running, answered, failed, cancelled
    StreamId stream;
    std::optional<QString> sql;
    std::optional<QString> text;
    std::optional<Chart> chart;
    std::optional<ResultId> resultId;
    std::vector<ColumnHeader> columns;
    qint64 rowCount = 0;
    double confidence = 0;
    std::optional<ProblemEvent> problem;
    Instant createdAt;
    bool truncated = false;
    std::vector<ColumnTotals> totals;
    std::optional<MessageFeedback> feedback;
    std::optional<MessageExample> example;
    std::optional<Chart> chosenChart; ///< by whoever asked, instead of chart
    std::optional<QString> explanation;
    std::vector<QString> unusedWords;
    std::optional<AskBack> askBack;
};
BOOST_DESCRIBE_STRUCT(ConversationMessage, (),
                      (id, question, status, stream, sql, text, chart, resultId, columns, rowCount, confidence, problem,
                       createdAt, truncated, totals, feedback, example, chosenChart, explanation, unusedWords, askBack))

struct Conversation
{
    ConversationId id;
    ConnectionId databaseId;
    QString title;
    std::vector<ConversationMessage> messages;
};
BOOST_DESCRIBE_STRUCT(Conversation, (), (id, databaseId, title, messages))

/// GET chat/databases: what can be asked, with questions to start from
struct AskableDatabase
{
    ConnectionId id;
    QString name;
    bool ready = false;
    std::vector<QString> suggestions;
    std::optional<WorkspaceId> workspaceId; ///< older servers do not say it
};
BOOST_DESCRIBE_STRUCT(AskableDatabase, (), (id, name, ready, suggestions, workspaceId))

struct AskableDatabaseList
{
    std::vector<AskableDatabase> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(AskableDatabaseList, (), (items, nextCursor))

} // namespace tabletalk::api
