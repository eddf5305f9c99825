// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/AnswerCard.h"

#include "ui/charts/ChartWidget.h"
#include "ui/chat/CellDialog.h"
#include "ui/chat/ChartEditor.h"
#include "ui/chat/ExplanationBox.h"
#include "ui/chat/FeedbackBar.h"
#include "ui/chat/OutboundNote.h"
#include "ui/chat/PageReader.h"
#include "ui/chat/ResultChart.h"
#include "ui/chat/ResultModel.h"
#include "ui/chat/ResultTools.h"
#include "ui/chat/ResultTotals.h"
#include "ui/chat/ResultView.h"
#include "ui/chat/SqlBox.h"
#include "ui/dashboards/PinDialog.h"
#include "ui/export/ExportButton.h"
#include "ui/saved/KeepButton.h"
#include "ui/saved/SaveDialog.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Announcer.h"
#include "ui/widgets/BusyDots.h"
#include "ui/widgets/CompactButtons.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Notice.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCoreApplication>
#include <QDialog>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QResizeEvent>

#include <algorithm>

namespace tabletalk::ui {

namespace {

/// From this width on chart and table stand side by side.
constexpr int sideBySideWidth = 760;

constexpr double sureFrom = 0.8;
constexpr double unsureBelow = 0.5;

} // namespace

AnswerCard::AnswerCard(Session &session, AnswerRun *run, QWidget *parent)
    : QFrame(parent)
    , m_session(session)
    , m_run(run)
{
    run->setParent(this);
    setObjectName(QStringLiteral("answerCard"));
    setProperty("card", true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::medium);
    column->setSpacing(space::medium);
    buildHeader(column);
    buildBody(column);
    buildFooter(column);
    connect(run, &AnswerRun::changed, this, &AnswerCard::refresh);
    refresh();
}

void AnswerCard::buildHeader(QVBoxLayout *column)
{
    m_question = makeLabel({}, TextStyle::Heading, false, this);
    m_question->setObjectName(QStringLiteral("question"));
    m_question->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_edit = makeButton(QStringLiteral("editQuestion"), {}, ButtonKind::Quiet, this, QStringLiteral("edit"));
    m_edit->setAccessibleName(tr("Edit this question and ask again"));
    m_edit->setToolTip(tr("Edit this question and ask again. This conversation stays as it is."));
    connect(m_edit, &QPushButton::clicked, this,
            [this] { Q_EMIT editWanted(m_run->state().messageId, m_run->state().question); });
    auto *heading = new QHBoxLayout;
    heading->setSpacing(space::small);
    heading->addWidget(m_question, 1);
    heading->addWidget(m_edit, 0, Qt::AlignTop);
    column->addLayout(heading);

    m_progress = new QWidget(this);
    auto *row = new QHBoxLayout(m_progress);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    m_progressText = makeLabel({}, TextStyle::Body, true, m_progress);
    m_progressText->setObjectName(QStringLiteral("progress"));
    m_progressText->setWordWrap(false);
    m_stop = makeButton(QStringLiteral("stop"), tr("Stop"), ButtonKind::Plain, m_progress, QStringLiteral("stop"));
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_stop->setEnabled(false);
        m_run->stop();
    });
    row->addWidget(new BusyDots(m_progress));
    row->addWidget(m_progressText);
    row->addStretch();
    row->addWidget(m_stop);
    column->addWidget(m_progress);
}

