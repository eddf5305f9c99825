// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"
#include "ui/platform/PlatformPage.h"

class QComboBox;
class QLabel;
class QTableView;

namespace tabletalk::ui {

class ChartWidget;
class TextTableModel;

/// What comes in each month, how it moved, and how subscriptions are.
class RevenuePage : public PlatformPage
{
    Q_OBJECT

public:
    RevenuePage(WindowContext &context, QWidget *parent);
    void reload() override;

private:
    void buildNumbers();
    void buildCharts();
    void buildPlans();
    void take(const api::SubscriptionStats &stats);
    void takePlans();
    void showCurrency();

    api::SubscriptionStats m_stats;
    QComboBox *m_currency = nullptr;
    QLabel *m_revenue = nullptr;
    QLabel *m_open = nullptr;
    QLabel *m_churn = nullptr;
    QWidget *m_charts = nullptr;
    ChartWidget *m_months = nullptr;
    ChartWidget *m_movements = nullptr;
    QLabel *m_nothing = nullptr;
    TextTableModel *m_plans = nullptr;
    QTableView *m_planTable = nullptr;
};

} // namespace tabletalk::ui
