// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"

#include <QWidget>

class QComboBox;
class QGridLayout;

namespace tabletalk::ui {

class ChangePreview;
class Notice;
struct WindowContext;

/// The plans that can be chosen, side by side, and what a change to one would cost before it is
/// made.
class PlansCard : public QWidget
{
    Q_OBJECT

public:
    PlansCard(WindowContext &context, QWidget *parent);
    void show(const api::Subscription &subscription, const std::vector<api::Plan> &plans, bool mayManage);

Q_SIGNALS:
    /// The plan; all is to be read anew.
    void changed();

private:
    QString interval() const;
    QString currency() const;
    void showPlans();
    void addHeads(const std::vector<QString> &rows);
    void addPlan(const api::Plan &plan, int column);
    void addChoice(const api::Plan &plan, bool isSold, int row, int column);
    void ask(const api::Plan &plan);

    WindowContext &m_context;
    api::Subscription m_subscription;
    std::vector<api::Plan> m_plans;
    bool m_mayManage = false;
    QComboBox *m_interval;
    QWidget *m_table = nullptr; ///< made anew with each answer
    QGridLayout *m_grid = nullptr;
    QBoxLayout *m_inside;
    int m_tablePlace = 0;
    Notice *m_notice;
    ChangePreview *m_preview;
};

} // namespace tabletalk::ui
