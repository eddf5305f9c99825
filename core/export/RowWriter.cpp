// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/RowWriter.h"

#include "core/export/CsvWriter.h"
#include "core/export/InsertWriter.h"
#include "core/export/JsonWriter.h"
#include "core/export/MarkdownWriter.h"
#include "core/export/XlsxWriter.h"

namespace tabletalk {

std::unique_ptr<RowWriter> makeRowWriter(ExportFormat format, QIODevice &out, const ExportOptions &options)
{
    switch (format) {
    case ExportFormat::Csv:
        return std::make_unique<CsvWriter>(out, options.csv);
    case ExportFormat::Xlsx:
        return std::make_unique<XlsxWriter>(out);
    case ExportFormat::Json:
        return std::make_unique<JsonWriter>(out);
    case ExportFormat::Markdown:
        return std::make_unique<MarkdownWriter>(out);
    case ExportFormat::Insert:
        break;
    }
    return std::make_unique<InsertWriter>(out, options.tableName, options.dialect);
}

} // namespace tabletalk
