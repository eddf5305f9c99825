// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"
#include "core/schema/SchemaDrift.h"

namespace tabletalk {

/// Which tables of a freshly read catalogue have to be looked at, and in which order.
struct ReadingPlan
{
    std::vector<size_t> order; ///< positions in the schema's tables, the most important first
    qint64 kept = 0;           ///< tables that stay as they were learned the last time
};

/// Takes over what an earlier reading learned. Tables that are as they were (same structure,
/// and the engine's mark of change, or without one the estimated number of rows, says that
/// their rows are too) keep their profile. Those that changed keep the old one only until
/// they are read, as not profiled, so that questions can be asked meanwhile. With everything,
/// all are read again. comparison is that of the earlier schema with the fresh one.
ReadingPlan planReading(Understanding &fresh, Understanding known, const SchemaComparison &comparison, bool everything);

/// The plan of a first reading: everything, the most important first.
ReadingPlan planReading(const Schema &schema);

} // namespace tabletalk
