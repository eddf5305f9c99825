// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/DateForm.h"
#include "core/ask/read/Bucket.h"
#include "core/ask/read/Period.h"
#include "core/sql/Query.h"

namespace tabletalk::ask {

/// That the column's date lies in the period: on dates and ISO texts a half-open range, which
/// an index serves and which is right for moments too. Only where canTell().
sql::ExpressionPtr within(const sql::ExpressionPtr &column, const DateForm &form, const Period &period);

/// Whether days can be counted from or to the column's date.
bool canSubtract(const DateForm &form, Dialect dialect);

/// The column as a date of the engine. Only where canSubtract().
sql::ExpressionPtr dateOf(const sql::ExpressionPtr &column, const DateForm &form);

/// The part of the column's date that a group is made of. Only where canTell().
sql::ExpressionPtr bucketOf(const sql::ExpressionPtr &column, const DateForm &form, Bucket bucket);

/// What a result shows of the part: the name of a day of the week, the part itself of all others.
sql::ExpressionPtr shownOf(const sql::ExpressionPtr &column, const DateForm &form, Bucket bucket);

} // namespace tabletalk::ask
