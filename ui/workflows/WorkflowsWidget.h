// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

#include <QWidget>

class QTabWidget;

namespace tabletalk::ui {

class AutomationsTab;
class MemoryTab;
class Notice;
class WorkflowsTab;
struct WindowContext;

/// The workflows of a workspace, and what its agents remember.
class WorkflowsWidget : public QWidget
{
    Q_OBJECT

public:
    WorkflowsWidget(WindowContext &context, QWidget *parent);

    WorkflowsTab &workflows() { return *m_workflows; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void begin();

    WindowContext &m_context;
    Notice *m_notice;
    QTabWidget *m_tabs;
    WorkflowsTab *m_workflows;
    MemoryTab *m_memory;
    AutomationsTab *m_automations;
};

} // namespace tabletalk::ui
