// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/Schema.h"

#include <algorithm>

namespace tabletalk {

const Column *Table::column(QStringView columnName) const
{
    const auto found = std::ranges::find_if(columns, [&](const Column &c) { return c.name == columnName; });
    return found == columns.end() ? nullptr : &*found;
}

const Table *Schema::table(QStringView schemaName, QStringView tableName) const
{
    const auto found =
        std::ranges::find_if(tables, [&](const Table &t) { return t.name == tableName && t.schema == schemaName; });
    return found == tables.end() ? nullptr : &*found;
}

} // namespace tabletalk
