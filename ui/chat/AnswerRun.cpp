// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/AnswerRun.h"

#include <utility>

namespace tabletalk::ui {

namespace {

/// Longer than any limit of the server: it ends a statement that takes too long itself.
constexpr auto longestAnswer = std::chrono::minutes(15);

} // namespace

AnswerRun::AnswerRun(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{}

AnswerRun::~AnswerRun()
{
    if (!m_state.stream.isNull())
        m_session.unfollow(m_state.stream);
}

void AnswerRun::ask(const api::AskRequest &request)
{
    m_database = request.databaseId;
    m_state.question = request.question;
    CallOptions options;
    options.timeout = longestAnswer;
    options.onEvent = [this](const api::Event &event) { onEvent(event); };
    m_session.call<api::Answer>(
        "chat.ask", request, this, [this](const Result<api::Answer> &answer) { onAnswer(answer); }, options);
}

void AnswerRun::run(const api::RunRequest &request)
{
    m_database = request.databaseId;
    m_state.question = request.sql;
    m_state.isStatement = true;
    CallOptions options;
    options.timeout = longestAnswer;
    options.onEvent = [this](const api::Event &event) { onEvent(event); };
    m_session.call<api::Answer>(
        "chat.run", request, this, [this](const Result<api::Answer> &answer) { onAnswer(answer); }, options);
}

void AnswerRun::restore(AnswerState state)
{
    m_state = std::move(state);
    if (!m_state.isFinished()) {
        m_session.follow(m_state.stream, 0, this, [this](const api::Event &event) { onEvent(event); });
    } else {
        m_wasFinished = true;
    }
}

void AnswerRun::chooseChart(const std::optional<api::Chart> &chart)
{
    m_state.chosenChart = chart;
    Q_EMIT changed();
}

void AnswerRun::stop()
{
    if (m_state.isFinished())
        return;
    if (m_state.messageId.isNull()) {
        m_stopWanted = true; // as soon as the server says what to stop
        return;
    }
    m_session.call<api::Empty>(
        "chat.cancel", api::CancelRequest{m_state.messageId}, this, [this](const Result<api::Empty> &answer) {
            // Finished just before: its answer is on the way.
            if (!answer && answer.error().code != ProblemCode::NotFound && !m_state.isFinished()) {
                m_state.fail(answer.error());
                publish();
            }
        });
}

void AnswerRun::onEvent(const api::Event &event)
{
    m_interrupted = false;
    m_state.apply(event);
    if (m_stopWanted && !m_state.messageId.isNull()) {
        m_stopWanted = false;
        stop();
    }
    publish();
}

void AnswerRun::onAnswer(const Result<api::Answer> &answer)
{
    if (answer) {
        m_state.apply(*answer);
    } else if (!m_state.isFinished()) {
        const bool streamGoesOn = answer.error().code == ProblemCode::Unavailable && !m_state.stream.isNull();
        if (streamGoesOn)
            m_interrupted = true; // the session resumes the stream, which tells the rest
        else
            m_state.fail(answer.error());
    }
    publish();
}

void AnswerRun::publish()
{
    Q_EMIT changed();
    if (m_state.isFinished() && !m_wasFinished) {
        m_wasFinished = true;
        if (!m_state.stream.isNull())
            m_session.unfollow(m_state.stream);
        Q_EMIT finished();
    }
}

} // namespace tabletalk::ui
