// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/ChartData.h"
#include "ui/theme/Colors.h"

#include <QWidget>

class QChart;
class QChartView;
class QLabel;
class QStackedLayout;

namespace tabletalk::ui {

class BarList;
class HeatMap;

/// Draws a ChartData in the colours of the theme. The only file that knows the chart library.
class ChartWidget : public QWidget
{
    Q_OBJECT

public:
    explicit ChartWidget(QWidget *parent = nullptr);

    void setData(const ChartData &data);

    /// What is drawn; empty before the first. Bars where the shape that was asked for cannot show it:
    /// shares of negative figures, a line or area of one point.
    const ChartData &data() const { return m_data; }
    /// The chart in two pixels for each, on the surface of these colours.
    static QImage picture(const ChartData &data, QSize size, const Colors &paper);

    QSize sizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const Colors &colors() const;
    void draw();
    static ChartData drawable(ChartData drawn);
    void drawNumber();
    void writeLegend();
    void drawShape(QChart &chart);
    void placePlot();

    ChartData m_data;
    QWidget *m_chartPage;
    QWidget *m_numberPage;
    QChartView *m_view;
    BarList *m_bars;
    HeatMap *m_heatMap;
    QLabel *m_title;
    QLabel *m_legend;
    QLabel *m_note;
    QLabel *m_number;
    QLabel *m_numberTitle;
    QStackedLayout *m_pages;
    const Colors *m_paper = nullptr;   ///< colours other than the window's
    const Colors *m_drawnIn = nullptr; ///< the colours of the last drawing
};

} // namespace tabletalk::ui
