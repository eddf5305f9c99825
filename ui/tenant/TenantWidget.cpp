// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tenant/TenantWidget.h"

#include "core/access/Policy.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/BrandingCard.h"
#include "ui/tenant/EndingCard.h"
#include "ui/tenant/InvitationsCard.h"
#include "ui/tenant/MembersCard.h"
#include "ui/tenant/OrganizationsCard.h"
#include "ui/tenant/TeamsCard.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimeZone>

namespace tabletalk::ui {

namespace {

constexpr int fieldWidth = 420;

} // namespace

TenantWidget::TenantWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("tenantPanel"));
    QVBoxLayout *column = nullptr;
    QWidget *page =
        makePage(tr("Organisation"), tr("Who you are on this server, and who works here with you."), this, &column);
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    fill->addWidget(page);
    buildProfile(column);
    buildPeople(column);
    setProperty("focusFirst", QVariant::fromValue<QWidget *>(m_name));
    connect(&context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Ready && isVisible())
            reload();
    });
}

void TenantWidget::buildProfile(QBoxLayout *column)
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->addWidget(makeLabel(tr("Profile"), TextStyle::Heading, false, card));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::huge);
    form->setVerticalSpacing(space::medium);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_name = new QLineEdit(card);
    m_name->setObjectName(QStringLiteral("organizationName"));
    m_name->setAccessibleName(tr("Name of the organisation"));
    m_name->setMaximumWidth(fieldWidth);
    form->addRow(tr("&Name"), m_name);
    m_timeZone = new QComboBox(card);
    m_timeZone->setObjectName(QStringLiteral("timeZone"));
    m_timeZone->setAccessibleName(tr("Time zone"));
    m_timeZone->setMaximumWidth(fieldWidth);
    m_timeZone->setEditable(true);
    m_timeZone->setInsertPolicy(QComboBox::NoInsert);
    m_timeZone->lineEdit()->setObjectName(QStringLiteral("timeZoneText"));
    m_timeZone->lineEdit()->setAccessibleName(tr("Time zone"));
    const QList<QByteArray> zones = QTimeZone::availableTimeZoneIds();
    for (const QByteArray &zone : zones)
        m_timeZone->addItem(QString::fromLatin1(zone));
    m_timeZone->completer()->setFilterMode(Qt::MatchContains);
    m_timeZone->completer()->setCompletionMode(QCompleter::PopupCompletion);
    form->addRow(tr("&Time zone"), m_timeZone);
    m_slug = makeLabel({}, TextStyle::Body, true, card);
    m_slug->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form->addRow(tr("Short name"), m_slug);
    inside->addLayout(form);
    m_notice = new Notice(card);
    inside->addWidget(m_notice);
    m_save = makeButton(QStringLiteral("saveProfile"), tr("Save"), ButtonKind::Primary, card);
    m_save->setEnabled(false);
    inside->addWidget(m_save, 0, Qt::AlignLeft);
    column->addWidget(card);
    connect(m_name, &QLineEdit::textChanged, this, &TenantWidget::updateSave);
    connect(m_timeZone, &QComboBox::currentTextChanged, this, &TenantWidget::updateSave);
    connect(m_save, &QPushButton::clicked, this, &TenantWidget::save);
}

void TenantWidget::buildPeople(QBoxLayout *column)
{
    m_branding = new BrandingCard(m_context, this);
    m_members = new MembersCard(m_context, this);
    m_invitations = new InvitationsCard(m_context, this);
    m_teams = new TeamsCard(m_context, this);
    m_organizations = new OrganizationsCard(m_context, this);
    m_ending = new EndingCard(m_context, this);
    for (QWidget *card :
         std::initializer_list<QWidget *>{m_branding, m_members, m_invitations, m_teams, m_organizations, m_ending}) {
        // As high as what is in them: what is left belongs below the last.
        card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
        column->addWidget(card);
    }
    column->addStretch();
    connect(m_branding, &BrandingCard::profileChanged, this, &TenantWidget::takeProfile);
    connect(m_members, &MembersCard::membersRead, m_teams, &TeamsCard::setMembers);
}

void TenantWidget::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
}

void TenantWidget::reload()
{
    m_context.session.call<api::TenantProfile>("tenant.read", api::Empty{}, this,
                                               [this](const Result<api::TenantProfile> &answer) {
                                                   if (answer)
                                                       takeProfile(*answer);
                                                   else
                                                       m_notice->show(answer.error());
                                               });
    const auto role = roleFromName(m_context.session.organization().role);
    const bool reads = role && allows(*role, Permission::ReadMembers);
    const bool invites = role && allows(*role, Permission::InviteMembers);
    m_organizations->reload();
    m_branding->setVisible(role && allows(*role, Permission::ManageOrganization));
    m_ending->setVisible(role && allows(*role, Permission::CloseOrganization));
    m_members->setVisible(reads);
    m_teams->setVisible(reads);
    m_invitations->setVisible(invites);
    if (reads) {
        m_members->reload();
        m_teams->reload();
    }
    if (invites)
        m_invitations->reload();
}

void TenantWidget::takeProfile(const api::TenantProfile &profile)
{
    m_profile = profile;
    m_name->setText(profile.name);
    m_timeZone->setCurrentText(profile.timeZone);
    m_slug->setText(profile.slug);
    m_branding->setProfile(profile);
    m_ending->setStatus(profile.status.value_or(QStringLiteral("active")));
    updateSave();
}

void TenantWidget::updateSave()
{
    const bool changed =
        m_profile && (m_name->text().trimmed() != m_profile->name || m_timeZone->currentText() != m_profile->timeZone);
    m_save->setEnabled(changed && !m_name->text().trimmed().isEmpty());
}

void TenantWidget::save()
{
    api::UpdateTenantRequest request;
    request.name = m_name->text().trimmed();
    request.timeZone = m_timeZone->currentText();
    m_save->setEnabled(false);
    m_context.session.call<api::TenantProfile>("tenant.update", request, this,
                                               [this](const Result<api::TenantProfile> &answer) {
                                                   if (!answer) {
                                                       m_notice->show(answer.error());
                                                       updateSave();
                                                       return;
                                                   }
                                                   takeProfile(*answer);
                                                   m_notice->show(Notice::Kind::Success, tr("Saved."));
                                               });
}

} // namespace tabletalk::ui
