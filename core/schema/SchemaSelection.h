// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QString>

namespace tabletalk {

/// Which parts of a target database are read. Tables are named "schema.name", or "name"
/// where the engine has no schemas. The default is everything.
struct SchemaSelection
{
    QSet<QString> schemas;  ///< empty: all
    QSet<QString> tables;   ///< empty: all tables of those schemas
    QSet<QString> excluded; ///< tables left out all the same

    bool isEverything() const { return schemas.isEmpty() && tables.isEmpty() && excluded.isEmpty(); }
    bool includes(const QString &schema, const QString &table) const;

    friend bool operator==(const SchemaSelection &, const SchemaSelection &) = default;
};

/// "schema.name", or "name" without a schema: how a selection and the wire name a table.
QString tableKey(const QString &schema, const QString &table);

} // namespace tabletalk
