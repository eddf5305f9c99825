// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/TileGrid.h"

#include <algorithm>

namespace tabletalk::ui::tile_grid {

namespace {

QRect within(const QRect &wanted)
{
    const int width = std::clamp(wanted.width(), narrowest, columns);
    const int height = std::clamp(wanted.height(), lowest, tallest);
    return {std::clamp(wanted.x(), 0, columns - width), std::clamp(wanted.y(), 0, mostRows), width, height};
}

bool isFree(const QRect &place, const std::vector<PlacedTile> &taken)
{
    return place.y() >= 0
           && std::ranges::none_of(taken, [&](const PlacedTile &tile) { return tile.place.intersects(place); });
}

/// Down as far as it must, past one obstacle after the other.
QRect below(QRect place, const std::vector<PlacedTile> &taken)
{
    while (!isFree(place, taken)) {
        int next = place.y() + 1;
        for (const PlacedTile &tile : taken) {
            if (tile.place.intersects(place))
                next = std::max(next, tile.place.bottom() + 1);
        }
        place.moveTop(next);
    }
    return place;
}

} // namespace

std::vector<PlacedTile> moved(std::vector<PlacedTile> tiles, DashboardItemId id, const QRect &wanted)
{
    const auto chosen = std::ranges::find(tiles, id, &PlacedTile::id);
    if (chosen == tiles.end())
        return tiles;
    const PlacedTile first{id, within(wanted)};
    tiles.erase(chosen);
    std::ranges::stable_sort(tiles, {},
                             [](const PlacedTile &tile) { return std::pair(tile.place.y(), tile.place.x()); });
    std::vector<PlacedTile> placed{first};
    // Those that are not in the way keep their places before others look for one.
    std::vector<PlacedTile> inTheWay;
    for (const PlacedTile &tile : tiles)
        (tile.place.intersects(first.place) ? inTheWay : placed).push_back(tile);
    for (PlacedTile tile : inTheWay) {
        QRect above = tile.place;
        above.moveTop(first.place.y() - above.height());
        tile.place = isFree(above, placed) ? above : below(tile.place, placed);
        placed.push_back(tile);
    }
    return placed;
}

int rowsOf(const std::vector<PlacedTile> &tiles)
{
    int rows = 0;
    for (const PlacedTile &tile : tiles)
        rows = std::max(rows, tile.place.bottom() + 1);
    return rows;
}

} // namespace tabletalk::ui::tile_grid
