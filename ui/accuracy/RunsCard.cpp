// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/accuracy/RunsCard.h"

#include "ui/accuracy/AccuracyWords.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostLines = 8;

void widenFirst(QTableView *table)
{
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
}

/// What is wrong first, and of that what was right before.
int rankOf(const api::AccuracyOutcome &outcome)
{
    if (outcome.verdict == u"right")
        return 3;
    if (outcome.verdict == u"broken" || outcome.verdict == u"waiting")
        return 2;
    return outcome.before == u"right" ? 0 : 1;
}

} // namespace

RunsCard::RunsCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new TextTableModel(
          {tr("State"), tr("When"), tr("By"), tr("Right"), tr("Wrong"), tr("No answer"), tr("Accuracy")}, this))
    , m_outcomeModel(new TextTableModel({tr("Question"), tr("Answer"), tr("Before"), tr("Difference")}, this))
{
    setObjectName(u"accuracyRuns"_s);
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *column = nullptr;
    fill->addWidget(makeCard(this, &column));
    column->addWidget(makeLabel(tr("Runs"), TextStyle::Heading, false, this));
    column->addLayout(buildButtons());
    m_notice = new Notice(this);
    m_notice->hide();
    column->addWidget(m_notice);
    m_none = makeLabel(tr("The tests have not been run yet."), TextStyle::Caption, true, this);
    column->addWidget(m_none);
    m_table = makeTable(u"accuracyRunTable"_s, tr("Runs of the accuracy tests"), m_model, this);
    widenFirst(m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsCard::loadReport);
    column->addWidget(m_table);
    buildReport(column);
    updateButtons();
}

QBoxLayout *RunsCard::buildButtons()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::medium);
    m_start = makeButton(u"startAccuracyRun"_s, tr("Run the tests"), ButtonKind::Primary, this, u"play"_s);
    m_stop = makeButton(u"stopAccuracyRun"_s, tr("Stop"), ButtonKind::Plain, this, u"stop"_s);
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(u"accuracyProgress"_s);
    m_progress->setAccessibleName(tr("Questions asked so far"));
    m_progress->setTextVisible(false);
    row->addWidget(m_start);
    row->addWidget(m_stop);
    row->addWidget(m_progress, 1);
    row->addStretch();
    connect(m_start, &QPushButton::clicked, this, &RunsCard::start);
    connect(m_stop, &QPushButton::clicked, this, &RunsCard::stop);
    return row;
}

void RunsCard::buildReport(QBoxLayout *column)
{
    m_report = new QWidget(this);
    auto *inside = new QVBoxLayout(m_report);
    inside->setContentsMargins(0, space::small, 0, 0);
    inside->setSpacing(space::small);
    inside->addWidget(makeLabel(tr("What came of each question"), TextStyle::Strong, false, m_report));
    m_outcomeTable = makeTable(u"accuracyOutcomes"_s, tr("What came of each question"), m_outcomeModel, m_report);
    widenFirst(m_outcomeTable);
    inside->addWidget(m_outcomeTable);
    m_statements = makeStatementView(u"accuracyStatements"_s, tr("Statements of the chosen question"), m_report);
    m_statements->setPlaceholderText(tr("Choose a question to see its statements."));
    inside->addWidget(m_statements);
    m_report->hide();
    column->addWidget(m_report);
    connect(m_outcomeTable->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsCard::showOutcome);
}

void RunsCard::show(ConnectionId id)
{
    m_id = id;
    m_notice->hide();
    m_table->clearSelection();
    take({});
}

bool RunsCard::isRunning() const
{
    return !m_runs.empty() && m_runs.front().state == u"running";
}

