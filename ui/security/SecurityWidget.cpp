// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/security/SecurityWidget.h"

#include "core/access/Policy.h"
#include "ui/models/OwnKeyCard.h"
#include "ui/security/AddressesCard.h"
#include "ui/security/ApiKeysCard.h"
#include "ui/security/PasswordCard.h"
#include "ui/security/SessionsCard.h"
#include "ui/security/SignInHistoryCard.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/signon/SignOnCard.h"
#include "ui/webhooks/WebhooksCard.h"
#include "ui/widgets/Controls.h"

#include <QBoxLayout>

namespace tabletalk::ui {

SecurityWidget::SecurityWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("securityPanel"));
    QVBoxLayout *column = nullptr;
    QWidget *page = makePage(tr("Security"), tr("Who gets in, from where, and with which keys."), this, &column);
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    fill->addWidget(page);
    m_sessions = new SessionsCard(context, this);
    m_keys = new ApiKeysCard(context, this);
    m_addresses = new AddressesCard(context, this);
    auto *password = new PasswordCard(context, this);
    m_history = new SignInHistoryCard(context, this);
    m_ownKey = new OwnKeyCard(context, this);
    m_signOn = new SignOnCard(context, this);
    m_webhooks = new WebhooksCard(context, this);
    for (QWidget *card : std::initializer_list<QWidget *>{m_sessions, password, m_history, m_ownKey, m_keys, m_signOn,
                                                          m_webhooks, m_addresses}) {
        card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
        column->addWidget(card);
    }
    column->addStretch();
    connect(password, &PasswordCard::changed, this, &SecurityWidget::reload);
    connect(&context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Ready && isVisible())
            reload();
    });
}

void SecurityWidget::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
}

void SecurityWidget::reload()
{
    const Role role = roleFromName(m_context.session.organization().role).value_or(Role::Guest);
    m_sessions->reload();
    m_history->reload();
    m_ownKey->reload();
    m_keys->setVisible(allows(role, Permission::ManageApiKeys));
    if (allows(role, Permission::ManageApiKeys))
        m_keys->reload();
    const bool manages = allows(role, Permission::ManageOrganization);
    m_addresses->setVisible(manages);
    m_signOn->setVisible(manages);
    m_webhooks->setVisible(manages);
    if (manages) {
        m_signOn->reload();
        m_addresses->reload();
        m_webhooks->reload();
    }
}

} // namespace tabletalk::ui