void AnswerCard::buildBody(QVBoxLayout *column)
{
    m_sentence = makeLabel({}, TextStyle::Body, false, this);
    m_sentence->setObjectName(QStringLiteral("sentence"));
    QFont larger = m_sentence->font();
    larger.setPointSizeF(larger.pointSizeF() * 1.08);
    m_sentence->setFont(larger);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    column->addWidget(m_sentence);

    m_problem = new Notice(this);
    m_again =
        makeButton(QStringLiteral("askAgain"), tr("Ask again"), ButtonKind::Plain, this, QStringLiteral("refresh"));
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (m_run->state().isStatement)
            Q_EMIT runWanted(m_run->state().question);
        else
            Q_EMIT askWanted(m_run->state().question);
    });
    column->addWidget(m_problem);
    column->addWidget(m_again, 0, Qt::AlignLeft);

    m_askBack = new QWidget(this);
    m_askBackLayout = new QVBoxLayout(m_askBack);
    m_askBackLayout->setContentsMargins(0, 0, 0, 0);
    m_askBackLayout->setSpacing(space::small);
    column->addWidget(m_askBack);

    m_content = new QBoxLayout(QBoxLayout::TopToBottom);
    m_content->setSpacing(space::large);
    m_chart = new ChartWidget(this);
    m_chart->hide();
    m_tableArea = new QWidget(this);
    auto *rows = new QVBoxLayout(m_tableArea);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_table = new ResultView(m_tableArea);
    m_totals = new ResultTotals(m_table, m_tableArea);
    connect(m_table, &ResultView::columnsFrozen, m_totals, &ResultTotals::setFrozenColumns);
    m_tools = new ResultTools(m_session, m_table, m_tableArea);
    connect(m_tools, &ResultTools::failed, m_problem, [this](const Problem &why) { m_problem->show(why); });
    connect(m_tools, &ResultTools::arranged, this, &AnswerCard::updateArrangement);
    rows->addWidget(m_tools);
    rows->addWidget(m_table);
    rows->addWidget(m_totals);
    m_tableArea->hide();
    connect(m_table, &QAbstractItemView::activated, this, &AnswerCard::showWholeCell);
    m_content->addWidget(m_chart, 1);
    m_content->addWidget(m_tableArea, 1, Qt::AlignTop);
    column->addLayout(m_content);
    m_chartEditor = new ChartEditor(m_session, this);
    m_chartEditor->hide();
    connect(m_chartEditor, &ChartEditor::chosen, this, &AnswerCard::chooseChart);
    column->addWidget(m_chartEditor);
}

void AnswerCard::buildFooter(QVBoxLayout *column)
{
    m_footer = new QWidget(this);
    auto *row = new FlowLayout(0, m_footer);
    m_figures = makeLabel({}, TextStyle::Caption, true, m_footer);
    m_figures->setObjectName(QStringLiteral("figures"));
    m_figures->setWordWrap(false);
    m_figures->setContentsMargins(0, 0, space::small, 0); // what follows has its distance in itself
    m_confidence = makeBadge({}, "success", m_footer);
    m_confidence->setObjectName(QStringLiteral("confidence"));
    m_showChart =
        makeButton(QStringLiteral("showChart"), tr("Chart"), ButtonKind::Quiet, m_footer, QStringLiteral("chart"));
    m_showChart->setCheckable(true);
    m_showFilter = makeButton(QStringLiteral("showFilter"), {}, ButtonKind::Quiet, m_footer, QStringLiteral("search"));
    m_showFilter->setAccessibleName(tr("Filter rows"));
    m_showFilter->setToolTip(tr("Filter rows. A click on a heading sorts them."));
    m_showChart->setToolTip(tr("Change how this answer is drawn"));
    m_showDetails =
        makeButton(QStringLiteral("showDetails"), tr("Explain"), ButtonKind::Quiet, m_footer, QStringLiteral("info"));
    m_showDetails->setToolTip(tr("How this answer came about"));
    m_showDetails->setCheckable(true);
    m_showSql = makeButton(QStringLiteral("showSql"), tr("SQL"), ButtonKind::Quiet, m_footer, QStringLiteral("code"));
    m_showSql->setCheckable(true);
    m_keep = new KeepButton(m_footer);
    m_export = new ExportButton(m_footer);
    m_feedback = new FeedbackBar(m_session, this);
    row->addWidget(m_figures);
    row->addWidget(m_confidence);
    m_feedback->addButtonsTo(row);
    row->stretch();
    row->addWidget(m_showFilter);
    row->addWidget(m_showChart);
    row->addWidget(m_showDetails);
    row->addWidget(m_showSql);
    row->addWidget(m_keep);
    row->addWidget(m_export);
    new CompactButtons(m_footer, {m_keep, m_export, m_showChart, m_showDetails, m_showSql}); // all stay in one line
    column->addWidget(m_footer);
    column->addWidget(m_feedback);

    m_details = new ExplanationBox(this);
    m_details->hide();
    column->addWidget(m_details);
    m_outbound = new OutboundNote(m_session, this);
    m_outbound->hide();
    column->addWidget(m_outbound);
    m_sql = new SqlBox(this);
    m_sql->hide();
    column->addWidget(m_sql);

    connect(m_showChart, &QPushButton::toggled, this, [this](bool on) {
        m_chartEditor->setVisible(on);
        if (on)
            m_chartEditor->begin();
    });
    connect(m_showFilter, &QPushButton::clicked, m_tools, &ResultTools::showFilter);
    connect(m_showDetails, &QPushButton::toggled, m_details, &QWidget::setVisible);
    connect(m_showDetails, &QPushButton::toggled, m_outbound, &QWidget::setVisible);
    connect(m_showSql, &QPushButton::toggled, m_sql, &QWidget::setVisible);
    connect(m_sql, &SqlBox::runWanted, this, &AnswerCard::runWanted);
    connect(m_export, &ExportButton::chosen, this, &AnswerCard::exportWanted);
    connect(m_keep, &KeepButton::saveWanted, this, &AnswerCard::save);
    connect(m_keep, &KeepButton::pinWanted, this, &AnswerCard::pin);
}

