// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/ResultChart.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr size_t barLimit = 20;
constexpr size_t pointLimit = 1000;
constexpr size_t seriesLimit = 6;

QString tr(const char *text)
{
    return QCoreApplication::translate("ResultChart", text);
}

std::optional<ChartShape> shapeOf(const QString &kind)
{
    if (kind == QLatin1StringView("bar"))
        return ChartShape::Bar;
    if (kind == QLatin1StringView("line"))
        return ChartShape::Line;
    if (kind == QLatin1StringView("pie"))
        return ChartShape::Pie;
    if (kind == QLatin1StringView("scatter"))
        return ChartShape::Scatter;
    if (kind == QLatin1StringView("number"))
        return ChartShape::Number;
    return {};
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
    const QString exact = displayText(cell);
    if (!number)
        return exact;
    const qsizetype point = exact.indexOf(u'.');
    const int decimals = point < 0 ? 0 : int(exact.size() - point - 1);
    return QLocale().toString(*number, 'f', decimals);
}

} // namespace

size_t rowsFor(const api::Chart &spec)
{
    const auto shape = shapeOf(spec.kind).value_or(ChartShape::Bar);
    return shape == ChartShape::Line || shape == ChartShape::Scatter ? pointLimit : barLimit;
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
    for (const size_t y : ys)
        data.series.push_back({columns[y].name, {}});
    const size_t shown = std::min(rows.size(), rowsFor(spec));
    for (size_t i = 0; i < shown; ++i) {
        const CellRow &row = rows[i];
        const auto xNumber = *x < row.size() ? numberOf(row[*x]) : std::nullopt;
        const auto first = ys.front() < row.size() ? numberOf(row[ys.front()]) : std::nullopt;
        if (*x >= row.size() || (!first && ys.size() == 1) || (*shape == ChartShape::Scatter && !xNumber))
            continue;
        if (*shape == ChartShape::Scatter)
            data.xValues.push_back(*xNumber);
        else
            data.categories.append(row[*x].isValid() ? displayText(row[*x]) : tr("(none)"));
        for (size_t s = 0; s < ys.size(); ++s)
            data.series[s].values.push_back(ys[s] < row.size() ? numberOf(row[ys[s]]).value_or(0) : 0);
    }
    if (data.series.front().values.empty())
        return {};
    if (rowCount > qint64(shown))
        data.note = tr("The first %1 of %2 rows").arg(shown).arg(QLocale().toString(rowCount));
    return data;
}

} // namespace tabletalk::ui
