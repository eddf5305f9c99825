// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/AnswerState.h"

#include "core/api/Codec.h"

#include <QCoreApplication>

namespace tabletalk::ui {

namespace {

Problem problemOf(const api::ProblemEvent &event)
{
    Problem problem =
        Problem::of(problemCodeFromName(event.code).value_or(ProblemCode::Internal), event.detail, event.hint);
    if (!event.title.isEmpty())
        problem.title = event.title;
    for (const api::OtherQuestion &choice : event.choices)
        problem.choices.push_back({choice.databaseId.toString(), choice.databaseName, choice.question});
    return problem;
}

} // namespace

void AnswerState::apply(const api::Event &event)
{
    if (isFinished())
        return;
    const auto is = [&](const char *type) { return event.type == QLatin1StringView(type); };
    if (is("started")) {
        if (const auto started = api::fromJson<api::StartedEvent>(event.data)) {
            conversationId = started->conversationId;
            messageId = started->messageId;
        }
        stream = event.stream;
        stage = Stage::Understanding;
    } else if (is("model")) {
        if (auto told = api::fromJson<api::ModelEvent>(event.data))
            model = *std::move(told);
    } else if (is("plan")) {
        if (auto plan = api::fromJson<api::PlanEvent>(event.data)) {
            explanation = plan->explanation;
            confidence = plan->confidence;
            unusedWords = std::move(plan->unusedWords);
            askBack = std::move(plan->askBack);
        }
    } else if (is("sql")) {
        if (const auto statement = api::fromJson<api::SqlEvent>(event.data))
            sql = statement->sql;
        forgetRows(); // of an earlier attempt
        stage = Stage::Running;
    } else if (is("rows")) {
        if (auto rows = api::fromJson<api::RowsEvent>(event.data)) {
            resultId = rows->resultId;
            columns = std::move(rows->columns);
            rowCount = rows->rowCount;
            truncated = rows->truncated;
            rowsComplete = rows->complete;
            totals = std::move(rows->totals);
        }
        stage = rowsComplete ? Stage::Writing : Stage::Running;
    } else if (is("chart")) {
        if (auto spec = api::fromJson<api::Chart>(event.data))
            chart = std::move(*spec);
    } else if (is("text")) {
        if (const auto piece = api::fromJson<api::TextEvent>(event.data))
            text += piece->text;
    } else if (is("done")) {
        if (const auto done = api::fromJson<api::DoneEvent>(event.data))
            ms = done->ms;
        stage = Stage::Answered;
    } else if (is("problem")) {
        if (const auto problemEvent = api::fromJson<api::ProblemEvent>(event.data))
            fail(problemOf(*problemEvent));
    } else if (is("lost")) {
        fail(Problem::of(ProblemCode::Unavailable,
                         QCoreApplication::translate("AnswerState", "The server does not know this answer any more."),
                         QCoreApplication::translate("AnswerState", "Ask the question again.")));
    }
}

void AnswerState::apply(const api::Answer &answer)
{
    conversationId = answer.conversationId;
    messageId = answer.messageId;
    stream = answer.stream;
    sql = answer.sql;
    columns = answer.columns;
    firstRows = answer.rows;
    rowCount = answer.rowCount;
    truncated = answer.truncated;
    rowsComplete = true;
    totals = answer.totals;
    resultId = answer.resultId;
    text = answer.text;
    chart = answer.chart;
    confidence = answer.confidence;
    explanation = answer.explanation;
    unusedWords = answer.unusedWords;
    askBack = answer.askBack;
    ms = answer.ms;
    problem.reset();
    stage = Stage::Answered;
}

void AnswerState::fail(const Problem &why)
{
    problem = why;
    stage = why.code == ProblemCode::Cancelled ? Stage::Cancelled : Stage::Failed;
    if (!rowsComplete)
        forgetRows(); // the server does not keep half a result
}

void AnswerState::forgetRows()
{
    columns.clear();
    resultId.reset();
    rowCount = 0;
    truncated = false;
    rowsComplete = true;
    totals.clear();
    firstRows.clear();
}

AnswerState AnswerState::fromHistory(const api::ConversationMessage &message)
{
    AnswerState state;
    state.question = message.question;
    state.messageId = message.id;
    state.stream = message.stream;
    state.sql = message.sql.value_or(QString());
    state.text = message.text.value_or(QString());
    state.chart = message.chart;
    state.chosenChart = message.chosenChart;
    state.explanation = message.explanation.value_or(QString());
    state.unusedWords = message.unusedWords;
    state.askBack = message.askBack;
    state.resultId = message.resultId;
    state.columns = message.columns;
    state.rowCount = message.rowCount;
    state.truncated = message.truncated;
    state.totals = message.totals;
    state.confidence = message.confidence;
    state.feedback = message.feedback;
    state.example = message.example;
    if (message.status == QLatin1StringView("running")) {
        state.stage = Stage::Understanding;
    } else if (message.problem) {
        state.fail(problemOf(*message.problem));
    } else if (message.status == QLatin1StringView("cancelled")) {
        state.fail(Problem::of(ProblemCode::Cancelled));
    } else {
        state.stage = Stage::Answered;
    }
    return state;
}

} // namespace tabletalk::ui