/// Under the question as it was asked; a statement of one's own has to be given a name.
void AnswerCard::save()
{
    const AnswerState &state = m_run->state();
    auto *dialog = new SaveDialog(m_session, state.messageId, state.isStatement ? QString() : state.question, this);
    connect(dialog, &SaveDialog::saved, this, [this](const api::SavedQuestion &question) {
        m_problem->show(Notice::Kind::Success, tr("Saved as “%1”.").arg(question.name),
                        tr("It is under Saved, to be run again."));
    });
    dialog->open();
}

void AnswerCard::pin()
{
    const AnswerState &state = m_run->state();
    auto *dialog =
        new PinDialog(m_session, state.messageId, state.isStatement ? tr("Your own SQL") : state.question, this);
    connect(dialog, &PinDialog::pinned, this, [this](const api::Dashboard &dashboard) {
        m_problem->show(Notice::Kind::Success, tr("Pinned to “%1”.").arg(dashboard.name));
    });
    dialog->open();
}

void AnswerCard::refresh()
{
    const AnswerState &state = m_run->state();
    m_question->setText(state.isStatement ? tr("Your own SQL") : state.question);
    updateProgress();
    m_sentence->setText(state.text);
    m_sentence->setVisible(!state.text.isEmpty());
    if (state.stage == AnswerState::Stage::Cancelled)
        m_problem->show(Notice::Kind::Accent, tr("Stopped."));
    else if (state.problem)
        m_problem->show(*state.problem);
    else
        m_problem->hide();
    m_again->setVisible(state.problem && state.problem->code != ProblemCode::StatementRefused
                        && state.problem->code != ProblemCode::FederatedQuestion);
    updateAskBack();
    updateTable();
    updateChart();
    updateFooter();
    updateDetails();
    setAccessibleName(tr("Answer to: %1").arg(state.question));
    checkComplete();
    tellOutcome();
}

/// Whoever does not see the card hears once that it works, and what came of it.
void AnswerCard::tellOutcome()
{
    const AnswerState &state = m_run->state();
    if (!state.isFinished() && !m_sawItRun) {
        m_sawItRun = true;
        announce(*this, m_progressText->text());
    }
    if (!state.isFinished() || !m_sawItRun)
        return;
    m_sawItRun = false;
    if (state.problem)
        return announce(*this, problemText(*state.problem));
    QStringList parts{state.text};
    if (state.askBack)
        parts.append(state.askBack->question);
    if (state.hasTable() && state.rowCount > 1)
        parts.append(tr("%1 rows").arg(QLocale().toString(state.rowCount)));
    parts.removeAll(QString());
    announce(*this, parts.join(u' '));
}

/// One short line: what a model says of itself may be long, and is nobody's markup.
static QString understandingText(const std::optional<api::ModelEvent> &model)
{
    constexpr qsizetype longestSentence = 90;
    const auto tr = [](const char *text) { return QCoreApplication::translate("tabletalk::ui::AnswerCard", text); };
    if (model && model->state == u"asking")
        return tr("Asking %1…").arg(model->model);
    if (!model || model->state != u"writing")
        return tr("Understanding the question…");
    const QString sentence = model->detail.value_or(QString());
    if (sentence.isEmpty())
        return tr("%1 is writing… %2 characters so far")
            .arg(model->model, QLocale().toString(model->characters.value_or(0)));
    const bool isLong = sentence.size() > longestSentence;
    return QString(sentence.left(longestSentence) + (isLong || !sentence.endsWith(u'.') ? u"…" : u""));
}

