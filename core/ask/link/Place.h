// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstddef>

namespace tabletalk::ask {

/// A table or one of its columns by position in the schema; column -1 is the table itself.
struct Place
{
    int table = -1;
    int column = -1;

    bool isTable() const { return column < 0; }
    friend bool operator==(const Place &, const Place &) = default;
    friend auto operator<=>(const Place &, const Place &) = default;
};

size_t qHash(const Place &place, size_t seed = 0);

} // namespace tabletalk::ask
