// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/billing/BillingWidget.h"

#include "core/access/Policy.h"
#include "ui/billing/BillingAddressCard.h"
#include "ui/billing/BillingHistoryCard.h"
#include "ui/billing/CurrentPlanCard.h"
#include "ui/billing/InvoicesCard.h"
#include "ui/billing/PlansCard.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>

namespace tabletalk::ui {

BillingWidget::BillingWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("billingPanel"));
    QVBoxLayout *column = nullptr;
    QWidget *page =
        makePage(tr("Billing"), tr("What your organisation has, what it costs, and what was invoiced."), this, &column);
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    fill->addWidget(page);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("billingNotice"));
    column->addWidget(m_notice);
    m_plan = new CurrentPlanCard(context, this);
    m_plans = new PlansCard(context, this);
    m_invoices = new InvoicesCard(context, this);
    m_address = new BillingAddressCard(context, this);
    m_history = new BillingHistoryCard(context, this);
    for (QWidget *card : std::initializer_list<QWidget *>{m_plan, m_plans, m_invoices, m_address, m_history}) {
        card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
        column->addWidget(card);
    }
    for (QWidget *card : std::initializer_list<QWidget *>{m_invoices, m_address, m_history})
        card->hide();
    column->addStretch();
    connect(m_plan, &CurrentPlanCard::changed, this, &BillingWidget::reload);
    connect(m_plans, &PlansCard::changed, this, &BillingWidget::reload);
    connect(&context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Ready && isVisible())
            reload();
    });
}

void BillingWidget::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
}

/// The plans first: the subscription names one of them.
void BillingWidget::reload()
{
    m_notice->hide();
    m_context.session.call<api::PlanList>("plans.list", api::Empty{}, this,
                                          [this](const Result<api::PlanList> &answer) { takePlans(answer); });
}

void BillingWidget::takePlans(const Result<api::PlanList> &answer)
{
    if (!answer)
        return m_notice->show(answer.error());
    m_offered = answer->items;
    m_context.session.call<api::Subscription>("subscription.read", api::Empty{}, this,
                                              [this](const Result<api::Subscription> &told) { take(told); });
}

void BillingWidget::take(const Result<api::Subscription> &answer)
{
    if (!answer)
        return m_notice->show(answer.error());
    m_plan->show(*answer, m_offered, mayManage());
    m_plans->show(*answer, m_offered, mayManage());
    const bool isBilled = answer->periodBegin.has_value();
    for (QWidget *card : std::initializer_list<QWidget *>{m_invoices, m_address, m_history})
        card->setVisible(isBilled);
    if (isBilled) {
        m_invoices->reload();
        m_address->reload(mayManage());
        m_history->reload();
    }
}

/// Offers buttons only; the server decides.
bool BillingWidget::mayManage() const
{
    const auto role = roleFromName(m_context.session.organization().role);
    return role && allows(*role, Permission::ManageBilling);
}

} // namespace tabletalk::ui
