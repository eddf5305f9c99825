// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tabletalk {

/// What one row of a table is, and many of them, as a person would say: "order item" and
/// "order items" for a table named tbl_order_items. Lower case, as identifiers are.
struct EntityName
{
    QString one;
    QString many;

    static EntityName of(const QString &tableName);
};

} // namespace tabletalk
