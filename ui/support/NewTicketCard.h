// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Support.h"

#include <QWidget>

class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// Asks those who operate the server something new.
class NewTicketCard : public QWidget
{
    Q_OBJECT

public:
    NewTicketCard(WindowContext &context, QWidget *parent);

Q_SIGNALS:
    void created(const tabletalk::api::Ticket &ticket);

private:
    void updateButtons();
    void send();

    WindowContext &m_context;
    QLineEdit *m_subject;
    QPlainTextEdit *m_text;
    QPushButton *m_send;
    Notice *m_notice;
};

} // namespace tabletalk::ui
