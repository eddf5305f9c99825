// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/schema/Schema.h"

#include <QString>

#include <vector>

namespace tabletalk::sql {

/// The parts of a query, as they are written: what a person is told about it. Nothing is
/// decided by it; what may run is StatementGuard's.
struct StatementOutline
{
    struct Join
    {
        QString table;
        QString condition; ///< empty for a cross join
        bool keepsLeft = false;
        bool keepsRight = false;
    };
    /// One value that is compared, where a condition is as simple as that; else text alone.
    struct Condition
    {
        QString text;
        QString subject;
        QString comparison; ///< "=", "<>", "<", "<=", ">", ">=", "LIKE", "NOT LIKE", "IN", "NOT IN", "IS NULL",
                            ///< "IS NOT NULL", "BETWEEN"; empty when it is not simple
        QString value;
        QString upper; ///< of BETWEEN
    };
    struct Output
    {
        QString expression;
        QString function; ///< "COUNT", … when the expression is one call of an aggregate
        QString argument; ///< of that
        bool distinct = false;
        QString name; ///< that it is given
    };
    struct Order
    {
        QString expression;
        bool descending = false;
    };

    std::vector<QString> tables; ///< that are read anywhere, each once; common tables are not
    std::vector<QString> commonTables;
    int subqueries = 0;
    bool combined = false; ///< UNION, INTERSECT or EXCEPT
    bool distinct = false;
    QString first; ///< what joins start from
    std::vector<Output> outputs;
    std::vector<Join> joins;
    std::vector<Condition> filters;
    std::vector<QString> grouping;
    std::vector<Condition> having;
    std::vector<Order> ordering;
    QString limit;
    QString offset;
};

/// Of the outermost query; of a combined one, of its first. A problem when the statement
/// cannot be taken apart.
Result<StatementOutline> outlineOf(QStringView statement, Dialect dialect);

} // namespace tabletalk::sql
