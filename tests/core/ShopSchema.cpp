// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/ShopSchema.h"

using namespace Qt::StringLiterals;

namespace tabletalk::test {

Column column(const QString &name, ColumnType type, const std::vector<QString> &samples)
{
    Column c;
    c.name = name;
    c.type = type;
    c.profile.samples = samples;
    return c;
}

Table table(const QString &name, std::vector<Column> columns, std::vector<ForeignKey> keys)
{
    Table t;
    t.name = name;
    t.columns = std::move(columns);
    t.columns.front().nullable = false;
    t.primaryKey = {t.columns.front().name};
    t.foreignKeys = std::move(keys);
    return t;
}

ForeignKey key(const QString &column, const QString &to, const QString &toColumn)
{
    ForeignKey k;
    k.columns = {column};
    k.referencedTable = to;
    k.referencedColumns = {toColumn};
    return k;
}

std::shared_ptr<Understanding> shop()
{
    using enum ColumnType;
    auto u = std::make_shared<Understanding>();
    u->schema.tables = {
        table(u"customers"_s, {column(u"customer_id"_s, Integer), column(u"name"_s, Text),
                               column(u"city"_s, Text, {u"Paris"_s, u"Rome"_s}), column(u"age"_s, Integer),
                               column(u"credit_limit"_s, Real)}),
        table(u"orders"_s,
              {column(u"order_id"_s, Integer), column(u"customer_id"_s, Integer),
               column(u"order_date"_s, Date, {u"2023-05-01"_s}),
               column(u"status"_s, Text, {u"shipped"_s, u"cancelled"_s})},
              {key(u"customer_id"_s, u"customers"_s, u"customer_id"_s)}),
        table(u"products"_s,
              {column(u"product_id"_s, Integer), column(u"product_name"_s, Text, {u"Chair"_s, u"Desk"_s}),
               column(u"category"_s, Text, {u"Furniture"_s, u"Food"_s}), column(u"price"_s, Real)}),
        table(u"order_items"_s,
              {column(u"item_id"_s, Integer), column(u"order_id"_s, Integer), column(u"product_id"_s, Integer),
               column(u"quantity"_s, Integer)},
              {key(u"order_id"_s, u"orders"_s, u"order_id"_s), key(u"product_id"_s, u"products"_s, u"product_id"_s)}),
    };
    return u;
}

} // namespace tabletalk::test
