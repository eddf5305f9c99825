// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <QString>

#include <vector>

namespace tabletalk::ui {

/// A table by its names, as far as they are known.
struct SqlTable
{
    struct Column
    {
        QString name;
        QString type; ///< in the database's own word
    };
    QString schema; ///< empty where it need not be written
    QString name;
    std::vector<Column> columns;
    bool columnsKnown = false;
};

/// What can be named in a statement to one database.
struct SqlNames
{
    Dialect dialect = Dialect::SQLite;
    std::vector<SqlTable> tables;

    /// By its name alone, or with its schema; case does not count.
    const SqlTable *table(QStringView schema, QStringView name) const
    {
        for (const SqlTable &one : tables) {
            if (one.name.compare(name, Qt::CaseInsensitive) == 0
                && (schema.isEmpty() || one.schema.isEmpty() || one.schema.compare(schema, Qt::CaseInsensitive) == 0))
                return &one;
        }
        return nullptr;
    }
};

} // namespace tabletalk::ui
