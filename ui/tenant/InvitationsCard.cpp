// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tenant/InvitationsCard.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/PeopleTable.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QFormLayout>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTableView>

namespace tabletalk::ui {

namespace {

constexpr int fieldWidth = 420;
constexpr int invitationsShown = 200;

QString dateText(Instant at)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at.msSinceEpoch), QLocale::ShortFormat);
}

} // namespace

InvitationsCard::InvitationsCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_invitations(new TextTableModel({tr("For"), tr("Role"), tr("Good until")}, this))
{
    setObjectName(QStringLiteral("invitationsCard"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("Invitations"), TextStyle::Heading, false, this));
    buildForm(inside);
    m_notice = new Notice(this);
    inside->addWidget(m_notice);
    buildList(inside);
}

void InvitationsCard::buildForm(QBoxLayout *column)
{
    auto *form = makeForm(this);
    m_email = makeField(QStringLiteral("invitationEmail"), tr("E-mail of the person invited"), this);
    m_email->setPlaceholderText(tr("Anybody who has the link"));
    m_email->setMaximumWidth(fieldWidth);
    addRow(form, tr("&E-mail"), m_email);
    m_role = makeRoleBox(QStringLiteral("invitationRole"), this);
    m_role->setCurrentIndex(m_role->findData(QStringLiteral("member")));
    m_role->setMaximumWidth(fieldWidth);
    addRow(form, tr("R&ole"), m_role);
    column->addLayout(form);
    m_invite = makeButton(QStringLiteral("invite"), tr("Make a link"), ButtonKind::Primary, this);
    column->addWidget(m_invite, 0, Qt::AlignLeft);
    connect(m_invite, &QPushButton::clicked, this, &InvitationsCard::invite);

    m_linkRow = new QWidget(this);
    auto *row = new QHBoxLayout(m_linkRow);
    row->setContentsMargins(0, 0, 0, 0);
    m_link = makeField(QStringLiteral("invitationLink"), tr("Link of the invitation"), m_linkRow);
    m_link->setReadOnly(true);
    row->addWidget(m_link);
    auto *copy = makeButton(QStringLiteral("copyInvitation"), tr("Copy"), ButtonKind::Plain, m_linkRow);
    row->addWidget(copy);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_link->text()); });
    column->addWidget(m_linkRow);
    m_linkRow->hide();
}

void InvitationsCard::buildList(QBoxLayout *column)
{
    m_table = makePeopleTable(QStringLiteral("invitations"), tr("Invitations that can still be accepted"),
                              m_invitations, this);
    column->addWidget(m_table);
    m_revoke = makeButton(QStringLiteral("revokeInvitation"), tr("Revoke"), ButtonKind::Danger, this);
    m_revoke->setEnabled(false);
    column->addWidget(m_revoke, 0, Qt::AlignLeft);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { m_revoke->setEnabled(selectedRow(m_table) >= 0); });
    connect(m_revoke, &QPushButton::clicked, this, &InvitationsCard::revoke);
}

void InvitationsCard::reload()
{
    m_context.session.call<api::InvitationList>(
        "invitations.list", api::ListRequest{invitationsShown, {}}, this,
        [this](const Result<api::InvitationList> &answer) {
            if (!answer)
                return m_notice->show(answer.error());
            std::vector<TextTableModel::Row> rows;
            for (const api::Invitation &invitation : answer->items)
                rows.push_back({invitation.id.toString(),
                                {invitation.email.value_or(tr("anybody with the link")), roleTitle(invitation.role),
                                 dateText(invitation.expiresAt)}});
            const bool any = !rows.empty();
            m_invitations->setRows(std::move(rows));
            m_table->setVisible(any);
            m_revoke->setVisible(any);
            m_revoke->setEnabled(false);
        });
}

void InvitationsCard::invite()
{
    api::CreateInvitationRequest request;
    if (const QString email = m_email->text().trimmed(); !email.isEmpty())
        request.email = email;
    request.role = m_role->currentData().toString();
    m_context.session.call<api::CreatedInvitation>(
        "invitations.create", request, this,
        [this, sent = ButtonHold::on(m_invite)](const Result<api::CreatedInvitation> &answer) {
            if (!answer)
                return m_notice->show(answer.error());
            m_link->setText(answer->link);
            m_linkRow->show();
            m_email->clear();
            const QString email = answer->invitation.email.value_or(QString());
            m_notice->show(
                Notice::Kind::Success,
                answer->mailed ? tr("The link is on its way to %1; you may pass it on as well.").arg(email)
                               : tr("Pass this link on."),
                tr("It works once, until %1, and is shown only now.").arg(dateText(answer->invitation.expiresAt)));
            reload();
        });
}

void InvitationsCard::revoke()
{
    const auto id = InvitationId::fromString(m_invitations->idAt(selectedRow(m_table)));
    if (!id)
        return;
    m_context.session.call<api::Empty>("invitations.revoke", api::InvitationRequest{*id}, this,
                                       [this](const Result<api::Empty> &answer) {
                                           if (!answer)
                                               return m_notice->show(answer.error());
                                           reload();
                                       });
}

} // namespace tabletalk::ui
