// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/ComparableResult.h"
#include "core/schema/Schema.h"

#include <QStringView>

#include <memory>
#include <span>

namespace tabletalk::evaluation {

/// A result that is known to be right.
struct GoldResult
{
    ComparableResult result;
    bool ordered = false; ///< its query orders its rows, so their order counts
};

/// How a result agrees with one that is right. Each includes the one before it.
struct Match
{
    bool exact = false;           ///< the same rows: as often, and in the same order where that counts
    bool inAnyColumns = false;    ///< the same when columns may stand in any order
    bool withMoreColumns = false; ///< the same when there may be further columns, too
};

/// Numbers are the same when they differ by a millionth or less, of themselves or of one; an integer is the same
/// as a real number. An empty result is the same as any other empty one.
Match compare(const GoldResult &gold, const ComparableResult &given);

/// The best of several results that are all right.
Match compare(std::span<const std::shared_ptr<const GoldResult>> golds, const ComparableResult &given);

/// Whether the outermost query has ORDER BY.
bool ordersItsRows(QStringView sql, Dialect dialect);

} // namespace tabletalk::evaluation
