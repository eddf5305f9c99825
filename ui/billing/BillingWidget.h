// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"
#include "core/base/Problem.h"

#include <QWidget>

namespace tabletalk::ui {

class BillingAddressCard;
class BillingHistoryCard;
class CurrentPlanCard;
class InvoicesCard;
class Notice;
class PlansCard;
struct WindowContext;

/// The billing panel: the plan and what it may be changed to, invoices, and what happened.
class BillingWidget : public QWidget
{
    Q_OBJECT

public:
    BillingWidget(WindowContext &context, QWidget *parent);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void reload();
    void takePlans(const Result<api::PlanList> &answer);
    void take(const Result<api::Subscription> &answer);
    bool mayManage() const;

    WindowContext &m_context;
    std::vector<api::Plan> m_offered;
    Notice *m_notice;
    CurrentPlanCard *m_plan;
    PlansCard *m_plans;
    InvoicesCard *m_invoices;
    BillingAddressCard *m_address;
    BillingHistoryCard *m_history;
};

} // namespace tabletalk::ui
