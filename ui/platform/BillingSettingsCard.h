// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// Whether and how organisations are billed.
class BillingSettingsCard : public QWidget
{
    Q_OBJECT

public:
    BillingSettingsCard(WindowContext &context, QWidget *parent);
    void reload();
    void setPlans(const api::PlanList &plans);

private:
    void build();
    void take(const api::BillingSettings &settings);
    void save();

    WindowContext &m_context;
    api::BillingSettings m_settings;
    QCheckBox *m_enabled = nullptr;
    QLineEdit *m_currency = nullptr;
    QComboBox *m_trialPlan = nullptr;
    QComboBox *m_fallbackPlan = nullptr;
    QSpinBox *m_trialDays = nullptr;
    QSpinBox *m_dueDays = nullptr;
    QSpinBox *m_graceDays = nullptr;
    QDoubleSpinBox *m_tax = nullptr;
    QCheckBox *m_inclusive = nullptr;
    QPlainTextEdit *m_seller = nullptr;
    QPushButton *m_save = nullptr;
    Notice *m_notice = nullptr;
};

} // namespace tabletalk::ui
