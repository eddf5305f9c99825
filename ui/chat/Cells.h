// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"
#include "core/base/Cell.h"

#include <QVariant>

namespace tabletalk::ui {

using CellRow = std::vector<QVariant>;

/// The cells of a row as the wire carries them: an array of null, booleans, numbers and
/// texts. Anything else becomes a row without cells.
CellRow cellsOf(const boost::json::value &row);

/// The row as it left the server, for files and clipboards.
Row exactRow(const CellRow &cells, const std::vector<ResultColumn> &columns);

/// As a person reads it; null is an invalid variant and gives an empty text.
QString displayText(const QVariant &cell);
/// Every digit, for tooltips, copies and exports.
QString exactText(const QVariant &cell);
std::optional<double> numberOf(const QVariant &cell);

bool isNumeric(const api::ColumnHeader &column);

} // namespace tabletalk::ui
