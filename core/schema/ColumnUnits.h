// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

namespace tabletalk {

/// The unit of a column's numbers as it is written behind them: "kg", "km/h", "min", "days",
/// "°C", "EUR", "million USD", "%". Expects the column's role to be known; only measures,
/// money and percentages have one.
///
/// Taken from the column's name ("weight_kg", "distance (km)", "height_in"), its comment, the
/// values themselves ("3.78 MB") or, for money, a currency column beside it that holds one
/// currency alone. Empty where nothing is sure: "min_age" is no duration, "check_in" no
/// length, a share of 0.35 is not "0.35 %", and amounts in several currencies have none.
QString unitOf(const Table &table, const Column &column);

/// "12.5 kg", "45 %", "-3 °C"; the number as it is when there is no unit. For showing a
/// number of a column, the number being formatted already.
QString withUnit(const QString &number, const QString &unit);

} // namespace tabletalk
