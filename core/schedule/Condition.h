// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cell.h"
#include "core/base/Problem.h"

#include <optional>

namespace tabletalk::schedule {

/// What must be so in a result for it to be delivered.
struct Condition
{
    enum class On {
        Always,
        Rows,     ///< there are any
        FirstRow, ///< the value of a column in the first row
        AnyRow,   ///< the value of a column in at least one row
        RowCount,
    };
    enum class Test {
        Below,
        Above,
        Equals,
        Changed, ///< is another than at the run before; never so at the first run
    };
    On on = On::Always;
    Test test = Test::Below;
    QString column; ///< empty: the first
    QString value;  ///< compared as numbers where both are numbers, as text otherwise

    friend bool operator==(const Condition &, const Condition &) = default;
};

/// InvalidRequest names what is missing.
Result<void> check(const Condition &condition);

struct Verdict
{
    bool holds = false;
    QString why;  ///< in words: "revenue is 8, below 10"
    QString seen; ///< to be told again at the next run
};

/// before: what was seen at the run before; nothing at the first. InvalidRequest where the result has no such column.
Result<Verdict> holds(const Condition &condition, const std::vector<ResultColumn> &columns,
                      const std::vector<Row> &rows, const std::optional<QString> &before);

} // namespace tabletalk::schedule
