// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/ResultViews.h"
#include "core/ask/ColumnFigures.h"
#include "server/chat/RowTest.h"

namespace tabletalk {

/// The figures at the foot of all columns of a result, over those of its rows that are wanted. Keeps
/// no rows.
class RowTotals
{
public:
    RowTotals(const std::vector<ResultColumn> &columns, RowTest test);

    void add(const boost::json::array &row);
    api::FilteredTotals take() const;

private:
    std::vector<ColumnType> m_types;
    std::vector<ask::ColumnFigures> m_figures;
    RowTest m_test;
    qint64 m_rows = 0;
    qint64 m_all = 0;
};

} // namespace tabletalk
