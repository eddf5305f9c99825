// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"
#include "core/base/Problem.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// What the organisation has: its plan with the limits and features that hold, what it costs, how
/// long it goes on, and what is planned for its end.
class CurrentPlanCard : public QWidget
{
    Q_OBJECT

public:
    CurrentPlanCard(WindowContext &context, QWidget *parent);
    /// plans: for the name of the one that is planned.
    void show(const api::Subscription &subscription, const std::vector<api::Plan> &plans, bool mayManage);

Q_SIGNALS:
    /// By one of its buttons; all is to be read anew.
    void changed();

private:
    QBoxLayout *buildHead();
    QBoxLayout *buildButtons();
    void showHead();
    void showWarning();
    void showPlanned(const std::vector<api::Plan> &plans);
    void showContents();
    void cancel();
    void wish(const char *operation);

    WindowContext &m_context;
    api::Subscription m_subscription;
    QLabel *m_name;
    QLabel *m_state;
    QLabel *m_about;
    QLabel *m_price;
    QLabel *m_period;
    QLabel *m_money;
    Notice *m_warning;
    Notice *m_planned;
    QGridLayout *m_limits;
    QGridLayout *m_features;
    QPushButton *m_keep;
    QPushButton *m_again;
    QPushButton *m_cancel;
    Notice *m_notice;
};

} // namespace tabletalk::ui
