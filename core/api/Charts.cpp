// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Charts.h"

#include "core/api/CodecImpl.h"

#include <QCoreApplication>

namespace tabletalk::api {

Chart toMessage(const ask::ChartSpec &spec)
{
    Chart chart{ask::chartKindName(spec.kind), spec.title, spec.x, spec.y};
    chart.stacked = spec.stacked;
    if (!spec.group.isEmpty())
        chart.group = spec.group;
    return chart;
}

ColumnTotals toMessage(const ask::ColumnTotals &totals)
{
    return {totals.values,  totals.empty,   totals.distinct, totals.sum,
            totals.average, totals.minimum, totals.maximum,  totals.exact};
}

Result<ask::ChartSpec> toSpec(const Chart &chart)
{
    const auto kind = ask::chartKindFromName(chart.kind);
    if (!kind)
        return std::unexpected(Problem::invalid(
            QStringLiteral("params.chart.kind"),
            QCoreApplication::translate("Chart", "expected bar, line, area, pie, scatter, heatmap or number")));
    return ask::ChartSpec{*kind, chart.title, chart.x, chart.y, chart.stacked, chart.group.value_or(QString())};
}

template struct Instantiate<ChooseChartRequest>;
template struct Instantiate<ChosenChart>;

} // namespace tabletalk::api
