// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/ChartData.h"
#include "ui/chat/Cells.h"

#include <optional>

namespace tabletalk::ui {

/// Rows that a chart of that kind can show; more would only be ink.
size_t rowsFor(const api::Chart &spec);

/// The figures of a chart from the rows of its result. Nothing when the specification names
/// columns that are not there, or no row has a number to draw: then the table says it all.
std::optional<ChartData> chartOf(const api::Chart &spec, const std::vector<api::ColumnHeader> &columns,
                                 const std::vector<CellRow> &rows, qint64 rowCount);

} // namespace tabletalk::ui
