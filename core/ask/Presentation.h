// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/ChartSpec.h"
#include "core/ask/ColumnFigures.h"
#include "core/base/Cell.h"

#include <memory>
#include <optional>
#include <vector>

namespace tabletalk::ask {

/// Watches every row of a result go by and then says it in a sentence and picks a
/// chart. Memory is bounded: it keeps figures and the first rows, never all rows.
class ResultSummary
{
public:
    ResultSummary(QString question, std::vector<ResultColumn> columns);
    ~ResultSummary();
    ResultSummary(ResultSummary &&) noexcept;
    ResultSummary &operator=(ResultSummary &&) noexcept;

    void add(const Row &row);

    /// One to three sentences computed over all rows added: the value, the top row,
    /// totals, ranges, how many. truncated: a row limit cut the result, and the text says so.
    QString sentence(bool truncated) const;

    /// The chart that suits the result; nothing when a table says it better.
    std::optional<ChartSpec> chart() const;

    /// The figures at the foot of the columns, in their order; over all rows added.
    std::vector<ColumnTotals> totals() const;

    qint64 rowCount() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace tabletalk::ask
