// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/ResultViews.h"
#include "core/ask/ColumnFigures.h"
#include "server/chat/RowTest.h"

#include <QHash>

namespace tabletalk {

/// What can be said of one column of a result after its rows went by.
class ColumnSummary
{
public:
    static constexpr qsizetype mostDistinct = 100'000;
    static constexpr qint64 mostDistinctBytes = 64 * 1024 * 1024;
    static constexpr size_t mostFrequent = 10;

    /// Throws Problem InvalidRequest for a column that there is not.
    ColumnSummary(const std::vector<ResultColumn> &columns, int column, RowTest test);

    void add(const boost::json::array &row);
    api::ColumnStatistics take();

private:
    void count(const boost::json::value &cell);
    std::optional<QString> median();

    ResultColumn m_column;
    size_t m_at;
    RowTest m_test;
    ask::ColumnFigures m_figures;
    qint64 m_rows = 0;
    std::vector<double> m_numbers;
    QHash<QByteArray, qint64> m_counts; ///< by the cell as JSON
    qint64 m_countedBytes = 0;
    bool m_tooMany = false;
};

} // namespace tabletalk
