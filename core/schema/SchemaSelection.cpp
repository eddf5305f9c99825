// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/SchemaSelection.h"

namespace tabletalk {

QString tableKey(const QString &schema, const QString &table)
{
    return schema.isEmpty() ? table : QString(schema + u'.' + table);
}

bool SchemaSelection::includes(const QString &schema, const QString &table) const
{
    if (isEverything())
        return true;
    if (!schemas.isEmpty() && !schemas.contains(schema))
        return false;
    const QString key = tableKey(schema, table);
    return (tables.isEmpty() || tables.contains(key)) && !excluded.contains(key);
}

} // namespace tabletalk
