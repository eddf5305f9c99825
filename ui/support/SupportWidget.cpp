// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/SupportWidget.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/support/NewTicketCard.h"
#include "ui/support/TicketText.h"
#include "ui/support/TicketThread.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/RowList.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int pageSize = 50;

} // namespace

SupportWidget::SupportWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("supportPanel"));
    QVBoxLayout *column = nullptr;
    QWidget *page =
        makePage(tr("Support"), tr("Ask those who operate this server. They read what you write here."), this, &column);
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    fill->addWidget(page);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("supportNotice"));
    column->addWidget(m_notice);
    column->addWidget(buildList());
    m_thread = new TicketThread(this);
    column->addWidget(m_thread);
    m_new = new NewTicketCard(context, this);
    column->addWidget(m_new);
    for (QWidget *card : std::initializer_list<QWidget *>{m_thread, m_new})
        card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    column->addStretch();
    connect(m_thread, &TicketThread::replyWanted, this, &SupportWidget::reply);
    connect(m_thread, &TicketThread::closeWanted, this, &SupportWidget::close);
    connect(m_new, &NewTicketCard::created, this, [this](const api::Ticket &ticket) {
        m_open = ticket.id;
        m_thread->show(ticket, {});
        reload();
    });
    connect(&context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Ready && isVisible())
            reload();
    });
}

QWidget *SupportWidget::buildList()
{
    QVBoxLayout *inside = nullptr;
    QFrame *card = makeCard(this, &inside);
    card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("What was asked"), TextStyle::Heading, false, card));
    m_unread = makeBadge({}, "accent", card);
    m_unread->setObjectName(QStringLiteral("unreadTickets"));
    m_unread->hide();
    head->addWidget(m_unread);
    head->addStretch();
    inside->addLayout(head);
    m_list = new RowList({QStringLiteral("tickets"),
                          tr("What was asked"),
                          {tr("Subject"), tr("State"), tr("Asked by"), tr("Last written")},
                          tr("Nothing was asked yet."),
                          QStringLiteral("noTickets")},
                         card);
    inside->addWidget(m_list);
    m_more = makeButton(QStringLiteral("moreTickets"), tr("Older ones"), ButtonKind::Quiet, card);
    inside->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_list, &RowList::chosenChanged, this, &SupportWidget::chosen);
    connect(m_more, &QPushButton::clicked, this, [this] { load(m_nextCursor); });
    showList();
    return card;
}

void SupportWidget::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
}

void SupportWidget::reload()
{
    m_notice->hide();
    load(std::nullopt);
}

void SupportWidget::load(const std::optional<QString> &cursor)
{
    m_context.session.call<api::TicketList>("tickets.list", api::ListRequest{pageSize, cursor}, this,
                                            [this, isFirst = !cursor](const Result<api::TicketList> &answer) {
                                                if (!answer)
                                                    return m_notice->show(answer.error());
                                                take(*answer, isFirst);
                                            });
}

void SupportWidget::take(const api::TicketList &page, bool isFirst)
{
    if (isFirst)
        m_tickets.clear();
    m_tickets.insert(m_tickets.end(), page.items.begin(), page.items.end());
    m_nextCursor = page.nextCursor;
    m_unread->setText(page.unread == 1 ? tr("1 unread") : tr("%1 unread").arg(page.unread));
    m_unread->setVisible(page.unread > 0);
    showList();
}

void SupportWidget::showList()
{
    std::vector<TextTableModel::Row> rows;
    rows.reserve(m_tickets.size());
    for (const api::Ticket &ticket : m_tickets)
        rows.push_back(
            {ticket.id.toString(),
             {markedSubject(ticket), ticketStateText(ticket.state), ticket.openedBy, momentText(ticket.updatedAt)}});
    m_more->setVisible(m_nextCursor.has_value());
    m_list->setRows(std::move(rows));
    if (m_open)
        m_list->choose(m_open->toString());
}

void SupportWidget::chosen()
{
    const int row = m_list->chosen();
    if (row >= 0 && size_t(row) < m_tickets.size() && m_open != m_tickets[size_t(row)].id)
        open(m_tickets[size_t(row)].id);
}

void SupportWidget::open(TicketId id)
{
    m_open = id;
    m_context.session.call<api::Ticket>("tickets.read", api::TicketRequest{id}, this,
                                        [this, id](const Result<api::Ticket> &answer) {
                                            if (m_open == id)
                                                showTicket(answer);
                                        });
}

void SupportWidget::showTicket(const Result<api::Ticket> &answer)
{
    if (!answer)
        return m_notice->show(answer.error());
    m_thread->show(*answer, {});
    if (!answer->unread)
        return;
    m_context.session.call<api::Empty>("tickets.seen", api::SeenTicketRequest{answer->id, answer->messageCount}, this,
                                       [this](const Result<api::Empty> &seen) {
                                           if (seen)
                                               reload();
                                       });
}

void SupportWidget::reply(const QString &text)
{
    if (!m_open)
        return;
    m_context.session.call<api::Ticket>(
        "tickets.reply", api::ReplyTicketRequest{*m_open, text}, this,
        [this, id = *m_open, sent = ButtonHold::on(m_thread->sendButton())](const Result<api::Ticket> &answer) {
            if (!answer)
                return m_thread->fail(answer.error());
            if (m_open != id)
                return reload(); // another is read and answered by now
            m_thread->sent();
            showTicket(answer);
            reload();
        });
}

void SupportWidget::close()
{
    if (!m_open)
        return;
    m_context.session.call<api::Ticket>("tickets.close", api::TicketRequest{*m_open}, this,
                                        [this, id = *m_open](const Result<api::Ticket> &answer) {
                                            if (!answer)
                                                return m_thread->fail(answer.error());
                                            if (m_open == id)
                                                showTicket(answer);
                                            reload();
                                        });
}

} // namespace tabletalk::ui
