// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Workflows.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace tabletalk::ui {

class Notice;
class RowList;
class WorkflowRunView;
struct WindowContext;

/// The workflows of a workspace with what came of their last run; of a chosen one its runs, and the steps of one.
class WorkflowsTab : public QWidget
{
    Q_OBJECT

public:
    WorkflowsTab(WindowContext &context, QWidget *parent);

    void setWorkspace(WorkspaceId workspace);
    WorkflowRunView &run() { return *m_run; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QBoxLayout *buildButtons();
    QWidget *buildDetails();
    void reload();
    void take(const api::WorkflowList &list);
    const api::Workflow *chosen() const;
    void updateButtons();
    void loadRuns();
    void takeRuns(const api::WorkflowRunList &list);
    void edit(bool isNew);
    void openEditor(const std::optional<api::Workflow> &workflow);
    void start();
    void startWith(const api::Workflow &workflow);
    void command(const char *method);
    void share();
    void remove();

    WindowContext &m_context;
    QTimer m_again;
    WorkspaceId m_workspace;
    bool m_mayMake = false;
    std::vector<api::Workflow> m_workflows;
    std::vector<api::WorkflowRun> m_runs;
    std::optional<WorkflowId> m_runsOf;
    Notice *m_notice;
    RowList *m_list;
    QPushButton *m_add;
    QPushButton *m_change;
    QPushButton *m_start;
    QPushButton *m_pause;
    QPushButton *m_share;
    QPushButton *m_remove;
    QWidget *m_details;
    QLabel *m_about;
    RowList *m_runList;
    WorkflowRunView *m_run;
};

} // namespace tabletalk::ui
