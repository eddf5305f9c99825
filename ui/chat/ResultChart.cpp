// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/ResultChart.h"

#include "core/ask/ChartSpec.h"
#include "core/text/Counted.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tabletalk::ui {

namespace {

constexpr size_t barLimit = 20;
constexpr size_t pointLimit = 1000;
constexpr size_t seriesLimit = 6;
constexpr size_t heatMapColumns = 40;
constexpr size_t heatMapRows = 30;

QString tr(const char *text)
{
    return QCoreApplication::translate("ResultChart", text);
}

std::optional<ChartShape> shapeOf(const QString &kind)
{
    switch (ask::chartKindFromName(kind).value_or(ask::ChartKind::Number)) {
    case ask::ChartKind::Bar:
        return ChartShape::Bar;
    case ask::ChartKind::Line:
        return ChartShape::Line;
    case ask::ChartKind::Area:
        return ChartShape::Area;
    case ask::ChartKind::Pie:
        return ChartShape::Pie;
    case ask::ChartKind::Scatter:
        return ChartShape::Scatter;
    case ask::ChartKind::HeatMap:
        return ChartShape::HeatMap;
    case ask::ChartKind::Number:
        break;
    }
    return kind == QLatin1StringView("number") ? std::optional(ChartShape::Number) : std::nullopt;
}

std::optional<size_t> columnAt(const std::vector<api::ColumnHeader> &columns, const QString &name)
{
    for (size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].name == name)
            return i;
    }
    return {};
}

/// 23764.5 -> "23,764.5", for the one figure that stands alone.
QString grouped(const QVariant &cell)
{
    const auto number = numberOf(cell);
    QString exact = displayText(cell);
    if (!number)
        return exact;
    const qsizetype point = exact.indexOf(u'.');
    const int decimals = point < 0 ? 0 : int(exact.size() - point - 1);
    return QLocale().toString(*number, 'f', decimals);
}

/// Where the columns of a specification are.
struct Places
{
    size_t x = 0;
    std::vector<size_t> ys;
    std::optional<size_t> group;
};

const QVariant &cellAt(const CellRow &row, size_t column)
{
    static const QVariant none;
    return column < row.size() ? row[column] : none;
}

QString nameOf(const QVariant &cell)
{
    return cell.isValid() ? displayText(cell) : tr("(none)");
}

double figureOf(const QVariant &cell)
{
    return numberOf(cell).value_or(std::numeric_limits<double>::quiet_NaN());
}

/// A series for each column of figures, a category for each row.
void takeColumns(ChartData &data, const Places &places, const std::vector<api::ColumnHeader> &columns,
                 const std::vector<CellRow> &rows, size_t shown)
{
    for (const size_t y : places.ys)
        data.series.push_back({columns[y].name, {}});
    const bool isScatter = data.shape == ChartShape::Scatter;
    for (size_t i = 0; i < shown; ++i) {
        const QVariant &x = cellAt(rows[i], places.x);
        const auto xNumber = numberOf(x);
        if ((places.ys.size() == 1 && !numberOf(cellAt(rows[i], places.ys.front()))) || (isScatter && !xNumber))
            continue;
        if (isScatter)
            data.xValues.push_back(*xNumber);
        else
            data.categories.append(nameOf(x));
        for (size_t s = 0; s < places.ys.size(); ++s)
            data.series[s].values.push_back(figureOf(cellAt(rows[i], places.ys[s])));
    }
}

/// What the chart leaves out: rows behind the first ones, and those among the first that have no place.
QString noteOf(size_t shown, qint64 rowCount, size_t homeless)
{
    QStringList notes;
    const QLocale locale;
    if (rowCount > qint64(shown))
        notes.append(tr("The first %1 of %2 rows").arg(locale.toString(qint64(shown)), locale.toString(rowCount)));
    if (homeless > 0)
        notes.append(counted(qint64(homeless), tr("One row has no place in this chart"),
                             tr("%1 rows have no place in this chart")));
    return notes.join(QStringLiteral(" · "));
}

