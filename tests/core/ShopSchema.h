// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <memory>

namespace tabletalk::test {

Column column(const QString &name, ColumnType type, const std::vector<QString> &samples = {});
/// Its first column is the primary key.
Table table(const QString &name, std::vector<Column> columns, std::vector<ForeignKey> keys = {});
ForeignKey key(const QString &column, const QString &to, const QString &toColumn);

/// A small shop: customers place orders of products over order_items.
std::shared_ptr<Understanding> shop();

} // namespace tabletalk::test
