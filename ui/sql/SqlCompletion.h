// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sql/SqlNames.h"

#include <optional>

namespace tabletalk::ui {

/// A word that may stand at the cursor of a statement.
struct SqlSuggestion
{
    enum class Kind { Column, Alias, Table, Function, Keyword };
    Kind kind;
    QString name;   ///< as it is looked for
    QString text;   ///< as it is written, in quotes where they are needed
    QString detail; ///< type of a column, or whose it is
};

struct SqlCompletion
{
    static constexpr size_t mostSuggestions = 100;

    int from = 0; ///< where the word begins that is being written; it ends at the cursor
    std::vector<SqlSuggestion> suggestions;
};

/// A table that a statement reads, and under which name.
struct SqlTableUse
{
    QString schema;
    QString name;
    QString alias;
};

/// What fits at the cursor (in UTF-16 units): columns of the tables that the statement reads, or of
/// the one before a dot; tables after FROM and JOIN; functions and keywords. Nothing in texts and
/// comments. Without a letter to begin with only when it is asked for, or after a dot.
SqlCompletion completeSql(const QString &sql, int cursor, const SqlNames &names, bool askedFor);

std::vector<SqlTableUse> tablesUsed(const QString &sql);

/// The places in a statement that a refusal speaks of: words that its text quotes, at most a few.
struct SqlPlace
{
    int from = 0;
    int length = 0;
    friend bool operator==(const SqlPlace &, const SqlPlace &) = default;
};
std::vector<SqlPlace> placesBlamed(const QString &sql, const QString &complaint);

} // namespace tabletalk::ui
