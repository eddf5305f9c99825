// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/ResultViews.h"
#include "core/base/Cell.h"

#include <vector>

namespace tabletalk {

/// Whether a row is among those that are wanted.
class RowTest
{
public:
    static constexpr size_t mostFilters = 20;
    static constexpr qsizetype longestValue = 1000;

    /// Throws Problem InvalidRequest for a column or test that there is not.
    RowTest(const std::vector<api::ResultFilter> &filters, size_t columns);

    bool holds(const boost::json::array &row) const;
    bool isEmpty() const { return m_filters.empty(); }

private:
    enum class Test { Contains, Is, IsNot, AtLeast, AtMost, Empty, Filled };
    struct Filter
    {
        std::optional<size_t> column;
        Test test;
        QString text; ///< as searchText() puts it
        std::optional<double> number;
    };
    static bool holds(const Filter &filter, const boost::json::value &cell);

    std::vector<Filter> m_filters;
};

/// The cell's text as it is read.
QString textOf(const boost::json::value &cell);
/// The cell as it came from the database, as far as its type tells.
Cell cellOf(const boost::json::value &value, ColumnType type);

} // namespace tabletalk
