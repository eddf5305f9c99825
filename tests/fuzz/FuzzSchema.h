// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"
#include "tests/fuzz/Draw.h"

namespace tabletalk::test {

/// Shapes that an invented database may have.
enum class FuzzShape {
    Ordinary, ///< a few tables with names and types of all kinds, keys in all directions, views, rows
    Wide,     ///< one table with as many columns as the engine allows
    Many,     ///< some hundred tables
    NoRows,
    NoTables,
};

/// Statements that make an invented database, one each. Some of them may fail, as when a key
/// refers to a table that is not there; the others are to be run nevertheless.
QStringList fuzzSchema(Draw &draw, FuzzShape shape, Dialect dialect);

/// The shape of the n-th of a series: mostly ordinary ones.
FuzzShape fuzzShape(int number);

} // namespace tabletalk::test
