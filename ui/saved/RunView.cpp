// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/saved/RunView.h"

#include "ui/charts/ChartWidget.h"
#include "ui/chat/ResultChart.h"
#include "ui/chat/ResultModel.h"
#include "ui/chat/ResultView.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/BusyDots.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLocale>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int lowestTable = 90; ///< its head and a row or two
constexpr int lowestChart = 150;
constexpr int lowestInTile = 60;

} // namespace

RunView::RunView(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("runView"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    m_busy = new QWidget(this);
    auto *row = new QHBoxLayout(m_busy);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(new BusyDots(m_busy));
    QLabel *running = makeLabel(tr("Running…"), TextStyle::Caption, true, m_busy);
    running->setObjectName(QStringLiteral("running"));
    row->addWidget(running);
    row->addStretch();
    m_problem = new Notice(this);
    m_sentence = makeLabel({}, TextStyle::Body, false, this);
    m_sentence->setObjectName(QStringLiteral("sentence"));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_empty = makeLabel(tr("There are no rows."), TextStyle::Body, true, this);
    m_empty->setObjectName(QStringLiteral("noRows"));
    m_chart = new ChartWidget(this);
    m_table = new ResultView(this);
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_table->setMinimumHeight(lowestTable);
    m_footer = makeLabel({}, TextStyle::Caption, true, this);
    m_footer->setObjectName(QStringLiteral("runFigures"));
    m_footer->setWordWrap(false);
    column->addWidget(m_busy);
    column->addWidget(m_problem);
    column->addWidget(m_sentence);
    column->addWidget(m_empty, 1, Qt::AlignTop);
    column->addWidget(m_chart, 1);
    column->addWidget(m_table, 1);
    column->addStretch(0);
    column->addWidget(m_footer);
    refresh();
}

void RunView::setView(View view)
{
    m_view = view;
    refresh();
}

void RunView::begin()
{
    m_running = true;
    m_problem->hide();
    refresh();
}

void RunView::show(const api::SavedRun &run)
{
    m_running = false;
    m_problem->hide();
    m_run = run;
    m_rows.clear();
    std::ranges::transform(run.rows, std::back_inserter(m_rows), cellsOf);
    m_table->setModel(nullptr);
    delete m_model;
    m_model = new ResultModel(run.columns, qint64(run.rows.size()), {}, this);
    constexpr auto page = size_t(ResultModel::pageSize);
    for (size_t from = 0; from < run.rows.size(); from += page) {
        const size_t until = std::min(run.rows.size(), from + page);
        m_model->take(qint64(from), {run.rows.begin() + qint64(from), run.rows.begin() + qint64(until)});
    }
    m_table->setModel(m_model);
    refresh();
}

void RunView::show(const Problem &problem)
{
    m_running = false;
    m_run.reset();
    m_rows.clear();
    refresh();
    m_problem->show(problem);
}

void RunView::clear()
{
    m_running = false;
    m_run.reset();
    m_rows.clear();
    m_problem->hide();
    refresh();
}

bool RunView::hasProblem() const
{
    return !m_problem->isHidden();
}

/// Nothing where the table says it better.
std::optional<ChartData> RunView::figures() const
{
    if (!m_run || m_view == View::Table)
        return std::nullopt;
    std::optional<api::Chart> spec = m_run->chart;
    if (m_view == View::Number) {
        const auto figure = std::ranges::find_if(m_run->columns, isNumeric);
        if (figure == m_run->columns.end())
            return std::nullopt;
        spec = api::Chart{
            QStringLiteral("number"), m_run->columns.size() > 1 ? figure->name : QString(), {}, {figure->name}};
    }
    if (!spec)
        return std::nullopt;
    const size_t most = std::min(m_rows.size(), rowsFor(*spec));
    const std::vector<CellRow> rows(m_rows.begin(), m_rows.begin() + qint64(most));
    auto drawn = chartOf(*spec, m_run->columns, rows, m_run->rowCount);
    if (drawn && m_view == View::Chart)
        drawn->title.clear(); // the tile has one
    return drawn;
}

void RunView::refresh()
{
    m_figures = figures();
    const bool isEmpty = m_run && m_rows.empty();
    const bool oneFigure =
        m_figures && m_figures->shape == ChartShape::Number && m_rows.size() == 1 && m_run->columns.size() == 1;
    m_busy->setVisible(m_running);
    m_chart->setVisible(m_figures.has_value());
    if (m_figures) {
        m_chart->setData(*m_figures);
        // It asks for the room that an answer in chat has.
        m_chart->setMinimumHeight(m_view == View::Everything ? lowestChart : lowestInTile);
    }
    m_table->setVisible(m_run && !isEmpty && !oneFigure && (m_view == View::Everything || !m_figures));
    m_empty->setVisible(isEmpty);
    m_sentence->setVisible(m_run && m_view == View::Everything && !m_run->text.isEmpty());
    m_footer->setVisible(m_run.has_value());
    if (!m_run)
        return;
    m_sentence->setText(m_run->text);
    const QLocale locale;
    const QString rows = locale.toString(m_run->rowCount);
    const QStringList said{m_run->truncated       ? tr("the first %1 rows").arg(rows)
                           : m_run->rowCount == 1 ? tr("1 row")
                                                  : tr("%1 rows").arg(rows),
                           tr("%1 ms").arg(locale.toString(m_run->ms)), momentText(m_run->ranAt)};
    m_footer->setText(said.join(QStringLiteral(" · ")));
}

} // namespace tabletalk::ui