/// A series for each value of a column. Gives how many rows had no place: of further series,
/// or where another row stands already.
size_t takeGroups(ChartData &data, const Places &places, const std::vector<CellRow> &rows, size_t mostCategories,
                  size_t mostGroups)
{
    size_t homeless = 0;
    for (const CellRow &row : rows) {
        const QString category = nameOf(cellAt(row, places.x));
        const QString group = nameOf(cellAt(row, *places.group));
        const double figure = figureOf(cellAt(row, places.ys.front()));
        if (std::isnan(figure))
            continue;
        auto at = size_t(std::max<qsizetype>(-1, data.categories.indexOf(category)));
        const bool newCategory = !data.categories.contains(category);
        auto series = std::ranges::find(data.series, group, &ChartSeries::name);
        const bool newGroup = series == data.series.end();
        if ((newCategory && size_t(data.categories.size()) >= mostCategories)
            || (newGroup && data.series.size() >= mostGroups)) {
            ++homeless;
            continue;
        }
        if (newCategory) {
            at = size_t(data.categories.size());
            data.categories.append(category);
        }
        if (newGroup)
            series = data.series.insert(data.series.end(), {group, {}});
        series->values.resize(std::max(series->values.size(), at + 1), std::numeric_limits<double>::quiet_NaN());
        if (std::isnan(series->values[at]))
            series->values[at] = figure;
        else
            ++homeless;
    }
    for (ChartSeries &one : data.series)
        one.values.resize(size_t(data.categories.size()), std::numeric_limits<double>::quiet_NaN());
    return homeless;
}

} // namespace

size_t rowsFor(const api::Chart &spec)
{
    const auto shape = shapeOf(spec.kind).value_or(ChartShape::Bar);
    if (shape == ChartShape::Number)
        return 1;
    if (spec.group)
        return pointLimit;
    if (shape == ChartShape::HeatMap)
        return heatMapColumns;
    return shape == ChartShape::Bar || shape == ChartShape::Pie ? barLimit : pointLimit;
}

std::optional<ChartData> chartOf(const api::Chart &spec, const std::vector<api::ColumnHeader> &columns,
                                 const std::vector<CellRow> &rows, qint64 rowCount)
{
    const auto shape = shapeOf(spec.kind);
    if (!shape || rows.empty() || spec.y.empty())
        return {};
    std::vector<size_t> ys;
    for (const QString &name : spec.y) {
        if (const auto at = columnAt(columns, name); at && ys.size() < seriesLimit)
            ys.push_back(*at);
    }
    if (ys.empty())
        return {};
    ChartData data;
    data.shape = *shape;
    data.title = spec.title;
    data.xTitle = spec.x;
    if (*shape == ChartShape::Number) {
        if (ys.front() >= rows.front().size())
            return {};
        data.number = grouped(rows.front()[ys.front()]);
        if (data.title.isEmpty())
            data.title = columns[ys.front()].name;
        return data.number.isEmpty() ? std::nullopt : std::optional(data);
    }

    const auto x = columnAt(columns, spec.x);
    if (!x)
        return {};
    const size_t shown = std::min(rows.size(), rowsFor(spec));
    Places places{*x, std::move(ys), {}};
    if (spec.group) {
        places.group = columnAt(columns, *spec.group);
        if (!places.group)
            return {};
    }
    data.stacked = spec.stacked;
    size_t homeless = 0;
    if (places.group) {
        const bool isHeatMap = *shape == ChartShape::HeatMap;
        const size_t across = isHeatMap ? heatMapColumns : *shape == ChartShape::Bar ? barLimit : pointLimit;
        homeless = takeGroups(data, places, rows, across, isHeatMap ? heatMapRows : seriesLimit);
    } else {
        takeColumns(data, places, columns, rows, shown);
    }
    if (data.series.empty() || data.series.front().values.empty())
        return {};
    data.note = noteOf(shown, rowCount, homeless);
    return data;
}

} // namespace tabletalk::ui
