// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/RowWriter.h"
#include "core/export/SheetCells.h"
#include "core/export/ZipStream.h"

namespace tabletalk {

/// What a sheet holds; rows beyond it go to further sheets.
struct SheetLimits
{
    qint64 rows = 1'048'576;                 ///< with the header
    qint64 bytes = 3LL * 1024 * 1024 * 1024; ///< of XML, well below what ZipStream takes
    qsizetype cellCharacters = SheetCells::mostCharacters;
};

/// An Excel workbook (Office Open XML) written as the rows come: texts stand in their cells
/// instead of in a shared table, so that nothing has to be remembered. The first row of each
/// sheet is bold, stays in view and filters.
class XlsxWriter final : public RowWriter
{
public:
    explicit XlsxWriter(QIODevice &out, const SheetLimits &limits = {});

    Result<void> begin(const std::vector<ResultColumn> &columns) override;
    Result<void> row(const Row &row) override;
    Result<void> end() override;
    QString remark() const override;

private:
    Result<void> writeFirstRows();
    Result<void> beginSheet();
    Result<void> writeRow(const Row &row);
    Result<void> endSheet();
    Result<void> writePart(const char *name, const QByteArray &xml);
    Result<void> flush();

    ZipStream m_zip;
    SheetLimits m_limits;
    SheetCells m_cells;
    std::vector<ResultColumn> m_columns;
    std::vector<QByteArray> m_letters; ///< of the columns
    std::vector<Row> m_firstRows;      ///< that the widths of columns are made for
    std::vector<qsizetype> m_widths;   ///< in characters; known once the first rows are written
    QByteArray m_xml;                  ///< not handed on yet
    int m_sheets = 0;
    qint64 m_sheetRows = 0; ///< of the sheet under way, with the header
};

} // namespace tabletalk
