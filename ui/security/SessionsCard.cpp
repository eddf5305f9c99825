// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/security/SessionsCard.h"

#include "ui/security/SessionModel.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

namespace tabletalk::ui {

namespace {

constexpr int mostLines = 8;

} // namespace

SessionsCard::SessionsCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new SessionModel(this))
{
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    fill->addWidget(card);
    inside->addWidget(makeLabel(tr("Where you are signed in"), TextStyle::Heading, false, card));
    m_table = makeTable(QStringLiteral("sessions"), tr("Where you are signed in"), m_model, card);
    fitTable(m_table, mostLines);
    inside->addWidget(m_table);
    m_notice = new Notice(card);
    inside->addWidget(m_notice);
    m_revoke = makeButton(QStringLiteral("revokeSession"), tr("Sign out there"), ButtonKind::Danger, card);
    m_revoke->setToolTip(tr("Ends the chosen sign-in at once."));
    inside->addWidget(m_revoke, 0, Qt::AlignLeft);
    connect(m_revoke, &QPushButton::clicked, this, &SessionsCard::revoke);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SessionsCard::updateButton);
    updateButton();
}

void SessionsCard::reload()
{
    m_context.session.call<api::SessionList>("auth.sessions", api::Empty{}, this,
                                             [this](const Result<api::SessionList> &answer) {
                                                 if (!answer) {
                                                     m_notice->show(answer.error());
                                                     return;
                                                 }
                                                 m_model->setSessions(answer->items);
                                                 fitTable(m_table, mostLines);
                                                 updateButton();
                                             });
}

/// The window's own sign-in ends by signing out, which it knows how to do.
void SessionsCard::updateButton()
{
    const api::SessionInfo *session = m_model->session(chosenRow(m_table));
    m_revoke->setEnabled(session && !session->current);
}

void SessionsCard::revoke()
{
    const api::SessionInfo *session = m_model->session(chosenRow(m_table));
    if (!session)
        return;
    m_revoke->setEnabled(false);
    m_context.session.call<api::Empty>("auth.revokeSession", api::SessionRequest{session->id}, this,
                                       [this](const Result<api::Empty> &answer) {
                                           if (answer)
                                               m_notice->show(Notice::Kind::Success, tr("Signed out there."));
                                           else
                                               m_notice->show(answer.error());
                                           reload();
                                       });
}

} // namespace tabletalk::ui
