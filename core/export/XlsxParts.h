// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

/// The fixed texts of a workbook: what stands around the rows of its sheets.
namespace tabletalk::xlsx {

struct Part
{
    const char *path;
    QByteArray xml;
};

/// "xl/worksheets/sheet1.xml", from 1.
QByteArray sheetPath(int number);

/// From the beginning of a sheet to its first row. widths: of the columns, in characters.
QByteArray sheetHead(const std::vector<qsizetype> &widths, bool selected);

/// From its last row on. lastCell: such as "C12"; empty when there are no columns.
QByteArray sheetFoot(const QByteArray &lastCell);

/// All that is not a sheet. The first sheet has that name, the others a number after it.
std::vector<Part> partsAround(int sheets, const QString &sheetName);

} // namespace tabletalk::xlsx
