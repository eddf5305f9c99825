// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/AgentChat.h"
#include "core/base/Problem.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTextBrowser;

namespace tabletalk::ui {

class SourceView;
struct WindowContext;

/// An agent's answer to one question: what it does while it does it, its text, and behind each number what the claim
/// rests on, a passage or a statement.
class AnswerView : public QWidget
{
    Q_OBJECT

public:
    /// name: of its controls, as there may be two beside each other.
    AnswerView(WindowContext &context, const QString &name, QWidget *parent);

    void ask(const api::AskAgentRequest &request, const QString &agentName);
    bool isAsking() const { return m_asking; }
    /// Nothing was asked yet, or what was is cleared.
    bool isBlank() const;
    /// Asks the server to stop; what is there stays.
    void stop();
    void clear();
    /// To go on in; absent before the first answer.
    const std::optional<AgentSessionId> &sessionId() const { return m_session_id; }

Q_SIGNALS:
    void finished();

protected:
    void changeEvent(QEvent *event) override;

private:
    void take(const api::Event &event);
    void take(const Result<api::AgentAnswer> &answer);
    void addStep(const QString &line);
    void showText(const QString &text);
    void showSources();
    void follow(const QString &link);

    WindowContext &m_context;
    std::optional<AgentSessionId> m_session_id;
    std::optional<MessageId> m_message;
    WorkspaceId m_workspace;
    bool m_asking = false;
    QStringList m_lines;
    QString m_question;
    QString m_written;
    api::AgentAnswer m_answer;
    QLabel *m_title;
    QLabel *m_steps;
    QTextBrowser *m_text;
    QLabel *m_note;
    QLabel *m_sources;
    SourceView *m_source;
};

} // namespace tabletalk::ui
