// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"
#include "core/api/SavedIds.h"

namespace tabletalk::api {

/// A question that somebody keeps, with the statement that answered it: it runs again as it is,
/// so that the same question always means the same.
struct SavedQuestion
{
    SavedQuestionId id;
    WorkspaceId workspaceId; ///< of its database
    ConnectionId databaseId;
    QString databaseName;
    QString name;
    QString question; ///< may be empty: the statement was written by hand
    QString sql;
    std::optional<Chart> chart; ///< absent: what suits the result
    QString visibility;         ///< private, workspace
    UserId ownerId;
    QString ownerName; ///< empty when they left
    bool mine = false; ///< the reader may change it
    Instant createdAt;
    Instant updatedAt;
};
BOOST_DESCRIBE_STRUCT(SavedQuestion, (),
                      (id, workspaceId, databaseId, databaseName, name, question, sql, chart, visibility, ownerId,
                       ownerName, mine, createdAt, updatedAt))

/// GET saved-questions: one's own, and those shown in their workspace; the last changed first
struct SavedQuestionListRequest
{
    std::optional<WorkspaceId> workspaceId; ///< absent: of all workspaces
    std::optional<QString> text;            ///< all of its words are in name or question
    std::optional<int> limit;               ///< 1 to 200, 50 when absent
    std::optional<QString> cursor;
};
BOOST_DESCRIBE_STRUCT(SavedQuestionListRequest, (), (workspaceId, text, limit, cursor))

struct SavedQuestionList
{
    std::vector<SavedQuestion> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(SavedQuestionList, (), (items, nextCursor))

/// POST saved-questions: a statement of one's own
struct CreateSavedQuestionRequest
{
    ConnectionId databaseId;
    QString name;
    QString sql;
    std::optional<QString> question;
    std::optional<Chart> chart;
    std::optional<QString> visibility; ///< private when absent
};
BOOST_DESCRIBE_STRUCT(CreateSavedQuestionRequest, (), (databaseId, name, sql, question, chart, visibility))

/// POST chat/save: an answer that the caller sees, with its question, statement and chart
struct SaveAnswerRequest
{
    MessageId messageId;
    std::optional<QString> name;       ///< the question when absent
    std::optional<QString> visibility; ///< private when absent
};
BOOST_DESCRIBE_STRUCT(SaveAnswerRequest, (), (messageId, name, visibility))

/// GET saved-questions/{id}, DELETE saved-questions/{id}
struct SavedQuestionRequest
{
    SavedQuestionId id;
};
BOOST_DESCRIBE_STRUCT(SavedQuestionRequest, (), (id))

/// PUT saved-questions/{id}; what is absent stays as it is
struct UpdateSavedQuestionRequest
{
    SavedQuestionId id;
    std::optional<QString> name;
    std::optional<QString> question;
    std::optional<QString> sql; ///< for those who may run statements of their own
    std::optional<Chart> chart;
    std::optional<bool> suggestChart; ///< true: the chart is what suits the result again
    std::optional<QString> visibility;
};
BOOST_DESCRIBE_STRUCT(UpdateSavedQuestionRequest, (), (id, name, question, sql, chart, suggestChart, visibility))

/// POST saved-questions/{id}/run
struct RunSavedQuestionRequest
{
    SavedQuestionId id;
    std::optional<int> limit; ///< rows: 1 to 5000, 1000 when absent
};
BOOST_DESCRIBE_STRUCT(RunSavedQuestionRequest, (), (id, limit))

/// What came of running a saved question once. Nothing of it is kept.
struct SavedRun
{
    SavedQuestionId id;
    QString sql;
    std::vector<ColumnHeader> columns;
    std::vector<boost::json::value> rows; ///< each an array of cells
    qint64 rowCount = 0;                  ///< of those rows
    bool truncated = false;               ///< there are more than were asked for
    QString text;
    std::optional<Chart> chart; ///< the kept one where it fits the result, else what suits it
    std::vector<ColumnTotals> totals;
    Instant ranAt;
    qint64 ms = 0;
};
BOOST_DESCRIBE_STRUCT(SavedRun, (), (id, sql, columns, rows, rowCount, truncated, text, chart, totals, ranAt, ms))

} // namespace tabletalk::api
