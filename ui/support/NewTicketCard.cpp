// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/NewTicketCard.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace tabletalk::ui {

namespace {

constexpr int textHeight = 110;
constexpr int longestSubject = 200;

} // namespace

NewTicketCard::NewTicketCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_subject(makeField(QStringLiteral("newTicketSubject"), tr("What it is about"), this))
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("newTicketCard"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    QFrame *card = makeCard(this, &inside);
    fill->addWidget(card);
    inside->addWidget(makeLabel(tr("Ask something new"), TextStyle::Heading, false, this));
    auto *form = makeForm(card);
    m_subject->setMaxLength(longestSubject);
    addRow(form, tr("S&ubject"), m_subject);
    m_text->setObjectName(QStringLiteral("newTicketText"));
    m_text->setAccessibleName(tr("What you want to know, or what does not work"));
    m_text->setPlaceholderText(tr("What you want to know, or what you did, what happened, and what you expected"));
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(textHeight);
    addRow(form, tr("&Message"), m_text);
    inside->addLayout(form);
    m_send = makeButton(QStringLiteral("createTicket"), tr("Send"), ButtonKind::Primary, this, QStringLiteral("send"));
    inside->addWidget(m_send, 0, Qt::AlignLeft);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("newTicketNotice"));
    inside->addWidget(m_notice);
    connect(m_subject, &QLineEdit::textChanged, this, &NewTicketCard::updateButtons);
    connect(m_text, &QPlainTextEdit::textChanged, this, &NewTicketCard::updateButtons);
    connect(m_send, &QPushButton::clicked, this, &NewTicketCard::send);
    updateButtons();
}

void NewTicketCard::updateButtons()
{
    m_send->setEnabled(!m_subject->text().trimmed().isEmpty() && !m_text->toPlainText().trimmed().isEmpty());
}

void NewTicketCard::send()
{
    m_context.session.call<api::Ticket>(
        "tickets.create", api::CreateTicketRequest{m_subject->text().trimmed(), m_text->toPlainText().trimmed()}, this,
        [this, sent = ButtonHold::on(m_send)](const Result<api::Ticket> &answer) {
            if (!answer)
                return m_notice->show(answer.error());
            m_notice->hide();
            m_subject->clear();
            m_text->clear();
            Q_EMIT created(*answer);
        });
}

} // namespace tabletalk::ui
