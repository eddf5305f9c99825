// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workflows/WorkflowsTab.h"

#include "ui/session/Session.h"
#include "ui/sharing/ShareDialog.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/RowList.h"
#include "ui/widgets/Tables.h"
#include "ui/workflows/TrialValues.h"
#include "ui/workflows/WorkflowEditor.h"
#include "ui/workflows/WorkflowRunView.h"
#include "ui/workflows/WorkflowWords.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

/// While it is in view, what runs by itself is followed.
constexpr std::chrono::milliseconds lookAgain{5'000};

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
    m_list = new RowList({u"workflows"_s,
                          tr("Workflows"),
                          {tr("Workflow"), tr("Starts"), tr("Last run"), tr("State")},
                          tr("They are being listed…"),
                          u"noWorkflows"_s,
                          RowList::usualLines,
                          u"workflow"_s},
                         card);
    inside->addWidget(m_list);
    column->addWidget(card);
    m_details = buildDetails();
    column->addWidget(m_details);
    column->addStretch();
    connect(m_list, &RowList::chosenChanged, this, [this] {
        updateButtons();
        loadRuns();
    });
    connect(m_list, &RowList::activated, this, [this] { edit(false); });
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
    m_share = makeButton(u"shareWorkflow"_s, tr("Share…"), ButtonKind::Plain, this);
    m_remove = makeButton(u"deleteWorkflow"_s, tr("Delete"), ButtonKind::Danger, this, u"trash"_s);
    for (QPushButton *button : {m_add, m_change, m_start, m_pause, m_share, m_remove})
        row->addWidget(button);
    row->addStretch();
    connect(m_add, &QPushButton::clicked, this, [this] { edit(true); });
    connect(m_change, &QPushButton::clicked, this, [this] { edit(false); });
    connect(m_start, &QPushButton::clicked, this, &WorkflowsTab::start);
    connect(m_pause, &QPushButton::clicked, this, [this] {
        if (const api::Workflow *workflow = chosen())
            command(workflow->state == u"paused" ? "workflows.resume" : "workflows.pause");
    });
    connect(m_share, &QPushButton::clicked, this, &WorkflowsTab::share);
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
    m_runList = new RowList({u"workflowRuns"_s,
                             tr("Runs of the chosen workflow"),
                             {tr("What came of it"), tr("Started"), tr("By"), tr("State")},
                             tr("It has not run yet.")},
                            card);
    inside->addWidget(m_runList);
    column->addWidget(card);
    m_run = new WorkflowRunView(m_context.session, details);
    column->addWidget(m_run);
    connect(m_run, &WorkflowRunView::ended, this, [this] {
        reload();
        loadRuns();
    });
    connect(m_run, &WorkflowRunView::passageWanted, this, [this](DocumentId document, PassageId passage) {
        m_context.navigator.showDocument({m_workspace, document, passage, u"workflows"_s});
    });
    connect(m_runList, &RowList::chosenChanged, this, [this] {
        const int row = m_runList->chosen();
        if (row >= 0 && size_t(row) < m_runs.size())
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
    m_workflows = list.items;
    m_mayMake = list.mayMake;
    std::vector<TextTableModel::Row> rows;
    rows.reserve(m_workflows.size());
    for (const api::Workflow &workflow : m_workflows)
        rows.push_back({workflow.id.toString(),
                        {workflow.name, startText(workflow), lastText(workflow), workflowStateText(workflow)}});
    m_list->setNone(tr("A workflow does a few steps one after the other: asks a database, looks into documents, "
                       "goes on only if something is so, and delivers what it found."),
                    tr("No workflow yet"));
    m_list->setRows(std::move(rows));
    updateButtons();
    loadRuns();
}

const api::Workflow *WorkflowsTab::chosen() const
{
    const int row = m_list->chosen();
    return row >= 0 && size_t(row) < m_workflows.size() ? &m_workflows[size_t(row)] : nullptr;
}

void WorkflowsTab::updateButtons()
{
    const api::Workflow *workflow = chosen();
    const bool isMine = workflow && workflow->mine;
    m_add->setVisible(m_mayMake);
    for (QPushButton *button : {m_change, m_pause, m_share, m_remove}) {
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
    m_runs = list.items;
    std::vector<TextTableModel::Row> rows;
    rows.reserve(m_runs.size());
    for (const api::WorkflowRun &run : m_runs)
        rows.push_back({run.id.toString(),
                        {run.detail.isEmpty() ? u"–"_s : run.detail, momentText(run.createdAt), starterText(run),
                         runStateText(run.state)}});
    m_runList->setRows(std::move(rows));
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
    m_context.session.call<api::WorkflowRun>(
        "workflows.run", request, this, [this, sent = ButtonHold::on(m_start)](const Result<api::WorkflowRun> &answer) {
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

void WorkflowsTab::share()
{
    const api::Workflow *workflow = chosen();
    if (!workflow || !workflow->mine)
        return;
    Session &session = m_context.session;
    const api::WorkflowRequest place{m_workspace, workflow->id};
    Shareable thing{
        tr("Show this workflow"),
        workflow->name,
        tr("Whoever sees it starts it and reads what it finds. It runs with your rights, whoever starts it."),
        {},
        {}};
    thing.read = [&session, place](QObject *context, const Shareable::Done &done) {
        session.call<api::WorkflowAudience>(
            "workflows.audience", place, context,
            [done](const Result<api::WorkflowAudience> &answer) { done(audienceIn(answer)); });
    };
    thing.write = [&session, place](const Audience &wanted, QObject *context, const Shareable::Done &done) {
        api::ShareWorkflowRequest request;
        request.workspaceId = place.workspaceId;
        request.id = place.id;
        putAudience(wanted, request);
        session.call<api::WorkflowAudience>(
            "workflows.share", request, context,
            [done](const Result<api::WorkflowAudience> &answer) { done(audienceIn(answer)); });
    };
    auto *dialog = new ShareDialog(session, std::move(thing), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ShareDialog::saved, this, &WorkflowsTab::reload);
    dialog->open();
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
