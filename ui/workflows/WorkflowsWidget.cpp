// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workflows/WorkflowsWidget.h"

#include "core/api/Tenants.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/workflows/MemoryTab.h"
#include "ui/workflows/WorkflowsTab.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
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
    m_choice = new QWidget(this);
    auto *row = new QHBoxLayout(m_choice);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    m_workspaces = new QComboBox(m_choice);
    m_workspaces->setObjectName(u"workflowWorkspace"_s);
    m_workspaces->setAccessibleName(tr("Workspace"));
    auto *label = makeLabel(tr("&Workspace"), TextStyle::Body, false, m_choice);
    label->setBuddy(m_workspaces);
    row->addWidget(label);
    row->addWidget(m_workspaces);
    row->addStretch();
    column->addWidget(m_choice);
    m_choice->hide();
    m_workflows = new WorkflowsTab(context, this);
    m_memory = new MemoryTab(context, this);
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(u"workflowTabs"_s);
    m_tabs->setAccessibleName(tr("Workflows and memory"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_workflows, tr("Workflows"));
    m_tabs->addTab(m_memory, tr("What agents remember"));
    column->addWidget(m_tabs, 1);
    connect(m_workspaces, &QComboBox::currentIndexChanged, this, &WorkflowsWidget::choose);
    connect(&context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Ready && isVisible())
            loadWorkspaces();
    });
}

void WorkflowsWidget::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    loadWorkspaces();
}

void WorkflowsWidget::loadWorkspaces()
{
    if (!m_context.session.isReady())
        return;
    m_context.session.call<api::TenantProfile>("tenant.read", api::Empty{}, this,
                                               [this](const Result<api::TenantProfile> &answer) {
                                                   if (!answer)
                                                       return m_notice->show(answer.error());
                                                   addWorkspaces(answer->id, answer->defaultWorkspaceId);
                                               });
}

/// One alone needs no choice.
void WorkflowsWidget::addWorkspaces(TenantId organization, WorkspaceId usual)
{
    m_context.session.call<api::WorkspaceList>(
        "workspaces.list", api::WorkspaceListRequest{organization, {}, {}}, this,
        [this, usual](const Result<api::WorkspaceList> &answer) {
            const QString before = m_workspaces->currentData().toString();
            const QSignalBlocker quiet(m_workspaces);
            m_workspaces->clear();
            if (answer) {
                for (const api::Workspace &workspace : answer->items) {
                    if (!workspace.archivedAt)
                        m_workspaces->addItem(workspace.name, workspace.id.toString());
                }
            }
            if (m_workspaces->count() == 0) // whoever may not list them has the usual one
                m_workspaces->addItem(tr("General"), usual.toString());
            const int kept = m_workspaces->findData(before.isEmpty() ? usual.toString() : before);
            m_workspaces->setCurrentIndex(std::max(0, kept));
            m_choice->setVisible(m_workspaces->count() > 1);
            choose();
        });
}

void WorkflowsWidget::choose()
{
    const auto workspace = WorkspaceId::fromString(m_workspaces->currentData().toString());
    if (!workspace)
        return;
    m_workflows->setWorkspace(*workspace);
    m_memory->setWorkspace(*workspace);
}

} // namespace tabletalk::ui
