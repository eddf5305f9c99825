// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Workflows.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace tabletalk::ui {

class ElidedLabel;
class Notice;
class Session;
class StepResultView;

/// A run of a workflow with its steps, followed while it goes on.
class WorkflowRunView : public QWidget
{
    Q_OBJECT

public:
    WorkflowRunView(Session &session, QWidget *parent);

    /// Follows that run; begins with what is known of it.
    void follow(WorkspaceId workspace, const api::WorkflowRun &run);
    void clear();

    /// A seam for tests: where to save a file; empty for nowhere.
    std::function<QString(const QString &suggestion)> chooseTarget;

Q_SIGNALS:
    /// The run that was followed has ended.
    void ended();
    void passageWanted(tabletalk::DocumentId document, tabletalk::PassageId passage);

protected:
    void hideEvent(QHideEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void look();
    void take(const api::WorkflowRun &run);
    void cancel();
    struct Download;
    void saveFile(const QString &step);
    void fetch(const std::shared_ptr<Download> &download);

    Session &m_session;
    QTimer m_again;
    WorkspaceId m_workspace;
    api::WorkflowRun m_run;
    ElidedLabel *m_title;
    QLabel *m_badge;
    QLabel *m_about;
    QLabel *m_detail;
    QPushButton *m_cancel;
    Notice *m_notice;
    QVBoxLayout *m_column;
    std::vector<StepResultView *> m_steps;
};

} // namespace tabletalk::ui
