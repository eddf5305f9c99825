// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/MarkdownWriter.h"

#include "core/export/CellText.h"
#include "core/export/Output.h"

namespace tabletalk {

namespace {

bool isNumeric(ColumnType type)
{
    return type == ColumnType::Integer || type == ColumnType::Decimal || type == ColumnType::Real;
}

QByteArray escaped(const QByteArray &utf8)
{
    QByteArray text;
    text.reserve(utf8.size());
    for (const char c : utf8) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            text += ' ';
            continue;
        }
        if (QByteArrayView("\\|<`*[]").contains(c))
            text += '\\';
        text += c;
    }
    return text;
}

} // namespace

Result<void> MarkdownWriter::begin(const std::vector<ResultColumn> &columns)
{
    QByteArray header = "|";
    QByteArray rule = "|";
    for (const ResultColumn &column : columns) {
        header += ' ' + escaped(column.name.toUtf8()) + " |";
        rule += isNumeric(column.type) ? " ---: |" : " --- |";
    }
    return putBytes(m_out, QByteArray(header + '\n' + rule + '\n'));
}

Result<void> MarkdownWriter::row(const Row &row)
{
    QByteArray line = "|";
    for (const Cell &cell : row)
        line += ' ' + escaped(exactUtf8(cell)) + " |";
    line += '\n';
    return putBytes(m_out, line);
}

} // namespace tabletalk
