// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chat/AnswerState.h"
#include "ui/session/Session.h"

namespace tabletalk::ui {

/// One question on its way: asks it, keeps its state up to date from events and answer,
/// survives a lost connection as long as the server keeps the stream.
class AnswerRun : public QObject
{
    Q_OBJECT

public:
    explicit AnswerRun(Session &session, QObject *parent = nullptr);
    ~AnswerRun() override;

    void ask(const api::AskRequest &request);
    void run(const api::RunRequest &request);
    /// A message from a conversation's history; one that still runs is followed to its end.
    void restore(AnswerState state);

    /// Asks the server to stop. The answer then ends as cancelled.
    void stop();

    const AnswerState &state() const { return m_state; }
    ConnectionId database() const { return m_database; }
    void setDatabase(ConnectionId database) { m_database = database; }
    /// Another chart than the suggested one; nothing: that again.
    void chooseChart(const std::optional<api::Chart> &chart);
    /// Waits for the connection to come back.
    bool isInterrupted() const { return m_interrupted; }

Q_SIGNALS:
    void changed();
    void finished();

private:
    void onEvent(const api::Event &event);
    void onAnswer(const Result<api::Answer> &answer);
    void publish();

    Session &m_session;
    AnswerState m_state;
    ConnectionId m_database;
    bool m_interrupted = false;
    bool m_stopWanted = false;
    bool m_wasFinished = false;
};

} // namespace tabletalk::ui
