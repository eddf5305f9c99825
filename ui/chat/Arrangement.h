// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/ResultViews.h"

#include <vector>

namespace tabletalk::ui {

/// In which order the rows of a result are shown, and which of them; over the whole result.
struct Arrangement
{
    std::vector<api::ResultSort> sort;
    std::vector<api::ResultFilter> filters;
    qint64 rowCount = 0;   ///< of the rows that are shown
    qint64 wholeCount = 0; ///< of the result

    bool isAsItCame() const { return sort.empty() && filters.empty(); }
};

/// "65 of 5,000 rows, as filtered and sorted"
QString rowsInWords(const Arrangement &arrangement);

} // namespace tabletalk::ui
