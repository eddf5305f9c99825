// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/EntityName.h"
#include "core/schema/Schema.h"

#include <vector>

namespace tabletalk {

/// The parts of a table that questions are made of. Points into the schema it was made from.
struct TableOutline
{
    const Table *table = nullptr;
    EntityName name;
    std::vector<const Column *> display;    ///< what its rows are called: none, a name, or first and last name
    std::vector<const Column *> categories; ///< few values, the most telling first
    std::vector<const Column *> measures;   ///< numbers worth averaging, money first
    std::vector<const Column *> sums;       ///< those whose total means something
    const Column *date = nullptr;           ///< when its row happened
    bool bridge = false;                    ///< only relates others
    int referredBy = 0;                     ///< how many tables have a key to it
    double importance = 0;                  ///< how likely people ask about it

    bool hasRows() const { return table->rowCount.value_or(1) > 0; }
};

/// One outline a table, in the schema's order.
std::vector<TableOutline> outlinesOf(const Schema &schema);

/// Whether every column of the primary key refers to another table.
bool isBridge(const Table &table);

} // namespace tabletalk
