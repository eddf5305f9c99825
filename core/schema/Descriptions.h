// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

namespace tabletalk {

/// A table in plain words: what a row is, what it refers to, how many rows and since when.
/// Expects roles and keys to be known. Translated; one to four sentences.
QString describeTable(const Table &table);

/// A column in plain words: what it holds and what is seen in it. One or two sentences.
QString describeColumn(const Table &table, const Column &column);

/// Writes Table::description and Column::description throughout.
void describeSchema(Schema &schema, bool columnsToo = true);

} // namespace tabletalk
