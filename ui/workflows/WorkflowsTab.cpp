// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workflows/WorkflowsTab.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"
#include "ui/workflows/TrialValues.h"
#include "ui/workflows/WorkflowEditor.h"
#include "ui/workflows/WorkflowRunView.h"
#include "ui/workflows/WorkflowWords.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostLines = 8;
/// While it is in view, what runs by itself is followed.
constexpr std::chrono::milliseconds lookAgain{5'000};

void widenFirst(QTableView *table)
{
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
}

QString lastText(const api::Workflow &workflow)
{
    if (!workflow.lastState)
        return u"–"_s;
    return workflow.lastAt ? u"%1, %2"_s.arg(runStateText(*workflow.lastState), momentText(*workflow.lastAt))
                           : runStateText(*workflow.lastState);
}

QString aboutText(const api::Workflow &workflow)
{
    QStringList parts;
    if (!workflow.description.isEmpty())
        parts << workflow.description;
    if (workflow.pausedBecause)
        parts << WorkflowsTab::tr("Paused: %1").arg(*workflow.pausedBecause);
    if (workflow.nextAt)
        parts << WorkflowsTab::tr("Next: %1").arg(momentText(*workflow.nextAt));
    parts << (workflow.mine ? WorkflowsTab::tr("It runs with your rights; whoever you show it to sees what it finds.")
                            : WorkflowsTab::tr("It runs with the rights of %1.").arg(workflow.ownerName));
    return parts.join(u'\n');
}

} // namespace

WorkflowsTab::WorkflowsTab(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new TextTableModel({tr("Workflow"), tr("Starts"), tr("Last run"), tr("State")}, this))
    , m_runModel(new TextTableModel({tr("Started"), tr("By"), tr("State"), tr("What came of it")}, this))
    , m_notice(new Notice(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::medium, 0, 0);
    column->setSpacing(space::medium);
    m_notice->hide();
    column->addWidget(m_notice);
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->addLayout(buildButtons());
    m_none = makeLabel(tr("There is none yet. A workflow does a few steps one after the other: asks a database, looks "
                          "into documents, goes on only if something is so, and delivers what it found."),
                       TextStyle::Body, true, card);
    m_none->setObjectName(u"noWorkflows"_s);
    inside->addWidget(m_none);
    m_table = makeTable(u"workflows"_s, tr("Workflows"), m_model, card);
    widenFirst(m_table);
    inside->addWidget(m_table);
    column->addWidget(card);
    m_details = buildDetails();
    column->addWidget(m_details);
    column->addStretch();
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        updateButtons();
        loadRuns();
    });
    connect(m_table, &QTableView::activated, this, [this] { edit(false); });
    m_again.setInterval(lookAgain);
    connect(&m_again, &QTimer::timeout, this, &WorkflowsTab::reload);
    updateButtons();
}

QBoxLayout *WorkflowsTab::buildButtons()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    m_add = makeButton(u"addWorkflow"_s, tr("New workflow"), ButtonKind::Primary, this, u"plus"_s);
    m_change = makeButton(u"changeWorkflow"_s, tr("Change"), ButtonKind::Plain, this, u"edit"_s);
    m_start = makeButton(u"startWorkflow"_s, tr("Run"), ButtonKind::Plain, this, u"play"_s);
    m_pause = makeButton(u"pauseWorkflow"_s, tr("Pause"), ButtonKind::Plain, this, u"pause"_s);
    m_remove = makeButton(u"deleteWorkflow"_s, tr("Delete"), ButtonKind::Danger, this, u"trash"_s);
    for (QPushButton *button : {m_add, m_change, m_start, m_pause, m_remove})
        row->addWidget(button);
    row->addStretch();
    connect(m_add, &QPushButton::clicked, this, [this] { edit(true); });
    connect(m_change, &QPushButton::clicked, this, [this] { edit(false); });
    connect(m_start, &QPushButton::clicked, this, &WorkflowsTab::start);
    connect(m_pause, &QPushButton::clicked, this, [this] {
        if (const api::Workflow *workflow = chosen())
            command(workflow->state == u"paused" ? "workflows.resume" : "workflows.pause");
    });
    connect(m_remove, &QPushButton::clicked, this, &WorkflowsTab::remove);
    return row;
}