void RunsCard::take(const api::AccuracyState &state)
{
    const int row = chosenRow(m_table);
    const std::optional<AccuracyRunId> before =
        row >= 0 && size_t(row) < m_runs.size() ? std::optional(m_runs[size_t(row)].id) : std::nullopt;
    m_runs = state.runs;
    m_anyPairs = !state.pairs.empty();
    const QLocale locale;
    std::vector<TextTableModel::Row> rows;
    for (const api::AccuracyRun &run : m_runs)
        rows.push_back({run.id.toString(),
                        {runStateText(run), momentText(run.startedAt), run.startedBy, locale.toString(run.right),
                         locale.toString(run.wrong), locale.toString(run.failed), accuracyText(run.accuracy)}});
    m_none->setVisible(rows.empty());
    m_table->setVisible(!rows.empty());
    m_model->setRows(std::move(rows));
    fitTable(m_table, mostLines);
    const auto again = std::ranges::find_if(m_runs, [&](const api::AccuracyRun &run) { return run.id == before; });
    if (!m_runs.empty())
        m_table->selectRow(again == m_runs.end() ? 0 : int(again - m_runs.begin()));
    updateButtons();
}

void RunsCard::updateButtons()
{
    const bool running = isRunning();
    m_start->setEnabled(m_anyPairs && !running);
    m_stop->setVisible(running);
    m_progress->setVisible(running);
    if (running) {
        m_progress->setMaximum(int(m_runs.front().total));
        m_progress->setValue(int(m_runs.front().done));
    }
    m_report->setVisible(chosen() != nullptr);
}

const api::AccuracyRun *RunsCard::chosen() const
{
    const int row = chosenRow(m_table);
    return row >= 0 && size_t(row) < m_runs.size() ? &m_runs[size_t(row)] : nullptr;
}

void RunsCard::start()
{
    m_context.session.call<api::AccuracyRun>(
        "accuracy.start", api::AccuracyRequest{*m_id}, this,
        [this, sent = ButtonHold::on(m_start)](const Result<api::AccuracyRun> &answer) {
            if (!answer)
                return m_notice->show(answer.error());
            m_notice->hide();
            m_table->clearSelection(); // the new one is chosen
            Q_EMIT changed();
        });
}

void RunsCard::stop()
{
    if (!isRunning())
        return;
    m_context.session.call<api::AccuracyRun>("accuracy.stop", api::AccuracyRunRequest{*m_id, m_runs.front().id}, this,
                                             [this](const Result<api::AccuracyRun> &answer) {
                                                 if (!answer)
                                                     return m_notice->show(answer.error());
                                                 Q_EMIT changed();
                                             });
}

void RunsCard::loadReport()
{
    const api::AccuracyRun *run = chosen();
    m_report->setVisible(run != nullptr);
    if (!run || !m_id)
        return;
    m_context.session.call<api::AccuracyReport>("accuracy.report", api::AccuracyRunRequest{*m_id, run->id}, this,
                                                [this, id = run->id](const Result<api::AccuracyReport> &answer) {
                                                    const api::AccuracyRun *now = chosen();
                                                    if (!answer)
                                                        return m_notice->show(answer.error());
                                                    if (now && now->id == id)
                                                        takeReport(*answer);
                                                });
}

void RunsCard::takeReport(const api::AccuracyReport &report)
{
    m_outcomes = report.outcomes;
    std::ranges::stable_sort(m_outcomes, {}, rankOf);
    const int row = chosenRow(m_outcomeTable);
    std::vector<TextTableModel::Row> rows;
    for (const api::AccuracyOutcome &outcome : m_outcomes)
        rows.push_back({outcome.question,
                        {outcome.question, verdictText(outcome.verdict),
                         outcome.before ? verdictText(*outcome.before) : u"–"_s, outcome.difference}});
    m_outcomeModel->setRows(std::move(rows));
    fitTable(m_outcomeTable, mostLines);
    if (row >= 0 && size_t(row) < m_outcomes.size())
        m_outcomeTable->selectRow(row);
    showOutcome();
}

void RunsCard::showOutcome()
{
    const int row = chosenRow(m_outcomeTable);
    const bool any = row >= 0 && size_t(row) < m_outcomes.size();
    if (!any)
        return m_statements->clear();
    const api::AccuracyOutcome &outcome = m_outcomes[size_t(row)];
    m_statements->setPlainText(
        tr("Expected: %1\nGiven: %2")
            .arg(outcome.expectedSql, outcome.givenSql.isEmpty() ? tr("none") : outcome.givenSql));
}

} // namespace tabletalk::ui
