// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/CsvWriter.h"

#include "core/export/Output.h"

namespace tabletalk {

Result<void> CsvWriter::begin(const std::vector<ResultColumn> &columns)
{
    Row names;
    for (const ResultColumn &column : columns)
        names.emplace_back(column.name);
    return row(names);
}

Result<void> CsvWriter::row(const Row &row)
{
    return putBytes(m_out, csvLine(row, m_style));
}

} // namespace tabletalk
