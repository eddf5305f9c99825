// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <QHash>

#include <span>
#include <vector>

namespace tabletalk {

/// What the name of a referring column is taken apart into: "home_team_id" speaks of
/// {"home", "team"} and marks itself as a reference with "id".
struct ReferenceName
{
    std::vector<QString> words; ///< the whole name
    std::vector<QString> core;  ///< without the mark; may be empty
    QString mark;               ///< "id", "code", …; empty when nothing marks it

    static ReferenceName of(const QString &columnName);
};

/// A column that others may refer to, by position in the schema.
struct KeyTarget
{
    int table = -1;
    int column = -1;
    ReferenceName name;
    double nameScore = 0; ///< how well the words that led here name this table, 0 to 1
    bool byTable = false; ///< it was the table's name that matched and not only the key's
    bool other = false;   ///< not the table's key, but a unique text that may stand for it
};

/// A key of several columns that tells the rows of one thing apart within another: the
/// section of a course, the line of an order.
struct CompositeTarget
{
    int table = -1;
    std::vector<int> columns;
};

/// The keys of a schema, found by the words that speak of them.
class KeyTargets
{
public:
    explicit KeyTargets(const Schema &schema);

    /// Keys whose table is called by exactly these words, or by more words that end in them.
    /// Where too many end in them, only those that are called so; empty when these are too many.
    std::span<const KeyTarget> calledBy(const QString &words) const;

    /// Keys of several columns, one of which has this name. Empty when there are too many.
    std::span<const CompositeTarget> compositesWith(const QString &columnName) const;

    /// The key column of a table; -1 when it has none of a single column.
    int keyOf(int table) const { return m_keys[size_t(table)]; }

private:
    void add(const QString &words, KeyTarget target);
    void addTable(const Table &table, KeyTarget target);
    void addOthers(const Table &table, int index);
    void addComposite(const Table &table, int index);

    std::vector<int> m_keys;
    /// Those that are called by exactly the words stand first.
    struct Named
    {
        std::vector<KeyTarget> targets;
        size_t exact = 0;
        bool tooManyExact = false;
        bool tooMany = false;
    };
    QHash<QString, Named> m_byWords;
    QHash<QString, std::vector<CompositeTarget>> m_composites; ///< by the last column's name, lower case
};

} // namespace tabletalk
