// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/TicketThread.h"

#include "ui/support/TicketText.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace tabletalk::ui {

namespace {

constexpr int textHeight = 110;

} // namespace

TicketThread::TicketThread(QWidget *parent)
    : QWidget(parent)
    , m_subject(makeLabel({}, TextStyle::Heading, false, this))
    , m_from(makeLabel({}, TextStyle::Body, true, this))
    , m_state(makeBadge({}, "neutral", this))
    , m_priority(makeBadge(tr("Priority"), "warning", this))
    , m_messages(new QVBoxLayout)
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("ticketThread"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    auto *head = new QHBoxLayout;
    head->setSpacing(space::small);
    m_subject->setObjectName(QStringLiteral("ticketSubject"));
    head->addWidget(m_subject, 1);
    m_priority->setObjectName(QStringLiteral("ticketPriority"));
    m_state->setObjectName(QStringLiteral("ticketState"));
    head->addWidget(m_priority, 0, Qt::AlignTop);
    head->addWidget(m_state, 0, Qt::AlignTop);
    inside->addLayout(head);
    inside->addWidget(m_from);
    m_messages->setSpacing(space::small);
    inside->addLayout(m_messages);
    inside->addWidget(makeSeparator(this));
    m_text->setObjectName(QStringLiteral("ticketReply"));
    m_text->setAccessibleName(tr("Your message"));
    m_text->setPlaceholderText(tr("Write more"));
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(textHeight);
    inside->addWidget(m_text);
    auto *row = new QHBoxLayout;
    m_send = makeButton(QStringLiteral("sendReply"), tr("Send"), ButtonKind::Primary, this, QStringLiteral("send"));
    m_close = makeButton(QStringLiteral("closeTicket"), tr("Close it"), ButtonKind::Plain, this);
    row->addWidget(m_send);
    row->addWidget(m_close);
    row->addStretch();
    inside->addLayout(row);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("ticketNotice"));
    inside->addWidget(m_notice);
    connect(m_text, &QPlainTextEdit::textChanged, this, &TicketThread::updateButtons);
    connect(m_send, &QPushButton::clicked, this, [this] { Q_EMIT replyWanted(m_text->toPlainText().trimmed()); });
    connect(m_close, &QPushButton::clicked, this, &TicketThread::closeWanted);
    hide();
}

void TicketThread::show(const api::Ticket &ticket, const QString &from)
{
    if (ticket.id != m_shown)
        m_text->clear(); // what was begun belongs to the one before
    m_shown = ticket.id;
    m_notice->hide();
    m_subject->setText(ticket.subject);
    m_from->setText(from);
    m_from->setVisible(!from.isEmpty());
    m_state->setText(ticketStateText(ticket.state));
    setStyleClass(m_state, "badge", QString::fromLatin1(ticketStateBadge(ticket.state)));
    m_priority->setVisible(ticket.priority);
    while (QLayoutItem *item = m_messages->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const api::TicketMessage &message : ticket.messages)
        addMessage(message);
    m_close->setVisible(ticket.state != u"closed");
    updateButtons();
    setVisible(true);
}

void TicketThread::addMessage(const api::TicketMessage &message)
{
    auto *frame = new QFrame(this);
    frame->setObjectName(QStringLiteral("ticketMessage"));
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins(0, space::small, 0, 0);
    column->setSpacing(space::tiny);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::small);
    QLabel *who = makeLabel(message.author, TextStyle::Strong, false, frame);
    who->setWordWrap(false);
    head->addWidget(who);
    if (message.fromSupport)
        head->addWidget(makeBadge(tr("Support"), "accent", frame));
    QLabel *when = makeLabel(momentText(message.at), TextStyle::Caption, true, frame);
    when->setWordWrap(false);
    head->addWidget(when);
    head->addStretch();
    column->addLayout(head);
    QLabel *text = makeLabel(message.text, TextStyle::Body, false, frame);
    text->setObjectName(QStringLiteral("ticketText"));
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(text);
    m_messages->addWidget(frame);
}

void TicketThread::fail(const Problem &problem)
{
    m_notice->show(problem);
    updateButtons();
}

void TicketThread::sent()
{
    m_text->clear();
}

void TicketThread::updateButtons()
{
    m_send->setEnabled(!m_text->toPlainText().trimmed().isEmpty());
}

} // namespace tabletalk::ui
