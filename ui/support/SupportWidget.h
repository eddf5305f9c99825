// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Support.h"
#include "core/base/Problem.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace tabletalk::ui {

class NewTicketCard;
class Notice;
class RowList;
class TicketThread;
struct WindowContext;

/// The support panel: what was asked of those who operate the server, and what they answered.
class SupportWidget : public QWidget
{
    Q_OBJECT

public:
    SupportWidget(WindowContext &context, QWidget *parent);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildList();
    void reload();
    void load(const std::optional<QString> &cursor);
    void take(const api::TicketList &page, bool isFirst);
    void showList();
    void chosen();
    void open(TicketId id);
    void showTicket(const Result<api::Ticket> &answer);
    void reply(const QString &text);
    void close();

    WindowContext &m_context;
    std::vector<api::Ticket> m_tickets;
    std::optional<QString> m_nextCursor;
    std::optional<TicketId> m_open;
    Notice *m_notice;
    RowList *m_list;
    QLabel *m_unread;
    QPushButton *m_more;
    TicketThread *m_thread;
    NewTicketCard *m_new;
};

} // namespace tabletalk::ui
