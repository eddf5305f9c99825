// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/connections/TargetDatabase.h"

#include <functional>
#include <vector>

namespace tabletalk::test {

/// Keeps a whole result, for tests.
class CollectRows final : public RowSink
{
public:
    void begin(const std::vector<ResultColumn> &resultColumns) override { columns = resultColumns; }
    void row(Row &&cells) override
    {
        rows.push_back(std::move(cells));
        if (onRow)
            onRow();
    }

    std::vector<ResultColumn> columns;
    std::vector<Row> rows;
    std::function<void()> onRow;
};

} // namespace tabletalk::test
