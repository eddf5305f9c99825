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

    bool countable = true; ///< false for "weather", "inventory" and the like, which nobody counts

    static EntityName of(const QString &tableName);

    /// One of them with its article: "an order item", "a customer"; "a weather record".
    QString oneOfThem() const;

    /// What one row is: "order item", or "weather record" where the word itself names no single thing.
    QString row() const;
};

} // namespace tabletalk
