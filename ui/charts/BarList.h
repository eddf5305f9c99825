// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/ChartData.h"
#include "ui/theme/Colors.h"

#include <QWidget>

namespace tabletalk::ui {

/// Bars that lie one below the other, each with its name before and its value behind it:
/// for names that would not fit side by side.
class BarList : public QWidget
{
    Q_OBJECT

public:
    explicit BarList(QWidget *parent = nullptr);

    /// Draws the first series.
    void setData(const ChartData &chartData);
    /// Other colours than the window's; they outlive this.
    void setColors(const Colors *paper) { m_paper = paper; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Columns
    {
        int nameWidth;
        double zeroX;
        double scale; ///< pixels a unit
    };
    Columns columns() const;
    int rowHeight() const;

    ChartData m_data;
    const Colors *m_paper = nullptr;
};

} // namespace tabletalk::ui
