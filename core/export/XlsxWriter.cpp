// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/XlsxWriter.h"

#include "core/export/XlsxParts.h"
#include "core/text/Counted.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk {

namespace {

constexpr size_t mostColumns = 16'384;
constexpr size_t measuredRows = 100;
constexpr qsizetype measuredBytes = 4 * 1024 * 1024;
constexpr qsizetype handedOnAt = 64 * 1024;
constexpr qsizetype narrowest = 8;
constexpr qsizetype widest = 60;
constexpr qsizetype filterButton = 3; ///< characters that it covers

QString tr(const char *text)
{
    return QCoreApplication::translate("Export", text);
}

qsizetype textBytes(const Row &row)
{
    qsizetype bytes = 0;
    for (const Cell &cell : row) {
        if (const QString *text = std::get_if<QString>(&cell))
            bytes += 2 * text->size();
        else if (const QByteArray *binary = std::get_if<QByteArray>(&cell))
            bytes += binary->size();
    }
    return bytes;
}

} // namespace

XlsxWriter::XlsxWriter(QIODevice &out, const SheetLimits &limits)
    : m_zip(out)
    , m_limits(limits)
    , m_cells(limits.cellCharacters)
{}

Result<void> XlsxWriter::begin(const std::vector<ResultColumn> &columns)
{
    if (columns.size() > mostColumns)
        return failure(ProblemCode::TooLarge,
                       tr("A sheet has room for %1 columns; the result has %2.").arg(mostColumns).arg(columns.size()),
                       tr("Choose another format, or ask for fewer columns."));
    m_columns = columns;
    for (size_t i = 0; i < columns.size(); ++i)
        m_letters.push_back(sheetColumnName(int(i)));
    return {};
}

Result<void> XlsxWriter::row(const Row &row)
{
    if (m_sheets > 0)
        return writeRow(row);
    m_firstRows.push_back(row);
    const bool enough = m_firstRows.size() >= measuredRows || textBytes(row) > measuredBytes / qsizetype(measuredRows);
    return enough ? writeFirstRows() : Result<void>();
}

/// Widths stand before the rows in a sheet, so the first rows wait until they are known.
Result<void> XlsxWriter::writeFirstRows()
{
    for (const ResultColumn &column : m_columns)
        m_widths.push_back(column.name.size() + filterButton);
    for (const Row &row : m_firstRows) {
        for (size_t i = 0; i < std::min(row.size(), m_widths.size()); ++i)
            m_widths[i] = std::max(m_widths[i], toDisplayText(row[i]).size() + 1);
    }
    for (qsizetype &width : m_widths)
        width = std::clamp(width, narrowest, widest);
    auto done = beginSheet();
    for (const Row &row : m_firstRows) {
        if (done)
            done = writeRow(row);
    }
    m_firstRows.clear();
    m_firstRows.shrink_to_fit();
    return done;
}

Result<void> XlsxWriter::beginSheet()
{
    ++m_sheets;
    if (auto begun = m_zip.begin(xlsx::sheetPath(m_sheets).constData()); !begun)
        return begun;
    m_xml = xlsx::sheetHead(m_widths, m_sheets == 1);
    m_xml += "<row r=\"1\">";
    for (size_t i = 0; i < m_columns.size(); ++i)
        m_cells.appendText(m_xml, m_letters[i] + '1', m_columns[i].name, SheetStyle::Header);
    m_xml += "</row>";
    m_sheetRows = 1;
    return {};
}

Result<void> XlsxWriter::writeRow(const Row &row)
{
    if (m_sheetRows >= m_limits.rows || m_zip.entryBytes() >= m_limits.bytes) {
        auto next = endSheet();
        if (next)
            next = beginSheet();
        if (!next)
            return next;
    }
    const QByteArray number = QByteArray::number(++m_sheetRows);
    m_xml += "<row r=\"" + number + "\">";
    for (size_t i = 0; i < std::min(row.size(), m_columns.size()); ++i)
        m_cells.append(m_xml, m_letters[i] + number, row[i], m_columns[i].type);
    m_xml += "</row>";
    return m_xml.size() >= handedOnAt ? flush() : Result<void>();
}

Result<void> XlsxWriter::endSheet()
{
    const QByteArray lastCell =
        m_letters.empty() ? QByteArray() : QByteArray(m_letters.back() + QByteArray::number(m_sheetRows));
    m_xml += xlsx::sheetFoot(lastCell);
    return flush();
}

Result<void> XlsxWriter::flush()
{
    auto written = m_zip.write(m_xml);
    m_xml.resize(0); // keeps its room
    return written;
}

Result<void> XlsxWriter::writePart(const char *name, const QByteArray &xml)
{
    auto begun = m_zip.begin(name);
    return begun ? m_zip.write(xml) : begun;
}

Result<void> XlsxWriter::end()
{
    auto done = m_sheets == 0 ? writeFirstRows() : Result<void>();
    if (done)
        done = endSheet();
    for (const xlsx::Part &part : xlsx::partsAround(m_sheets, tr("Answer"))) {
        if (done)
            done = writePart(part.path, part.xml);
    }
    return done ? m_zip.end() : done;
}

QString XlsxWriter::remark() const
{
    QStringList remarks;
    if (m_sheets > 1)
        remarks += tr("A sheet has no room for more rows, so there are %1 sheets.").arg(m_sheets);
    if (m_cells.shortened() > 0)
        remarks += counted(m_cells.shortened(), tr("One text was longer than a cell may be and was cut."),
                           tr("%1 texts were longer than a cell may be and were cut."));
    return remarks.join(u' ');
}

} // namespace tabletalk
