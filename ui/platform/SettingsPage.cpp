// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/platform/SettingsPage.h"

#include "core/api/Billing.h"
#include "ui/platform/BillingSettingsCard.h"
#include "ui/platform/ServerSettingsCard.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>

namespace tabletalk::ui {

SettingsPage::SettingsPage(WindowContext &context, QWidget *parent)
    : PlatformPage(context, tr("Settings"), tr("They hold at once, without a restart."), parent)
    , m_server(new ServerSettingsCard(context, this))
    , m_billing(new BillingSettingsCard(context, this))
{
    setObjectName(QStringLiteral("platformSettings"));
    column()->addWidget(m_server);
    column()->addWidget(m_billing);
    column()->addStretch();
    alignLabels(this);
}

void SettingsPage::reload()
{
    m_server->reload();
    m_billing->reload();
    context().session.call<api::PlanList>("admin.plans", api::Empty{}, this,
                                          [this](const Result<api::PlanList> &answer) {
                                              if (!isGood(answer))
                                                  return;
                                              m_server->setPlans(*answer);
                                              m_billing->setPlans(*answer);
                                          });
}

} // namespace tabletalk::ui
