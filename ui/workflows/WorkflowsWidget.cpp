// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workflows/WorkflowsWidget.h"

#include "core/access/Policy.h"
#include "ui/session/Session.h"
#include "ui/shell/CurrentWorkspace.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/workflows/AutomationsTab.h"
#include "ui/workflows/MemoryTab.h"
#include "ui/workflows/WorkflowsTab.h"

#include <QBoxLayout>
#include <QTabBar>
#include <QTabWidget>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

WorkflowsWidget::WorkflowsWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_notice(new Notice(this))
{
    setObjectName(u"workflowsPanel"_s);
    QVBoxLayout *column = nullptr;
    QWidget *page = makePage(tr("Workflows"),
                             tr("Steps that run one after the other and deliver what they found, and what agents "
                                "remember."),
                             this, &column);
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    fill->addWidget(page);
    m_notice->hide();
    column->addWidget(m_notice);
    m_workflows = new WorkflowsTab(context, this);
    m_memory = new MemoryTab(context, this);
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(u"workflowTabs"_s);
    m_tabs->setAccessibleName(tr("Workflows and memory"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->addTab(m_workflows, tr("Workflows"));
    m_tabs->addTab(m_memory, tr("What agents remember"));
    m_automations = new AutomationsTab(context, this);
    m_tabs->addTab(m_automations, tr("In the whole organisation"));
    column->addWidget(m_tabs, 1);
    connect(&context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Ready && isVisible())
            begin();
    });
}

void WorkflowsWidget::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    begin();
}

void WorkflowsWidget::begin()
{
    if (!m_context.session.isReady())
        return;
    const auto role = roleFromName(m_context.session.organization().role);
    m_tabs->setTabVisible(m_tabs->indexOf(m_automations), role && allows(*role, Permission::ManageOrganization));
    findWorkspace(m_context, this, [this](const Result<WorkspaceId> &answer) {
        if (!answer)
            return m_notice->show(answer.error());
        m_notice->hide();
        m_workflows->setWorkspace(*answer);
        m_memory->setWorkspace(*answer);
    });
}

} // namespace tabletalk::ui
