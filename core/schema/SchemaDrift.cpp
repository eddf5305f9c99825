// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/SchemaDrift.h"

#include "core/text/Counted.h"

#include <QCoreApplication>
#include <QHash>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace tabletalk {

namespace {

/// Finds translations, and lets the translators' tools find the texts.
struct Say
{
    Q_DECLARE_TR_FUNCTIONS(SchemaDrift)
};

using Kind = SchemaChange::Kind;
using TableId = std::pair<QString, QString>;

QString joined(const std::vector<QString> &names)
{
    return QStringList(names.begin(), names.end()).join(QStringLiteral(", "));
}

/// A declared key without what we know of it.
bool isSameKey(const ForeignKey &a, const ForeignKey &b)
{
    return a.columns == b.columns && a.referencedSchema == b.referencedSchema && a.referencedTable == b.referencedTable
           && a.referencedColumns == b.referencedColumns;
}

bool hasKey(const Table &table, const ForeignKey &key)
{
    return std::ranges::any_of(table.foreignKeys, [&](const ForeignKey &other) {
        return other.origin == KeyOrigin::Declared && isSameKey(key, other);
    });
}

/// The differences of one table that is there before and after.
class TableComparison
{
public:
    TableComparison(const Table &before, const Table &after)
        : m_before(before)
        , m_after(after)
    {}

    std::vector<SchemaChange> changes() &&
    {
        compareTable();
        compareKeys();
        compareColumns();
        return std::move(m_changes);
    }

private:
    void compareTable();
    void compareKeys();
    void compareColumns();
    void compareColumn(const Column &before, const Column &after);

    void add(Kind kind, const QString &detail, const std::optional<QString> &column = {})
    {
        m_changes.push_back({kind, m_after.schema, m_after.name, column, detail});
    }
    void addChange(const QString &column, const QString &detail) { add(Kind::Changed, detail, column); }

    const Table &m_before;
    const Table &m_after;
    std::vector<SchemaChange> m_changes;
};

void TableComparison::compareTable()
{
    if (m_before.kind != m_after.kind)
        add(Kind::Changed,
            m_after.kind == TableKind::View ? Say::tr("a table became a view") : Say::tr("a view became a table"));
    if (m_before.comment != m_after.comment)
        add(Kind::Changed, Say::tr("its comment changed"));
}

void TableComparison::compareKeys()
{
    if (m_before.primaryKey != m_after.primaryKey) {
        if (m_after.primaryKey.empty())
            add(Kind::Changed, Say::tr("its primary key is gone"));
        else
            add(Kind::Changed, Say::tr("its primary key is %1 now").arg(joined(m_after.primaryKey)));
    }
    for (const ForeignKey &key : m_before.foreignKeys) {
        if (key.origin == KeyOrigin::Declared && !hasKey(m_after, key))
            add(Kind::Changed, Say::tr("its key to %1 is gone").arg(key.referencedTable), joined(key.columns));
    }
    for (const ForeignKey &key : m_after.foreignKeys) {
        if (key.origin == KeyOrigin::Declared && !hasKey(m_before, key))
            add(Kind::Changed, Say::tr("a new key to %1").arg(key.referencedTable), joined(key.columns));
    }
}

void TableComparison::compareColumns()
{
    QHash<QString, const Column *> known;
    for (const Column &column : m_before.columns)
        known.insert(column.name, &column);
    for (const Column &column : m_after.columns) {
        if (const Column *before = known.take(column.name))
            compareColumn(*before, column);
        else
            add(Kind::Added, Say::tr("a new column, %1").arg(column.databaseType), column.name);
    }
    for (const Column &column : m_before.columns) {
        if (known.contains(column.name))
            add(Kind::Removed, Say::tr("the column is gone"), column.name);
    }
}

void TableComparison::compareColumn(const Column &before, const Column &after)
{
    if (before.databaseType != after.databaseType)
        addChange(after.name, Say::tr("%1 became %2").arg(before.databaseType, after.databaseType));
    if (before.nullable != after.nullable)
        addChange(after.name, after.nullable ? Say::tr("it may be empty now") : Say::tr("it must have a value now"));
    if (before.unique != after.unique)
        addChange(after.name,
                  after.unique ? Say::tr("its values are unique now") : Say::tr("its values may repeat now"));
    if (before.generated != after.generated)
        addChange(after.name, after.generated ? Say::tr("it is computed by the database now")
                                              : Say::tr("it is stored and no longer computed"));
    if (before.comment != after.comment)
        addChange(after.name, Say::tr("its comment changed"));
}

QString newTableText(const Table &table)
{
    const QString count = counted(qint64(table.columns.size()), Say::tr("one column"), Say::tr("%1 columns"));
    return table.kind == TableKind::View ? Say::tr("a new view with %1").arg(count)
                                         : Say::tr("a new table with %1").arg(count);
}

} // namespace

SchemaComparison compareSchemas(const Schema &before, const Schema &after, size_t most)
{
    SchemaComparison comparison;
    const auto add = [&](SchemaChange &&change) {
        ++comparison.count;
        if (comparison.changes.size() < most)
            comparison.changes.push_back(std::move(change));
    };
    QHash<TableId, const Table *> known;
    known.reserve(qsizetype(before.tables.size()));
    for (const Table &table : before.tables)
        known.insert({table.schema, table.name}, &table);

    comparison.isUnchanged.reserve(after.tables.size());
    for (const Table &table : after.tables) {
        const Table *same = known.take({table.schema, table.name});
        if (!same) {
            add({Kind::Added, table.schema, table.name, {}, newTableText(table)});
            comparison.isUnchanged.push_back(false);
            continue;
        }
        std::vector<SchemaChange> changes = TableComparison(*same, table).changes();
        comparison.isUnchanged.push_back(changes.empty());
        for (SchemaChange &change : changes)
            add(std::move(change));
    }
    for (const Table &table : before.tables) {
        if (known.contains({table.schema, table.name}))
            add({Kind::Removed,
                 table.schema,
                 table.name,
                 {},
                 table.kind == TableKind::View ? Say::tr("the view is gone") : Say::tr("the table is gone")});
    }
    return comparison;
}

} // namespace tabletalk
