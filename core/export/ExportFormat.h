// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace tabletalk {

/// The forms that rows can leave in.
enum class ExportFormat { Csv, Xlsx, Json, Markdown, Insert };

const std::vector<ExportFormat> &exportFormats();

/// "csv", "xlsx", "json", "markdown", "insert": the same in the window, in the terminal and on the wire.
QString formatName(ExportFormat format);
std::optional<ExportFormat> exportFormatFromName(QStringView name);

/// Of files, without the dot.
QString fileSuffix(ExportFormat format);

/// For people: "Excel workbook".
QString formatTitle(ExportFormat format);

} // namespace tabletalk
