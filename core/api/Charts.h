// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"
#include "core/ask/ChartSpec.h"
#include "core/ask/ColumnFigures.h"

namespace tabletalk::api {

/// POST chat/chart: draws an answer of one's own in another way, or as suggested again
struct ChooseChartRequest
{
    MessageId messageId;
    std::optional<Chart> chart; ///< absent: the suggested one
};
BOOST_DESCRIBE_STRUCT(ChooseChartRequest, (), (messageId, chart))

struct ChosenChart
{
    std::optional<Chart> chart; ///< that is drawn from now on
    bool chosen = false;        ///< by hand
};
BOOST_DESCRIBE_STRUCT(ChosenChart, (), (chart, chosen))

Chart toMessage(const ask::ChartSpec &spec);
ColumnTotals toMessage(const ask::ColumnTotals &totals);
/// Not checked against any result; a problem when its kind is not known.
Result<ask::ChartSpec> toSpec(const Chart &chart);

} // namespace tabletalk::api
