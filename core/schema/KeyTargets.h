// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <QHash>

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
};

/// The keys of a schema, found by the words that speak of them.
class KeyTargets
{
public:
    explicit KeyTargets(const Schema &schema);

    /// Keys whose table is called by exactly these words, or by more words that end in them.
    /// Empty when so many are that the words say nothing.
    std::vector<KeyTarget> calledBy(const QString &words) const;

    /// The key column of a table; -1 when it has none of a single column.
    int keyOf(int table) const { return m_keys[size_t(table)]; }

private:
    void add(const QString &words, KeyTarget target);

    std::vector<int> m_keys;
    QHash<QString, std::vector<KeyTarget>> m_byWords;
};

} // namespace tabletalk
