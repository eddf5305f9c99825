// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <QHash>
#include <QSet>

namespace tabletalk {

/// Whether the values seen in one column lie among those of another.
enum class Inclusion {
    Contradicted, ///< some do not, or the types cannot be compared
    Unknown,      ///< too little was seen
    Plausible,    ///< they lie in its range
    Contained,    ///< every value that was seen is there
};

/// Compares what profiling saw of columns, each set of texts being made once.
class ValueInclusion
{
public:
    /// values outlives this.
    explicit ValueInclusion(const std::vector<ColumnValues> &values);

    Inclusion of(const Table &fromTable, const Column &from, const Table &toTable, const Column &to);

private:
    /// The distinct texts that are known of a column, and whether those are all.
    struct Known
    {
        QSet<QString> texts;
        bool complete = false;
    };

    const Known &known(const Table &table, const Column &column);
    const ColumnValues *valuesOf(const Table &table, const Column &column) const;

    QHash<QString, const ColumnValues *> m_values;
    QHash<QString, Known> m_known;
};

} // namespace tabletalk
