// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"
#include "core/api/ServerSettings.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// What an operator sets of the server: its name, who may join, how long what is kept.
class ServerSettingsCard : public QWidget
{
    Q_OBJECT

public:
    ServerSettingsCard(WindowContext &context, QWidget *parent);
    void reload();
    void setPlans(const api::PlanList &plans);

private:
    void build();
    void take(const api::ServerSettingsState &state);
    void save();
    api::ServerSettings entered() const;

    WindowContext &m_context;
    api::ServerSettingsState m_state;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_support = nullptr;
    QComboBox *m_registration = nullptr;
    QComboBox *m_plan = nullptr;
    QSpinBox *m_history = nullptr;
    QSpinBox *m_audit = nullptr;
    QPushButton *m_save = nullptr;
    Notice *m_notice = nullptr;
};

} // namespace tabletalk::ui
