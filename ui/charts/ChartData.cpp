// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/ChartData.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace tabletalk::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ChartData", text);
}

} // namespace

QString shortNumber(double value)
{
    static constexpr std::array<std::pair<double, const char *>, 4> units = {
        {{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}}};
    const QLocale locale;
    for (const auto &[size, unit] : units) {
        if (std::fabs(value) < size)
            continue;
        const double scaled = value / size;
        const bool whole = std::fabs(scaled - std::round(scaled)) < 0.05 || std::fabs(scaled) >= 100;
        return locale.toString(scaled, 'f', whole ? 0 : 1) + QLatin1StringView(unit);
    }
    const bool whole = std::fabs(value - std::round(value)) < 1e-9;
    return locale.toString(value, 'f', whole ? 0 : std::fabs(value) < 1 ? 2 : 1);
}

QString ChartData::spoken() const
{
    if (shape == ChartShape::Number)
        return tr("%1: %2").arg(title, number);
    if (series.empty() || series.front().values.empty())
        return title;
    struct Place
    {
        double value = 0;
        QString name;
    };
    std::optional<Place> least;
    std::optional<Place> most;
    qsizetype count = 0;
    const bool named = series.size() > 1;
    for (const ChartSeries &one : series) {
        for (size_t i = 0; i < one.values.size(); ++i) {
            const double value = one.values[i];
            if (std::isnan(value))
                continue;
            ++count;
            const QString at = qsizetype(i) < categories.size() ? categories[qsizetype(i)] : QString::number(i + 1);
            const QString name = named ? tr("%1, %2").arg(at, one.name) : at;
            if (!least || value < least->value)
                least = {value, name};
            if (!most || value > most->value)
                most = {value, name};
        }
    }
    if (!least || !most)
        return title;
    return tr("Chart: %1. %2 values; the largest is %3 (%4), the smallest %5 (%6).")
        .arg(title)
        .arg(count)
        .arg(shortNumber(most->value), most->name, shortNumber(least->value), least->name);
}

} // namespace tabletalk::ui
