// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Support.h"
#include "core/base/Problem.h"

#include <QWidget>

class QBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace tabletalk::ui {

class Notice;

/// What was written in a ticket, and a place to write more. Knows no server: whoever shows it sends.
class TicketThread : public QWidget
{
    Q_OBJECT

public:
    explicit TicketThread(QWidget *parent);

    /// from: said beside the subject, such as the organisation's name.
    void show(const api::Ticket &ticket, const QString &from);
    void fail(const Problem &problem);
    /// What was written is on its way; it is kept until it has arrived.
    void sent();
    /// Held as long as a reply is on its way.
    QPushButton *sendButton() const { return m_send; }

Q_SIGNALS:
    void replyWanted(const QString &text);
    void closeWanted();

private:
    void addMessage(const api::TicketMessage &message);
    void updateButtons();

    TicketId m_shown;
    QLabel *m_subject;
    QLabel *m_from;
    QLabel *m_state;
    QLabel *m_priority;
    QBoxLayout *m_messages;
    QPlainTextEdit *m_text;
    QPushButton *m_send;
    QPushButton *m_close;
    Notice *m_notice;
};

} // namespace tabletalk::ui
