// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SavedQuestions.h"
#include "core/base/Problem.h"
#include "ui/charts/ChartData.h"
#include "ui/chat/Cells.h"

#include <QWidget>

class QLabel;

namespace tabletalk::ui {

class BusyDots;
class ChartWidget;
class Notice;
class ResultModel;
class ResultView;

/// What came of running a saved question: its sentence, chart and table, or its problem. While it
/// runs again, what was there stays in view.
class RunView : public QWidget
{
    Q_OBJECT

public:
    enum class View {
        Everything,
        Table,
        Chart, ///< the table where nothing can be drawn
        Number ///< the first figure of the first row
    };

    explicit RunView(QWidget *parent = nullptr);

    void setView(View view);
    /// It is on its way.
    void begin();
    void show(const api::SavedRun &run);
    void show(const Problem &problem);
    /// As before anything ran.
    void clear();

    const std::optional<api::SavedRun> &run() const { return m_run; }
    const std::vector<CellRow> &rows() const { return m_rows; }
    /// The chart in view, if there is one.
    std::optional<ChartData> chart() const { return m_figures; }
    bool hasProblem() const;

private:
    void refresh();
    std::optional<ChartData> figures() const;

    View m_view = View::Everything;
    bool m_running = false;
    std::optional<api::SavedRun> m_run;
    std::vector<CellRow> m_rows;
    std::optional<ChartData> m_figures;
    ResultModel *m_model = nullptr;
    QWidget *m_busy;
    Notice *m_problem;
    QLabel *m_sentence;
    QLabel *m_empty;
    ChartWidget *m_chart;
    ResultView *m_table;
    QLabel *m_footer;
};

} // namespace tabletalk::ui
