// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Dashboards.h"

#include <QRect>

#include <vector>

namespace tabletalk::ui {

/// Where tiles are, in cells of a grid of twelve columns that goes on downwards.
struct PlacedTile
{
    DashboardItemId id;
    QRect place;
    friend bool operator==(const PlacedTile &, const PlacedTile &) = default;
};

namespace tile_grid {

inline constexpr int columns = 12;
inline constexpr int narrowest = 2;
inline constexpr int lowest = 2;
inline constexpr int tallest = 40;
inline constexpr int mostRows = 1'000;

/// The tiles with one at another place, or of another size, as near to what is wanted as the grid
/// allows. Whatever was there makes room: above it where that is free, else below.
std::vector<PlacedTile> moved(std::vector<PlacedTile> tiles, DashboardItemId id, const QRect &wanted);

/// How many rows there are.
int rowsOf(const std::vector<PlacedTile> &tiles);

} // namespace tile_grid

} // namespace tabletalk::ui
