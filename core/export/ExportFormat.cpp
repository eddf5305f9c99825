// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/ExportFormat.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk {

const std::vector<ExportFormat> &exportFormats()
{
    static const std::vector<ExportFormat> all{ExportFormat::Csv, ExportFormat::Xlsx, ExportFormat::Json,
                                               ExportFormat::Markdown, ExportFormat::Insert};
    return all;
}

QString formatName(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Csv:
        return QStringLiteral("csv");
    case ExportFormat::Xlsx:
        return QStringLiteral("xlsx");
    case ExportFormat::Json:
        return QStringLiteral("json");
    case ExportFormat::Markdown:
        return QStringLiteral("markdown");
    case ExportFormat::Insert:
        break;
    }
    return QStringLiteral("insert");
}

std::optional<ExportFormat> exportFormatFromName(QStringView name)
{
    const auto found = std::ranges::find_if(exportFormats(), [&](ExportFormat f) { return formatName(f) == name; });
    return found == exportFormats().end() ? std::nullopt : std::optional(*found);
}

QString fileSuffix(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Markdown:
        return QStringLiteral("md");
    case ExportFormat::Insert:
        return QStringLiteral("sql");
    default:
        return formatName(format);
    }
}

QString formatTitle(ExportFormat format)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("ExportFormat", text); };
    switch (format) {
    case ExportFormat::Csv:
        return tr("CSV");
    case ExportFormat::Xlsx:
        return tr("Excel workbook");
    case ExportFormat::Json:
        return tr("JSON");
    case ExportFormat::Markdown:
        return tr("Markdown");
    case ExportFormat::Insert:
        break;
    }
    return tr("INSERT statements");
}

} // namespace tabletalk