QWidget *WorkflowsTab::buildDetails()
{
    auto *details = new QWidget(this);
    auto *column = new QVBoxLayout(details);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(details, &inside);
    m_about = makeLabel({}, TextStyle::Body, true, card);
    m_about->setObjectName(u"workflowAbout"_s);
    m_about->setTextFormat(Qt::PlainText);
    inside->addWidget(m_about);
    inside->addWidget(makeLabel(tr("Runs"), TextStyle::Strong, false, card));
    m_noRuns = makeLabel(tr("It has not run yet."), TextStyle::Caption, true, card);
    inside->addWidget(m_noRuns);
    m_runTable = makeTable(u"workflowRuns"_s, tr("Runs of the chosen workflow"), m_runModel, card);
    m_runTable->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_runTable->horizontalHeader()->setStretchLastSection(true);
    inside->addWidget(m_runTable);
    column->addWidget(card);
    m_run = new WorkflowRunView(m_context.session, details);
    column->addWidget(m_run);
    connect(m_run, &WorkflowRunView::ended, this, [this] {
        reload();
        loadRuns();
    });
    connect(m_runTable->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const int row = chosenRow(m_runTable);
        if (!m_isFilling && row >= 0 && size_t(row) < m_runs.size())
            m_run->follow(m_workspace, m_runs[size_t(row)]);
    });
    details->hide();
    return details;
}

void WorkflowsTab::setWorkspace(WorkspaceId workspace)
{
    if (m_workspace == workspace)
        return;
    m_workspace = workspace;
    m_run->clear();
    reload();
}

void WorkflowsTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
    m_again.start();
}

void WorkflowsTab::hideEvent(QHideEvent *event)
{
    m_again.stop();
    QWidget::hideEvent(event);
}

void WorkflowsTab::reload()
{
    if (m_workspace.isNull() || !m_context.session.isReady())
        return;
    m_context.session.call<api::WorkflowList>("workflows.list", api::WorkflowListRequest{m_workspace}, this,
                                              [this](const Result<api::WorkflowList> &answer) {
                                                  if (!answer)
                                                      return m_notice->show(answer.error());
                                                  take(*answer);
                                              });
}

void WorkflowsTab::take(const api::WorkflowList &list)
{
    const api::Workflow *before = chosen();
    const std::optional<WorkflowId> id = before ? std::optional(before->id) : std::nullopt;
    m_workflows = list.items;
    m_mayMake = list.mayMake;
    std::vector<TextTableModel::Row> rows;
    rows.reserve(m_workflows.size());
    for (const api::Workflow &workflow : m_workflows)
        rows.push_back({workflow.id.toString(),
                        {workflow.name, startText(workflow), lastText(workflow), workflowStateText(workflow)}});
    m_none->setVisible(rows.empty());
    m_table->setVisible(!rows.empty());
    m_model->setRows(std::move(rows));
    fitTable(m_table, mostLines);
    for (size_t i = 0; i < m_workflows.size(); ++i) {
        if (m_workflows[i].id == id)
            m_table->selectRow(int(i));
    }
    updateButtons();
}

const api::Workflow *WorkflowsTab::chosen() const
{
    const int row = chosenRow(m_table);
    return row >= 0 && size_t(row) < m_workflows.size() ? &m_workflows[size_t(row)] : nullptr;
}

void WorkflowsTab::updateButtons()
{
    const api::Workflow *workflow = chosen();
    const bool isMine = workflow && workflow->mine;
    m_add->setVisible(m_mayMake);
    for (QPushButton *button : {m_change, m_pause, m_remove}) {
        button->setVisible(m_mayMake);
        button->setEnabled(isMine);
    }
    m_start->setEnabled(workflow != nullptr);
    m_pause->setText(workflow && workflow->state == u"paused" ? tr("Go on") : tr("Pause"));
    m_details->setVisible(workflow != nullptr);
    if (workflow)
        m_about->setText(aboutText(*workflow));
}

void WorkflowsTab::loadRuns()
{
    const api::Workflow *workflow = chosen();
    if (!workflow)
        return;
    if (m_runsOf != workflow->id) {
        m_run->clear();
        takeRuns({});
    }
    m_runsOf = workflow->id;
    m_context.session.call<api::WorkflowRunList>("workflows.runs", api::WorkflowRequest{m_workspace, workflow->id},
                                                 this,
                                                 [this, id = workflow->id](const Result<api::WorkflowRunList> &answer) {
                                                     if (!answer)
                                                         return m_notice->show(answer.error());
                                                     if (m_runsOf == id)
                                                         takeRuns(*answer);
                                                 });
}

