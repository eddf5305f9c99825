// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/ResultViews.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<ResultSort>;
template struct Instantiate<ResultFilter>;
template struct Instantiate<ArrangedRequest>;
template struct Instantiate<ArrangedPage>;
template struct Instantiate<StatisticsRequest>;
template struct Instantiate<ValueCount>;
template struct Instantiate<ColumnStatistics>;
template struct Instantiate<TotalsRequest>;
template struct Instantiate<FilteredTotals>;

} // namespace tabletalk::api
