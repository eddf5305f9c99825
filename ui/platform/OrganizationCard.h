// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Administration.h"
#include "core/base/Problem.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class Notice;
class TextTableModel;
struct WindowContext;

/// "active", for people.
QString statusText(const QString &status);

/// One organisation as an operator sees it, and what they do to it: each time with a reason,
/// which its people can read.
class OrganizationCard : public QWidget
{
    Q_OBJECT

public:
    OrganizationCard(WindowContext &context, QWidget *parent);
    using QWidget::show;
    void show(TenantId tenant);

Q_SIGNALS:
    /// Suspended or opened again.
    void changed();

private:
    void buildActions(QBoxLayout *column);
    void buildLists(QBoxLayout *column);
    void take(const api::AdminTenantDetails &details);
    void takeLists();
    void takePlans(const api::PlanList &plans);
    void updateButtons();
    void suspend();
    void reactivate();
    const api::AdminMember *chosenMember() const;
    void actAs();
    void grantPlan(const std::optional<QString> &planId);
    void afterState(const Result<api::TenantState> &answer);
    QString reason() const;

    WindowContext &m_context;
    TenantId m_tenant;
    api::AdminTenantDetails m_details;
    QLabel *m_name = nullptr;
    QLabel *m_facts = nullptr;
    QLabel *m_plan = nullptr;
    QLabel *m_use = nullptr;
    Notice *m_notice = nullptr;
    QLineEdit *m_reason = nullptr;
    QPushButton *m_suspend = nullptr;
    QPushButton *m_restore = nullptr;
    QComboBox *m_plans = nullptr;
    QPushButton *m_grant = nullptr;
    QPushButton *m_endGrant = nullptr;
    QPushButton *m_actAs = nullptr;
    TextTableModel *m_people = nullptr;
    QTableView *m_peopleTable = nullptr;
    TextTableModel *m_workspaces = nullptr;
    QTableView *m_workspaceTable = nullptr;
    TextTableModel *m_connections = nullptr;
    QTableView *m_connectionTable = nullptr;
    TextTableModel *m_agents = nullptr;
    QTableView *m_agentTable = nullptr;
};

} // namespace tabletalk::ui
