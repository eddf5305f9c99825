// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/RowWriter.h"

#include <QModelIndexList>

namespace tabletalk::ui {

class ResultModel;

/// Cells of a table as text in that format: the columns and rows that have any of them.
/// Refused where some of them have not arrived, so that no copy lacks what it seems to have.
Result<QString> copyOf(const ResultModel &model, const QModelIndexList &cells, ExportFormat format,
                       const ExportOptions &options);

} // namespace tabletalk::ui
