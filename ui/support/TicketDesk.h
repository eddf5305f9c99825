// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Support.h"
#include "core/base/Problem.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace tabletalk::ui {

class Notice;
class RowList;
class TicketThread;
struct WindowContext;

/// For those who operate the server: what all organisations asked, in the order in which it is to
/// be answered.
class TicketDesk : public QWidget
{
    Q_OBJECT

public:
    TicketDesk(WindowContext &context, QWidget *parent);
    void reload();

private:
    QWidget *buildList();
    QString state() const;
    void load(const std::optional<QString> &cursor);
    void take(const api::AdminTicketList &page, bool isFirst);
    void showList();
    void chosen();
    void open(const api::AdminTicketRequest &ticket);
    void call(const char *operation);
    void showTicket(const api::AdminTicket &ticket);
    void answer(const QString &text);

    WindowContext &m_context;
    std::vector<api::AdminTicket> m_tickets;
    std::optional<QString> m_nextCursor;
    std::optional<api::AdminTicketRequest> m_open;
    int m_turn = 0; ///< answers to what was asked before count no more
    QComboBox *m_state;
    RowList *m_list;
    QLabel *m_waiting;
    QPushButton *m_more;
    TicketThread *m_thread;
    Notice *m_notice;
};

} // namespace tabletalk::ui
