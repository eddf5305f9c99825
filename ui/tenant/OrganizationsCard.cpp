// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tenant/OrganizationsCard.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/PeopleTable.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

namespace tabletalk::ui {

namespace {

constexpr int fieldWidth = 420;

} // namespace

OrganizationsCard::OrganizationsCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_choice(new QComboBox(this))
{
    setObjectName(QStringLiteral("organizationsCard"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("Your organisations"), TextStyle::Heading, false, this));
    m_choice->setObjectName(QStringLiteral("organizationChoice"));
    m_choice->setAccessibleName(tr("Organisation to work in"));
    m_choice->setMaximumWidth(fieldWidth);
    auto *form = makeForm(this);
    addRow(form, tr("&Work in"), m_choice);
    inside->addLayout(form);
    m_notice = new Notice(this);
    inside->addWidget(m_notice);
    auto *buttons = new QHBoxLayout;
    m_change = makeButton(QStringLiteral("changeOrganization"), tr("Change over"), ButtonKind::Primary, this);
    buttons->addWidget(m_change);
    auto *personal =
        makeButton(QStringLiteral("personalOrganization"), tr("My personal organisation"), ButtonKind::Plain, this);
    buttons->addWidget(personal);
    buttons->addStretch();
    inside->addLayout(buttons);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &OrganizationsCard::updateButton);
    connect(m_change, &QPushButton::clicked, this, &OrganizationsCard::changeOver);
    connect(personal, &QPushButton::clicked, this, &OrganizationsCard::makePersonal);
    updateButton();
}

void OrganizationsCard::reload()
{
    m_context.session.call<api::OrganizationList>("organizations.list", api::Empty{}, this,
                                                  [this](const Result<api::OrganizationList> &answer) {
                                                      if (!answer)
                                                          return m_notice->show(answer.error());
                                                      take(answer->items);
                                                  });
}

void OrganizationsCard::take(const std::vector<api::OrganizationSummary> &organizations)
{
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    for (const api::OrganizationSummary &each : organizations)
        m_choice->addItem(tr("%1 (%2)").arg(each.name, roleTitle(each.role)), each.id.toString());
    m_choice->setCurrentIndex(m_choice->findData(m_context.session.organization().id.toString()));
    updateButton();
}

void OrganizationsCard::updateButton()
{
    const QString chosen = m_choice->currentData().toString();
    m_change->setEnabled(!chosen.isEmpty() && chosen != m_context.session.organization().id.toString());
}

void OrganizationsCard::changeOver()
{
    const auto id = TenantId::fromString(m_choice->currentData().toString());
    if (!id)
        return;
    m_change->setEnabled(false);
    m_context.session.changeOrganization(*id, this, [this](const Result<void> &answer) {
        if (answer)
            return;
        m_notice->show(answer.error());
        updateButton();
    });
}

void OrganizationsCard::makePersonal()
{
    m_context.session.call<api::Organization>(
        "organizations.personal", api::Empty{}, this, [this](const Result<api::Organization> &answer) {
            if (!answer)
                return m_notice->show(answer.error());
            if (m_choice->findData(answer->id.toString()) < 0)
                m_choice->addItem(tr("%1 (%2)").arg(answer->name, roleTitle(answer->role)), answer->id.toString());
            m_choice->setCurrentIndex(m_choice->findData(answer->id.toString()));
            updateButton();
        });
}

} // namespace tabletalk::ui
