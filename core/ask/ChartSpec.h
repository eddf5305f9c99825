// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cell.h"
#include "core/base/Problem.h"

#include <QString>

#include <optional>
#include <vector>

namespace tabletalk::ask {

enum class ChartKind { Bar, Line, Area, Pie, Scatter, HeatMap, Number };

/// "bar", "line", "area", "pie", "scatter", "heatmap", "number"
QString chartKindName(ChartKind kind);
std::optional<ChartKind> chartKindFromName(QStringView name);

/// A declarative chart: which columns of the result to draw, and how. Holds no data.
struct ChartSpec
{
    ChartKind kind = ChartKind::Bar;
    QString title;
    QString x;              ///< column name; empty for Number
    std::vector<QString> y; ///< column names, at least one, numeric
    bool stacked = false;   ///< Bar and Area: series stand on each other
    QString group = {};     ///< column whose values become the series, or the rows of a heat map; may be empty
    friend bool operator==(const ChartSpec &, const ChartSpec &) = default;
};

/// The columns that a chart can use for figures.
bool canBeFigure(const ResultColumn &column);

/// The specification, its title on one line, when it can be drawn of such a result; else a
/// problem that says why not.
Result<ChartSpec> checked(ChartSpec spec, const std::vector<ResultColumn> &columns, qint64 rowCount);

} // namespace tabletalk::ask
