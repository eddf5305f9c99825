// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/UnderstandingSize.h"

namespace tabletalk {

namespace {

constexpr qint64 bytesOfText = 64; ///< handle and heap of a short text
constexpr qint64 textsOfColumn = 4;

qint64 bytesOf(const Table &table)
{
    auto bytes = qint64(sizeof(Table) + table.foreignKeys.size() * (sizeof(ForeignKey) + 4 * size_t(bytesOfText)));
    for (const Column &column : table.columns) {
        bytes += qint64(sizeof(Column)) + textsOfColumn * bytesOfText / 2;
        bytes += qint64(column.profile.samples.size()) * bytesOfText + column.description.size() * 2;
    }
    return bytes;
}

} // namespace

qint64 approximateBytes(const Understanding &understanding)
{
    qint64 bytes = 1024;
    for (const Table &table : understanding.schema.tables)
        bytes += bytesOf(table);
    for (const ColumnValues &values : understanding.values)
        bytes += qint64(sizeof(ColumnValues)) + qint64(values.values.size()) * bytesOfText;
    return bytes;
}

} // namespace tabletalk