void AnswerCard::updateProgress()
{
    const AnswerState &state = m_run->state();
    m_progress->setVisible(!state.isFinished());
    if (m_run->isInterrupted()) {
        m_progressText->setText(tr("The connection was lost. The answer goes on as soon as it is back."));
        return;
    }
    if (!state.rowsComplete) {
        m_progressText->setText(tr("Reading rows… %1 so far").arg(QLocale().toString(state.rowCount)));
        return;
    }
    switch (state.stage) {
    case AnswerState::Stage::Sent:
        m_progressText->setText(tr("Asking…"));
        break;
    case AnswerState::Stage::Understanding:
        m_progressText->setText(understandingText(state.model));
        break;
    case AnswerState::Stage::Running:
        m_progressText->setText(tr("Running the query…"));
        break;
    default:
        m_progressText->setText(tr("Reading the result…"));
        break;
    }
}

void AnswerCard::updateTable()
{
    const AnswerState &state = m_run->state();
    // One figure with its sentence needs no table of one cell.
    const auto &chart = state.shownChart();
    const bool oneFigure = chart && chart->kind == QLatin1StringView("number") && state.rowCount == 1;
    const bool wanted = state.hasTable() && state.rowCount > 0 && (!oneFigure || state.columns.size() > 1);
    if (m_model && !state.hasTable())
        dropModel();
    if (state.hasTable() && !m_model)
        makeModel();
    else if (m_model && !state.firstRows.empty() && !m_model->isLoaded(0))
        m_model->take(0, state.firstRows);
    // While rows arrive only whole pages are shown: nothing that is in view is fetched twice.
    const bool partly = !state.rowsComplete && state.rowCount > ResultModel::pageSize;
    if (m_model && !m_tools->isArranged())
        m_model->grow(partly ? state.rowCount - state.rowCount % ResultModel::pageSize : state.rowCount);
    const bool isWhole = m_model && state.isFinished() && state.rowsComplete;
    m_tools->setResult(isWhole ? state.resultId : std::nullopt, m_model, state.rowCount);
    updateArrangement();
    m_tableArea->setVisible(wanted);
    if (m_model && !m_model->isLoaded(0) && state.rowCount > 0 && (state.isFinished() || !state.rowsComplete))
        m_model->data(m_model->index(0, 0), Qt::DisplayRole); // asks for the first page, which the chart needs too
}

/// What stands below the table, and goes out of it, is of the rows that it shows.
void AnswerCard::updateArrangement()
{
    const AnswerState &state = m_run->state();
    const auto &filtered = m_tools->filteredTotals();
    if (!filtered)
        m_totals->setTotals(state.columns, state.rowCount > 1 ? state.totals : std::vector<api::ColumnTotals>());
    else if (filtered->empty())
        m_totals->showPending();
    else
        m_totals->setTotals(state.columns, *filtered, ResultTotals::Of::FilteredRows);
    m_export->setRows(arrangement());
}

Arrangement AnswerCard::arrangement() const
{
    return m_tools->shown();
}

void AnswerCard::makeModel()
{
    const AnswerState &state = m_run->state();
    const qint64 rows = state.rowsComplete ? state.rowCount : 0;
    m_model =
        new ResultModel(state.columns, rows, [this](qint64 offset, int limit) { fetchPage(offset, limit); }, this);
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this] {
        updateChart();
        checkComplete();
    });
    if (!state.firstRows.empty())
        m_model->take(0, state.firstRows);
    m_table->setModel(m_model);
}

void AnswerCard::dropModel()
{
    m_table->setModel(nullptr);
    m_model->deleteLater();
    m_model = nullptr;
}

void AnswerCard::showWholeCell(const QModelIndex &index)
{
    const AnswerState &state = m_run->state();
    if (!m_model || !state.resultId || !m_model->isShortened(index))
        return;
    auto *dialog = new CellDialog(m_session, *state.resultId, m_model->numberOf(index.row()), index.column(),
                                  state.columns[size_t(index.column())].name, this);
    dialog->show();
}

