// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/ChartData.h"
#include "ui/theme/Colors.h"

#include <QWidget>

namespace tabletalk::ui {

/// Figures as fields of a grid, the stronger coloured the larger; written out where they fit.
class HeatMap : public QWidget
{
    Q_OBJECT

public:
    explicit HeatMap(QWidget *parent = nullptr);

    void setData(const ChartData &chartData);
    /// Other colours than the window's; they outlive this.
    void setColors(const Colors *paper) { m_paper = paper; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRectF grid() const;
    QRectF field(qsizetype row, qsizetype column) const;
    void paintNames(QPainter &painter, const Colors &colors) const;
    void paintField(QPainter &painter, const Colors &colors, const QRectF &place, double value) const;

    ChartData m_data;
    double m_least = 0;
    double m_most = 0;
    const Colors *m_paper = nullptr;
};

} // namespace tabletalk::ui
