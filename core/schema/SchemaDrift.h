// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

namespace tabletalk {

/// One difference between two readings of a schema, in words.
struct SchemaChange
{
    enum class Kind { Added, Removed, Changed };

    Kind kind = Kind::Changed;
    QString schema;
    QString table;
    std::optional<QString> column; ///< absent: the table itself
    QString detail;                ///< "integer became text"
};

/// What is different in after. Names, types, keys and comments as the database declares
/// them; neither rows nor what we found out by ourselves. The first `most` are kept.
struct SchemaComparison
{
    std::vector<SchemaChange> changes;
    qint64 count = 0;              ///< of all changes
    std::vector<bool> isUnchanged; ///< for each table of after: it was there, exactly so
};

SchemaComparison compareSchemas(const Schema &before, const Schema &after, size_t most = 1000);

} // namespace tabletalk
