// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/understanding/SyntheticSchema.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::test {

namespace {

const QStringList &subjects()
{
    static const QStringList words =
        u"customer order invoice payment shipment product supplier warehouse employee "
        u"department project task contract asset machine account ledger budget claim "
        u"policy patient ward course student room booking vehicle route ticket event"_s.split(u' ');
    return words;
}

QString tableName(int index)
{
    static const QStringList kinds = u" item type status history detail line note log"_s.split(u' ');
    const qsizetype count = subjects().size();
    const QString kind = kinds[(index / count) % kinds.size()];
    const int module = int(index / (count * kinds.size()));
    QString name = subjects()[index % count];
    if (!kind.isEmpty())
        name += u'_' + kind;
    return module == 0 ? name : QString(u"m%1_"_s.arg(module) + name);
}

Column numberColumn(const QString &name, qint64 maximum, qint64 distinct)
{
    Column column;
    column.name = name;
    column.databaseType = u"INTEGER"_s;
    column.type = ColumnType::Integer;
    column.profile.minimum = u"1"_s;
    column.profile.maximum = QString::number(maximum);
    column.profile.distinctCount = distinct;
    column.profile.nullCount = 0;
    for (qint64 i = 1; i <= std::min<qint64>(distinct, 5); ++i)
        column.profile.samples.push_back(QString::number(i));
    return column;
}

Column textColumn(const QString &name, const QStringList &samples)
{
    Column column;
    column.name = name;
    column.databaseType = u"TEXT"_s;
    column.type = ColumnType::Text;
    column.profile.samples.assign(samples.begin(), samples.end());
    column.profile.distinctCount = samples.size();
    column.profile.nullCount = 0;
    column.profile.samplesComplete = true;
    return column;
}

} // namespace

Schema syntheticSchema(int tables)
{
    Schema schema;
    schema.tables.reserve(size_t(tables));
    for (int t = 0; t < tables; ++t) {
        Table table;
        table.schema = u"module%1"_s.arg(t / 5000);
        table.name = tableName(t);
        table.rowCount = 1000 + t % 700;
        table.primaryKey = {u"id"_s};
        table.columns = {numberColumn(u"id"_s, *table.rowCount, *table.rowCount),
                         textColumn(u"name"_s, {u"Alpha"_s, u"Beta"_s, u"Gamma"_s}),
                         textColumn(u"status"_s, {u"open"_s, u"closed"_s}),
                         numberColumn(u"quantity"_s, 500, 300),
                         numberColumn(u"unit_price"_s, 900, 400),
                         textColumn(u"created_on"_s, {u"2025-01-31"_s, u"2025-02-28"_s}),
                         textColumn(u"remarks"_s, {}),
                         numberColumn(u"year"_s, 2026, 6)};
        for (int r = 1; r <= 3; ++r) {
            const QString referred = subjects()[(t * 7 + r * 11) % subjects().size()];
            table.columns.push_back(numberColumn(QString(referred + u"_id"_s), 900, 200));
        }
        schema.tables.push_back(std::move(table));
    }
    return schema;
}

} // namespace tabletalk::test
