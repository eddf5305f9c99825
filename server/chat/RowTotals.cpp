// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/RowTotals.h"

#include "core/api/Charts.h"

#include <boost/json/array.hpp>

namespace tabletalk {

RowTotals::RowTotals(const std::vector<ResultColumn> &columns, RowTest test)
    : m_test(std::move(test))
{
    m_types.reserve(columns.size());
    m_figures.reserve(columns.size());
    for (const ResultColumn &column : columns) {
        m_types.push_back(column.type);
        m_figures.emplace_back(column);
    }
}

void RowTotals::add(const boost::json::array &row)
{
    ++m_all;
    if (!m_test.holds(row))
        return;
    ++m_rows;
    for (size_t i = 0; i < std::min(row.size(), m_figures.size()); ++i)
        m_figures[i].add(cellOf(row[i], m_types[i]));
}

api::FilteredTotals RowTotals::take() const
{
    api::FilteredTotals totals{m_rows, m_all, {}};
    totals.totals.reserve(m_figures.size());
    for (const ask::ColumnFigures &figures : m_figures)
        totals.totals.push_back(api::toMessage(figures.totals()));
    return totals;
}

} // namespace tabletalk
