// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/StatisticsDialog.h"

#include "ui/charts/BarList.h"
#include "ui/chat/Cells.h"
#include "ui/chat/ResultTotals.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <boost/json/array.hpp>

#include <QBoxLayout>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

namespace tabletalk::ui {

StatisticsDialog::StatisticsDialog(Session &session, const api::StatisticsRequest &request, const QString &columnName,
                                   QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("statisticsDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Statistics of %1").arg(columnName));
    setMinimumWidth(440);
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    m_column->setSpacing(space::medium);
    auto *title = makeLabel(columnName, TextStyle::Heading, false, this);
    title->setTextFormat(Qt::PlainText);
    m_column->addWidget(title);
    m_state = makeLabel(tr("Looking at all rows…"), TextStyle::Caption, true, this);
    m_state->setObjectName(QStringLiteral("statisticsState"));
    m_column->addWidget(m_state);
    auto *figures = new QWidget(this);
    m_figures = makeForm(figures);
    m_column->addWidget(figures);
    m_column->addStretch();
    auto *close = makeButton(QStringLiteral("closeStatistics"), tr("Close"), ButtonKind::Primary, this);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    m_column->addWidget(close, 0, Qt::AlignRight);
    CallOptions options;
    options.timeout = std::chrono::minutes(2);
    session.call<api::ColumnStatistics>(
        "results.statistics", request, this,
        [this](const Result<api::ColumnStatistics> &answer) {
            if (answer)
                take(*answer);
            else
                m_state->setText(problemText(answer.error()));
        },
        options);
}

void StatisticsDialog::addFigure(const QString &label, const QString &figure)
{
    auto *value = makeLabel(figure, TextStyle::Strong, false, this);
    value->setTextFormat(Qt::PlainText);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setObjectName(QStringLiteral("figure"));
    value->setAccessibleName(QString(label + u": " + figure));
    m_figures->addRow(makeLabel(label, TextStyle::Body, true, this), value);
}

void StatisticsDialog::take(const api::ColumnStatistics &statistics)
{
    const QLocale locale;
    const QString rows = locale.toString(statistics.rowCount);
    m_state->setText(
        statistics.rowCount == statistics.wholeCount
            ? tr("Over all %1 rows").arg(rows)
            : tr("Over the %1 rows that the filter leaves, of %2").arg(rows, locale.toString(statistics.wholeCount)));
    const api::ColumnTotals &totals = statistics.totals;
    addFigure(tr("Values"), locale.toString(totals.values));
    addFigure(tr("Empty"), locale.toString(totals.empty));
    addFigure(tr("Different"), statistics.distinct ? locale.toString(*statistics.distinct)
                                                   : tr("more than %1").arg(locale.toString(100'000)));
    const bool isNumber = statistics.median.has_value();
    const auto add = [&](const QString &label, const std::optional<QString> &figure) {
        if (figure)
            addFigure(label, isNumber ? groupedDecimal(*figure) : *figure);
    };
    add(tr("Least"), totals.minimum);
    add(tr("Greatest"), totals.maximum);
    add(tr("Average"), totals.average);
    add(tr("Median"), statistics.median);
    add(tr("Sum"), totals.sum);
    addFrequent(statistics);
    adjustSize();
}

void StatisticsDialog::addFrequent(const api::ColumnStatistics &statistics)
{
    if (statistics.frequent.empty())
        return;
    ChartData chart;
    chart.title = tr("Most frequent values");
    ChartSeries counts{tr("Rows"), {}};
    for (const api::ValueCount &one : statistics.frequent) {
        chart.categories.append(displayText(cellsOf(boost::json::array{one.value}).front()));
        counts.values.push_back(double(one.rows));
    }
    chart.series.push_back(std::move(counts));
    const qsizetype before = m_column->count() - 2;
    m_column->insertWidget(int(before), makeLabel(chart.title, TextStyle::Strong, false, this));
    auto *bars = new BarList(this);
    bars->setObjectName(QStringLiteral("frequentValues"));
    bars->setAccessibleName(chart.spoken());
    bars->setData(chart);
    bars->setMinimumHeight(bars->sizeHint().height());
    m_column->insertWidget(int(before) + 1, bars);
}

} // namespace tabletalk::ui
