// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"
#include "core/api/Models.h"
#include "core/base/Problem.h"

namespace tabletalk::ui {

/// What is known of one question and its answer so far: a value, changed by what arrives.
struct AnswerState
{
    enum class Stage { Sent, Understanding, Running, Writing, Answered, Failed, Cancelled };

    QString question;
    bool isStatement = false; ///< the question is the user's own SQL
    Stage stage = Stage::Sent;
    ConversationId conversationId;
    MessageId messageId;
    StreamId stream;
    std::optional<api::ModelEvent> model; ///< what is heard of a language model; absent when none is asked
    QString sql;
    std::vector<api::ColumnHeader> columns;
    std::optional<ResultId> resultId;
    qint64 rowCount = 0;
    bool truncated = false;
    bool rowsComplete = true; ///< false while more rows arrive
    std::vector<api::ColumnTotals> totals;
    std::vector<boost::json::value> firstRows;
    std::optional<api::Chart> chart;       ///< suggested
    std::optional<api::Chart> chosenChart; ///< by hand, instead
    QString text;
    double confidence = 0;
    QString explanation;
    std::vector<QString> unusedWords;
    std::optional<api::AskBack> askBack;
    std::optional<Problem> problem;
    qint64 ms = 0;
    std::optional<api::MessageFeedback> feedback; ///< what the reader said before
    std::optional<api::MessageExample> example;

    const std::optional<api::Chart> &shownChart() const { return chosenChart ? chosenChart : chart; }
    bool isFinished() const { return stage >= Stage::Answered; }
    bool hasTable() const { return !columns.empty() && (resultId || !firstRows.empty()); }

    /// One event of the answer's stream. What follows the end is ignored.
    void apply(const api::Event &event);
    void apply(const api::Answer &answer);
    void fail(const Problem &why);
    /// What was told of rows is not so any more.
    void forgetRows();

    static AnswerState fromHistory(const api::ConversationMessage &message);
};

} // namespace tabletalk::ui
