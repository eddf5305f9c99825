// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chat/AnswerState.h"
#include "ui/session/Session.h"

#include <QWidget>

class QLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tabletalk::ui {

/// What people say of an answer: good, and perhaps an example for others, or bad and why.
/// Two buttons stand in the answer's footer; what they ask for stands below it.
class FeedbackBar : public QWidget
{
    Q_OBJECT

public:
    FeedbackBar(Session &session, QWidget *parent);

    void addButtonsTo(QLayout *row);
    void setAnswer(const AnswerState &state);
    /// Notes in the state what was said since.
    void tell(AnswerState &state) const;

private:
    void build();
    void rate(const std::optional<bool> &good, const QString &reason = {});
    void showSaidLast();
    void propose();
    void showGood(bool wanted);
    void showBad(bool wanted);
    void showExample(bool approved, const QString &approvedBy);
    void say(const QString &text);

    Session &m_session;
    MessageId m_message;
    QPushButton *m_good;
    QPushButton *m_bad;
    QLabel *m_said;
    QWidget *m_exampleArea;
    QLineEdit *m_question;
    QPushButton *m_propose;
    QWidget *m_reasonArea;
    QLineEdit *m_reason;
    QPushButton *m_send;
    bool m_isExample = false;
    std::optional<api::MessageFeedback> m_saidLast;
    std::optional<api::MessageExample> m_example;
};

} // namespace tabletalk::ui