void AnswerCard::fetchPage(qint64 offset, int limit)
{
    const auto result = m_run->state().resultId;
    if (!result)
        return;
    if (m_tools->isArranged())
        return m_tools->fetch(offset, limit);
    const qint64 there = m_model->rowCount() - offset;
    const api::ReadResultRequest request{*result, offset, int(std::min<qint64>(limit, there)),
                                         PageReader::shownCharacters};
    PageReader::read(m_session, request, m_model, [this, model = m_model, offset](const Result<api::ResultPage> &page) {
        if (page) {
            model->take(page->offset, page->rows, page->shortened);
            return;
        }
        model->giveUp(offset);
        if (m_run->state().isFinished() && !m_run->state().problem)
            m_problem->show(page.error());
    });
}

void AnswerCard::updateChart()
{
    const AnswerState &state = m_run->state();
    const auto &spec = state.shownChart();
    if (!spec || !m_model || m_chartReady || !state.rowsComplete)
        return;
    const size_t wanted = std::min(rowsFor(*spec), size_t(m_model->rowCount()));
    const auto rows = m_model->firstRows(wanted);
    if (rows.empty())
        return;
    m_chartReady = rows.size() >= wanted;
    if (!m_chartReady)
        m_model->ask(int(rows.size())); // and so on with each page that arrives
    // What there is stands in until all is there; a chart that grew with every page would be restless.
    if (!m_chartReady && !m_chart->isHidden())
        return;
    const auto figures = chartOf(*spec, state.columns, rows, m_model->rowCount());
    m_chart->setVisible(figures.has_value());
    if (figures)
        m_chart->setData(*figures);
}

void AnswerCard::chooseChart(const std::optional<api::Chart> &chart)
{
    m_chartReady = false;
    m_chart->hide();
    m_run->chooseChart(chart);
}

void AnswerCard::updateAskBack()
{
    const AnswerState &state = m_run->state();
    const bool hasChoices = state.problem && !state.problem->choices.empty();
    const bool wanted = state.isFinished() && (state.askBack || hasChoices);
    m_askBack->setVisible(wanted);
    if (!wanted || m_askBackLayout->count() > 0)
        return;
    if (hasChoices) {
        for (const ProblemChoice &choice : state.problem->choices) {
            const auto id = ConnectionId::fromString(choice.databaseId);
            if (id)
                addChoice(tr("%1: %2").arg(choice.databaseName, choice.question),
                          [this, id = *id, question = choice.question] { Q_EMIT askOfWanted(id, question); });
        }
        return;
    }
    auto *question = makeLabel(state.askBack->question, TextStyle::Strong, false, m_askBack);
    question->setObjectName(QStringLiteral("askBackQuestion"));
    m_askBackLayout->addWidget(question);
    for (const QString &choice : state.askBack->choices)
        addChoice(choice, [this, choice] { Q_EMIT askWanted(choice); });
}

void AnswerCard::addChoice(const QString &text, const std::function<void()> &choose)
{
    auto *button = makeButton(QStringLiteral("choice"), text, ButtonKind::Plain, m_askBack);
    button->setProperty("chip", true);
    connect(button, &QPushButton::clicked, this, choose);
    m_askBackLayout->addWidget(button, 0, Qt::AlignLeft);
}

