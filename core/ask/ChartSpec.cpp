// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/ChartSpec.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace tabletalk::ask {

namespace {

constexpr size_t mostSeries = 6;
constexpr qsizetype longestTitle = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("Chart", text);
}

std::unexpected<Problem> refused(const char *field, const QString &why)
{
    return std::unexpected(Problem::invalid(QStringLiteral("params.chart.%1").arg(QLatin1StringView(field)), why));
}

/// Finds columns by name, and says why one cannot be used.
class Columns
{
public:
    explicit Columns(const std::vector<ResultColumn> &columns)
        : m_columns(columns)
    {}

    const ResultColumn *find(const QString &name) const
    {
        const auto found = std::ranges::find(m_columns, name, &ResultColumn::name);
        return found == m_columns.end() ? nullptr : &*found;
    }

    /// Empty when the name means one column.
    QString complaintOf(const QString &name) const
    {
        const auto count = std::ranges::count(m_columns, name, &ResultColumn::name);
        if (count == 0)
            return tr("The result has no column “%1”.").arg(name);
        return count > 1 ? tr("The result has several columns called “%1”; a chart cannot tell them apart.").arg(name)
                         : QString();
    }

    QString complaintOfFigure(const QString &name) const
    {
        if (const QString complaint = complaintOf(name); !complaint.isEmpty())
            return complaint;
        return canBeFigure(*find(name)) ? QString() : tr("The column “%1” does not hold numbers.").arg(name);
    }

private:
    const std::vector<ResultColumn> &m_columns;
};

bool mayBeGrouped(ChartKind kind)
{
    return kind == ChartKind::Bar || kind == ChartKind::Line || kind == ChartKind::Area || kind == ChartKind::HeatMap;
}

Result<void> checkFigures(const ChartSpec &spec, const Columns &columns)
{
    if (spec.y.empty())
        return refused("y", tr("A chart needs a column with figures."));
    if (spec.y.size() > mostSeries)
        return refused("y", tr("A chart shows at most %1 columns of figures.").arg(mostSeries));
    const bool one = spec.kind == ChartKind::Pie || spec.kind == ChartKind::Number || !spec.group.isEmpty();
    if (one && spec.y.size() > 1)
        return refused("y", spec.group.isEmpty()
                                ? tr("Such a chart shows one column of figures.")
                                : tr("A chart with a series for each value shows one column of figures."));
    QSet<QString> seen;
    for (const QString &name : spec.y) {
        if (const QString complaint = columns.complaintOfFigure(name); !complaint.isEmpty())
            return refused("y", complaint);
        if (seen.contains(name) || name == spec.x || name == spec.group)
            return refused("y", tr("The column “%1” is used twice.").arg(name));
        seen.insert(name);
    }
    return {};
}

Result<void> checkAcross(const ChartSpec &spec, const Columns &columns)
{
    if (spec.kind == ChartKind::Number)
        return spec.x.isEmpty() ? Result<void>() : refused("x", tr("A single figure has no axis."));
    const QString complaint = spec.kind == ChartKind::Scatter ? columns.complaintOfFigure(spec.x)
                              : spec.x.isEmpty()              ? tr("A chart needs a column for its axis.")
                                                              : columns.complaintOf(spec.x);
    return complaint.isEmpty() ? Result<void>() : refused("x", complaint);
}

Result<void> checkGroup(const ChartSpec &spec, const Columns &columns)
{
    if (spec.group.isEmpty()) {
        if (spec.kind == ChartKind::HeatMap && spec.y.size() < 2)
            return refused("group", tr("A heat map needs a column for its rows, or several columns of figures."));
        return {};
    }
    if (!mayBeGrouped(spec.kind))
        return refused("group", tr("Only bars, lines, areas and heat maps have a series for each value of a column."));
    if (const QString complaint = columns.complaintOf(spec.group); !complaint.isEmpty())
        return refused("group", complaint);
    return spec.group == spec.x ? refused("group", tr("The column “%1” is used twice.").arg(spec.x)) : Result<void>();
}

} // namespace

QString chartKindName(ChartKind kind)
{
    switch (kind) {
    case ChartKind::Bar:
        return QStringLiteral("bar");
    case ChartKind::Line:
        return QStringLiteral("line");
    case ChartKind::Area:
        return QStringLiteral("area");
    case ChartKind::Pie:
        return QStringLiteral("pie");
    case ChartKind::Scatter:
        return QStringLiteral("scatter");
    case ChartKind::HeatMap:
        return QStringLiteral("heatmap");
    case ChartKind::Number:
        break;
    }
    return QStringLiteral("number");
}

std::optional<ChartKind> chartKindFromName(QStringView name)
{
    for (int kind = int(ChartKind::Bar); kind <= int(ChartKind::Number); ++kind) {
        if (chartKindName(ChartKind(kind)) == name)
            return ChartKind(kind);
    }
    return {};
}

bool canBeFigure(const ResultColumn &column)
{
    switch (column.type) {
    case ColumnType::Integer:
    case ColumnType::Decimal:
    case ColumnType::Real:
    case ColumnType::Other: // of an expression, whose cells alone tell
        return true;
    default:
        return false;
    }
}

Result<ChartSpec> checked(ChartSpec spec, const std::vector<ResultColumn> &columns, qint64 rowCount)
{
    spec.title = spec.title.simplified();
    if (spec.title.size() > longestTitle)
        return refused("title", tr("A title has at most %1 characters.").arg(longestTitle));
    if (rowCount < 1)
        return refused("kind", tr("There are no rows to draw."));
    if (spec.stacked && spec.kind != ChartKind::Bar && spec.kind != ChartKind::Area)
        return refused("stacked", tr("Only bars and areas can stand on each other."));
    const Columns known(columns);
    for (const auto check : {&checkAcross, &checkGroup, &checkFigures}) {
        if (const auto fits = check(spec, known); !fits)
            return std::unexpected(fits.error());
    }
    return spec;
}

} // namespace tabletalk::ask
