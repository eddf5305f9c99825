// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace tabletalk::ui {

enum class ChartShape { Bar, Line, Area, Pie, Scatter, HeatMap, Number };

struct ChartSeries
{
    QString name;
    std::vector<double> values; ///< one a category, or for Scatter one a point; NaN where there is none
};

/// A chart with its figures, ready to be drawn: a value, however it came about.
struct ChartData
{
    ChartShape shape = ChartShape::Bar;
    QString title;
    QString xTitle;
    QStringList categories;          ///< Bar, Line, Area, Pie, and the columns of a HeatMap
    std::vector<double> xValues;     ///< Scatter
    std::vector<ChartSeries> series; ///< the rows of a HeatMap
    bool stacked = false;
    QString number; ///< Number: the figure itself
    QString note;   ///< what is left out, e.g. "the first 20 of 340"

    bool isEmpty() const { return series.empty() && number.isEmpty(); }
    /// For people who do not see it: what is drawn, with the largest and the smallest.
    QString spoken() const;
};

/// Figures as axes show them: 1.2k, 3.4M.
QString shortNumber(double value);

} // namespace tabletalk::ui