void WorkflowsTab::takeRuns(const api::WorkflowRunList &list)
{
    const int row = chosenRow(m_runTable);
    const QString before = row >= 0 ? m_runModel->idAt(row) : QString();
    m_runs = list.items;
    std::vector<TextTableModel::Row> rows;
    rows.reserve(m_runs.size());
    for (const api::WorkflowRun &run : m_runs)
        rows.push_back(
            {run.id.toString(), {momentText(run.createdAt), starterText(run), runStateText(run.state), run.detail}});
    m_noRuns->setVisible(rows.empty());
    m_runTable->setVisible(!rows.empty());
    m_isFilling = true;
    m_runModel->setRows(std::move(rows));
    fitTable(m_runTable, mostLines);
    for (int i = 0; i < m_runModel->rowCount(); ++i) {
        if (m_runModel->idAt(i) == before)
            m_runTable->selectRow(i);
    }
    m_isFilling = false;
}

void WorkflowsTab::edit(bool isNew)
{
    if (isNew)
        return openEditor(std::nullopt);
    const api::Workflow *workflow = chosen();
    if (!workflow || !workflow->mine)
        return;
    m_context.session.call<api::Workflow>("workflows.read", api::WorkflowRequest{m_workspace, workflow->id}, this,
                                          [this](const Result<api::Workflow> &answer) {
                                              if (!answer)
                                                  return m_notice->show(answer.error());
                                              openEditor(*answer);
                                          });
}

void WorkflowsTab::openEditor(const std::optional<api::Workflow> &workflow)
{
    auto *editor = new WorkflowEditor(m_context.session, m_workspace, workflow, this);
    editor->setAttribute(Qt::WA_DeleteOnClose);
    connect(editor, &WorkflowEditor::saved, this, &WorkflowsTab::reload);
    editor->open();
}

/// Its inputs are with the workflow itself.
void WorkflowsTab::start()
{
    const api::Workflow *workflow = chosen();
    if (!workflow)
        return;
    m_context.session.call<api::Workflow>("workflows.read", api::WorkflowRequest{m_workspace, workflow->id}, this,
                                          [this](const Result<api::Workflow> &answer) {
                                              if (!answer)
                                                  return m_notice->show(answer.error());
                                              startWith(*answer);
                                          });
}

void WorkflowsTab::startWith(const api::Workflow &workflow)
{
    std::vector<AskedValue> asked;
    asked.reserve(workflow.inputs.size());
    for (const api::WorkflowInput &input : workflow.inputs)
        asked.push_back({input.name, input.label.isEmpty() ? input.name : input.label, input.value.value_or(QString()),
                         input.required});
    api::RunWorkflowRequest request{m_workspace, workflow.id, {}};
    if (!asked.empty()) {
        const auto values = askValues(this, tr("Run %1").arg(workflow.name), tr("Run"), asked);
        if (!values)
            return;
        request.inputs = *values;
    }
    m_context.session.call<api::WorkflowRun>("workflows.run", request, this,
                                             [this](const Result<api::WorkflowRun> &answer) {
                                                 if (!answer)
                                                     return m_notice->show(answer.error());
                                                 m_notice->hide();
                                                 m_run->follow(m_workspace, *answer);
                                                 loadRuns();
                                             });
}

void WorkflowsTab::command(const char *method)
{
    if (const api::Workflow *workflow = chosen())
        m_context.session.call<api::Workflow>(method, api::WorkflowRequest{m_workspace, workflow->id}, this,
                                              [this](const Result<api::Workflow> &answer) {
                                                  if (!answer)
                                                      return m_notice->show(answer.error());
                                                  reload();
                                              });
}

void WorkflowsTab::remove()
{
    const api::Workflow *workflow = chosen();
    if (!workflow
        || !confirm(this, tr("Delete the workflow"),
                    tr("\"%1\" and the history of its runs are gone for good.").arg(workflow->name), tr("Delete")))
        return;
    m_context.session.call<api::Empty>("workflows.delete", api::WorkflowRequest{m_workspace, workflow->id}, this,
                                       [this](const Result<api::Empty> &answer) {
                                           if (!answer)
                                               return m_notice->show(answer.error());
                                           m_run->clear();
                                           reload();
                                       });
}

} // namespace tabletalk::ui
