// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/understanding/KeyFigures.h"

#include "core/schema/ColumnRoles.h"
#include "core/schema/KeyInference.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::test {

namespace {

/// Keys without regard to case, each once, the columns of one in a fixed order.
QSet<QString> keysOf(const Schema &schema)
{
    QSet<QString> keys;
    for (const Table &table : schema.tables) {
        for (const ForeignKey &key : table.foreignKeys) {
            QStringList pairs;
            for (size_t i = 0; i < key.columns.size(); ++i) {
                const QString target = i < key.referencedColumns.size() ? key.referencedColumns[i] : QString();
                pairs << QString(key.columns[i] + u" -> " + target);
            }
            pairs.sort();
            keys.insert(QString(table.schema + u'.' + table.name + u'(' + pairs.join(u", ") + u") of "
                                + key.referencedSchema + u'.' + key.referencedTable)
                            .toLower());
        }
    }
    return keys;
}

} // namespace

KeyFigures &KeyFigures::operator+=(const KeyFigures &other)
{
    declared += other.declared;
    found += other.found;
    right += other.right;
    missed += other.missed;
    wrong += other.wrong;
    return *this;
}

KeyFigures measureKeys(Understanding read)
{
    const QSet<QString> declared = keysOf(read.schema);
    for (Table &table : read.schema.tables)
        table.foreignKeys.clear();
    assignColumnRoles(read.schema);
    inferForeignKeys(read.schema, read.values);
    const QSet<QString> found = keysOf(read.schema);

    KeyFigures figures;
    figures.declared = int(declared.size());
    figures.found = int(found.size());
    figures.right = int((QSet<QString>(declared) & found).size());
    figures.missed = (QSet<QString>(declared) - found).values();
    figures.wrong = (QSet<QString>(found) - declared).values();
    figures.missed.sort();
    figures.wrong.sort();
    return figures;
}

} // namespace tabletalk::test