void AnswerCard::updateFooter()
{
    const AnswerState &state = m_run->state();
    const bool answered = state.stage == AnswerState::Stage::Answered;
    m_footer->setVisible(state.isFinished() && (answered || !state.sql.isEmpty() || state.isStatement));
    const QLocale locale;
    QStringList figures;
    if (answered && !state.columns.empty()) {
        const QString rows = locale.toString(state.rowCount);
        figures.append(state.truncated       ? tr("the first %1 rows; the server's limit cut off the rest").arg(rows)
                       : state.rowCount == 1 ? tr("1 row")
                                             : tr("%1 rows").arg(rows));
    }
    if (answered && state.ms > 0)
        figures.append(tr("%1 ms").arg(locale.toString(state.ms)));
    m_figures->setText(figures.join(QStringLiteral(" · ")));

    const bool rated = answered && !state.isStatement && state.confidence > 0;
    m_confidence->setVisible(rated);
    const int percent = qRound(state.confidence * 100);
    m_confidence->setText(state.confidence >= sureFrom      ? tr("sure · %1 %").arg(percent)
                          : state.confidence >= unsureBelow ? tr("fairly sure · %1 %").arg(percent)
                                                            : tr("unsure · %1 %").arg(percent));
    const char *kind = state.confidence >= sureFrom      ? "success"
                       : state.confidence >= unsureBelow ? "accent"
                                                         : "warning";
    setStyleClass(m_confidence, "badge", QString::fromLatin1(kind));
    m_showFilter->setVisible(answered && state.resultId && state.rowCount > 1);
    m_export->setVisible(answered && state.resultId && state.rowCount > 0);
    m_keep->setVisible(answered && !state.sql.isEmpty() && !state.messageId.isNull());
    m_edit->setVisible(state.isFinished() && !state.isStatement && !state.messageId.isNull());
    m_feedback->setAnswer(state);
}

void AnswerCard::updateDetails()
{
    const AnswerState &state = m_run->state();
    ask::ExplainedAnswer explained{state.sql, m_dialect, state.isStatement ? QString() : state.explanation};
    explained.confidence = state.isStatement ? 0 : state.confidence;
    explained.unusedWords = {state.unusedWords.begin(), state.unusedWords.end()};
    if (state.askBack)
        explained.otherMeanings = {state.askBack->choices.begin(), state.askBack->choices.end()};
    if (state.stage == AnswerState::Stage::Answered)
        explained.rowCount = state.rowCount;
    explained.truncated = state.truncated;
    m_details->explain(explained);
    m_chartEditor->setAnswer(state);
    m_showChart->setVisible(ChartEditor::canDraw(state));
    if (state.isFinished())
        m_outbound->setMessage(state.messageId);
    m_showDetails->setVisible(!state.sql.isEmpty() || !state.explanation.isEmpty());
    // A statement of one's own that was refused is there to be mended.
    const QString &sql = state.sql.isEmpty() && state.isStatement && state.problem ? state.question : state.sql;
    m_showSql->setVisible(!sql.isEmpty());
    const bool firstSql = !sql.isEmpty() && m_sql->sql().isEmpty();
    m_sql->setSql(sql);
    m_sql->setComplaint(state.problem ? state.problem->detail : QString());
    if (firstSql)
        m_showSql->setChecked(true);
}

bool AnswerCard::isComplete() const
{
    const AnswerState &state = m_run->state();
    if (!state.isFinished())
        return false;
    if (state.problem || !state.hasTable() || state.rowCount == 0)
        return true;
    return m_model && m_model->isLoaded(0) && (!state.shownChart() || m_chartReady);
}

void AnswerCard::checkComplete()
{
    if (m_wasComplete || !isComplete())
        return;
    m_wasComplete = true;
    Q_EMIT completed();
}

void AnswerCard::setDatabase(ConnectionId id, Dialect dialect, SqlSchema *schema)
{
    m_sql->setDatabase(id, dialect, schema);
    m_database = id;
    m_dialect = dialect;
    m_table->setDialect(dialect);
    updateDetails();
}

std::optional<ChartData> AnswerCard::shownChart() const
{
    return m_chart->isHidden() ? std::nullopt : std::optional(m_chart->data());
}

AnswerCard::Opened AnswerCard::opened() const
{
    return {m_showDetails->isChecked(), m_showSql->isChecked()};
}

void AnswerCard::setOpened(const Opened &opened)
{
    m_showDetails->setChecked(opened.details);
    m_showSql->setChecked(opened.sql);
}

bool AnswerCard::isInUse() const
{
    const auto dialogs = findChildren<QDialog *>();
    return !m_run->state().isFinished() || m_sql->isEditing() || m_chartEditor->isVisible()
           || isAncestorOf(QApplication::focusWidget())
           || std::ranges::any_of(dialogs, [](const QDialog *dialog) { return dialog->isVisible(); });
}

AnswerState AnswerCard::stateToKeep() const
{
    AnswerState state = m_run->state();
    m_feedback->tell(state);
    return state;
}

void AnswerCard::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    const bool wide = event->size().width() >= sideBySideWidth;
    m_content->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

} // namespace tabletalk::ui
