// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/TicketDesk.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/support/TicketText.h"
#include "ui/support/TicketThread.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/RowList.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>

namespace tabletalk::ui {

namespace {

constexpr int mostLines = 12;
constexpr int pageSize = 50;

bool isSame(const api::AdminTicketRequest &open, const api::AdminTicket &ticket)
{
    return open.id == ticket.organizationId && open.ticketId == ticket.ticket.id;
}

} // namespace

TicketDesk::TicketDesk(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_state(new QComboBox(this))
{
    setObjectName(QStringLiteral("ticketDesk"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::large);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("deskNotice"));
    column->addWidget(m_notice);
    column->addWidget(buildList());
    m_thread = new TicketThread(this);
    m_thread->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    column->addWidget(m_thread);
    connect(m_thread, &TicketThread::replyWanted, this, &TicketDesk::answer);
    connect(m_thread, &TicketThread::closeWanted, this, [this] { call("admin.closeTicket"); });
    connect(m_state, &QComboBox::currentIndexChanged, this, &TicketDesk::reload);
}

QWidget *TicketDesk::buildList()
{
    QVBoxLayout *inside = nullptr;
    QFrame *card = makeCard(this, &inside);
    card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *head = new QHBoxLayout;
    m_state->setObjectName(QStringLiteral("deskState"));
    m_state->setAccessibleName(tr("Which tickets"));
    m_state->addItem(tr("Waiting for an answer"), QStringLiteral("open"));
    m_state->addItem(tr("Answered"), QStringLiteral("answered"));
    m_state->addItem(tr("Closed"), QStringLiteral("closed"));
    head->addWidget(m_state);
    m_waiting = makeLabel({}, TextStyle::Body, true, card);
    m_waiting->setObjectName(QStringLiteral("waitingTickets"));
    head->addWidget(m_waiting);
    head->addStretch();
    inside->addLayout(head);
    m_list = new RowList({QStringLiteral("deskTickets"),
                          tr("Tickets of all organisations"),
                          {tr("Subject"), tr("Organisation"), tr("Priority"), tr("Asked by"), tr("Last written")},
                          tr("There is none."),
                          QStringLiteral("noDeskTickets"),
                          mostLines},
                         card);
    inside->addWidget(m_list);
    m_more = makeButton(QStringLiteral("moreDeskTickets"), tr("More"), ButtonKind::Quiet, card);
    inside->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_list, &RowList::chosenChanged, this, &TicketDesk::chosen);
    connect(m_more, &QPushButton::clicked, this, [this] { load(m_nextCursor); });
    showList();
    return card;
}

QString TicketDesk::state() const
{
    return m_state->currentData().toString();
}

void TicketDesk::reload()
{
    m_notice->hide();
    load(std::nullopt);
}

void TicketDesk::load(const std::optional<QString> &cursor)
{
    const api::AdminTicketsRequest request{state(), pageSize, cursor};
    m_context.session.call<api::AdminTicketList>(
        "admin.tickets", request, this,
        [this, turn = ++m_turn, isFirst = !cursor](const Result<api::AdminTicketList> &answer) {
            if (turn != m_turn)
                return;
            if (!answer)
                return m_notice->show(answer.error());
            take(*answer, isFirst);
        });
}

void TicketDesk::take(const api::AdminTicketList &page, bool isFirst)
{
    if (isFirst)
        m_tickets.clear();
    m_tickets.insert(m_tickets.end(), page.items.begin(), page.items.end());
    m_nextCursor = page.nextCursor;
    m_waiting->setText(page.waiting == 0   ? tr("Nobody waits for an answer.")
                       : page.waiting == 1 ? tr("1 waits for an answer.")
                                           : tr("%1 wait for an answer.").arg(page.waiting));
    showList();
}

void TicketDesk::showList()
{
    std::vector<TextTableModel::Row> rows;
    rows.reserve(m_tickets.size());
    for (const api::AdminTicket &each : m_tickets)
        rows.push_back(
            {each.ticket.id.toString(),
             {markedSubject(each.ticket), each.organization, each.ticket.priority ? tr("first") : QStringLiteral("–"),
              each.ticket.openedBy, momentText(each.ticket.updatedAt)}});
    m_more->setVisible(m_nextCursor.has_value());
    m_list->setRows(std::move(rows));
    if (m_open)
        m_list->choose(m_open->ticketId.toString());
}

void TicketDesk::chosen()
{
    const int row = m_list->chosen();
    if (row < 0 || size_t(row) >= m_tickets.size())
        return;
    const api::AdminTicket &ticket = m_tickets[size_t(row)];
    if (!m_open || !isSame(*m_open, ticket))
        open({ticket.organizationId, ticket.ticket.id});
}

void TicketDesk::open(const api::AdminTicketRequest &ticket)
{
    m_open = ticket;
    call("admin.seeTicket"); // it answers with what was written
}

void TicketDesk::call(const char *operation)
{
    if (!m_open)
        return;
    m_context.session.call<api::AdminTicket>(operation, *m_open, this, [this](const Result<api::AdminTicket> &answer) {
        if (!answer)
            return m_notice->show(answer.error());
        if (m_open && isSame(*m_open, *answer))
            showTicket(*answer);
    });
}

void TicketDesk::showTicket(const api::AdminTicket &ticket)
{
    m_thread->show(ticket.ticket, tr("%1 of %2").arg(ticket.ticket.openedBy, ticket.organization));
    reload();
}

void TicketDesk::answer(const QString &text)
{
    if (!m_open)
        return;
    m_context.session.call<api::AdminTicket>(
        "admin.answerTicket", api::AnswerTicketRequest{m_open->id, m_open->ticketId, text}, this,
        [this, sent = ButtonHold::on(m_thread->sendButton())](const Result<api::AdminTicket> &answer) {
            if (!answer)
                return m_thread->fail(answer.error());
            if (!m_open || !isSame(*m_open, *answer))
                return reload(); // another is read and answered by now
            m_thread->sent();
            showTicket(*answer);
        });
}

} // namespace tabletalk::ui
