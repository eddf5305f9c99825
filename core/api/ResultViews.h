// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"

namespace tabletalk::api {

/// In which order the rows of a result are wanted. Empty cells come last either way.
struct ResultSort
{
    int column = 0;
    bool descending = false;

    bool operator==(const ResultSort &) const = default;
};
BOOST_DESCRIBE_STRUCT(ResultSort, (), (column, descending))

/// Which rows of a result are wanted. Texts are compared without case and accents.
struct ResultFilter
{
    std::optional<int> column; ///< absent: one of all columns
    QString test;              ///< contains, is, isNot, atLeast, atMost, empty, filled
    QString value;             ///< of the first five

    bool operator==(const ResultFilter &) const = default;
};
BOOST_DESCRIBE_STRUCT(ResultFilter, (), (column, test, value))

/// POST results/{id}/arranged: a window of the rows of a complete result, sorted and filtered as a
/// whole. Without sort and filters as results.read gives them.
struct ArrangedRequest
{
    ResultId id;
    std::vector<ResultSort> sort;      ///< at most 4, the first counts most
    std::vector<ResultFilter> filters; ///< at most 20; all must hold
    qint64 offset = 0;                 ///< among those that are wanted
    int limit = 200;                   ///< 1 to 1000
    int cellLimit = 0;                 ///< texts longer than so many characters are shortened; 0: none are
};
BOOST_DESCRIBE_STRUCT(ArrangedRequest, (), (id, sort, filters, offset, limit, cellLimit))

struct ArrangedPage
{
    std::vector<ColumnHeader> columns;
    std::vector<boost::json::value> rows; ///< fewer than asked for when they are large; at least one
    std::vector<qint64> numbers;          ///< of each row, where it stands in the result itself
    qint64 offset = 0;
    qint64 rowCount = 0;                  ///< of those that are wanted
    qint64 wholeCount = 0;                ///< of the result
    std::vector<ShortenedCell> shortened; ///< row counts from the first that is wanted
};
BOOST_DESCRIBE_STRUCT(ArrangedPage, (), (columns, rows, numbers, offset, rowCount, wholeCount, shortened))

/// POST results/{id}/statistics: of one column, over all rows that are wanted.
struct StatisticsRequest
{
    ResultId id;
    int column = 0;
    std::vector<ResultFilter> filters;
};
BOOST_DESCRIBE_STRUCT(StatisticsRequest, (), (id, column, filters))

struct ValueCount
{
    boost::json::value value;
    qint64 rows = 0;
};
BOOST_DESCRIBE_STRUCT(ValueCount, (), (value, rows))

struct ColumnStatistics
{
    ColumnHeader column;
    qint64 rowCount = 0; ///< that were looked at
    qint64 wholeCount = 0;
    ColumnTotals totals;
    std::optional<qint64> distinct;   ///< absent beyond 100,000
    std::optional<QString> median;    ///< of numbers
    std::vector<ValueCount> frequent; ///< at most 10, most frequent first; none where too many are different
};
BOOST_DESCRIBE_STRUCT(ColumnStatistics, (), (column, rowCount, wholeCount, totals, distinct, median, frequent))

/// POST results/{id}/totals: the figures at the foot of every column, over the rows that are wanted.
struct TotalsRequest
{
    ResultId id;
    std::vector<ResultFilter> filters; ///< at most 20; all must hold
};
BOOST_DESCRIBE_STRUCT(TotalsRequest, (), (id, filters))

struct FilteredTotals
{
    qint64 rowCount = 0; ///< of those that are wanted
    qint64 wholeCount = 0;
    std::vector<ColumnTotals> totals; ///< one a column
};
BOOST_DESCRIBE_STRUCT(FilteredTotals, (), (rowCount, wholeCount, totals))

} // namespace tabletalk::api
