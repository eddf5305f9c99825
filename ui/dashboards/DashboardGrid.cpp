// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/DashboardGrid.h"

#include "ui/dashboards/DashboardTile.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tabletalk::ui {

namespace {

constexpr int rowHeight = 40;
constexpr int gap = space::medium;
constexpr int lowestTile = 60; ///< in pixels, while it is stretched

} // namespace

DashboardGrid::DashboardGrid(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("dashboardGrid"));
}

void DashboardGrid::setDashboard(const api::Dashboard &dashboard)
{
    if (m_dashboard != dashboard.id) {
        qDeleteAll(m_tiles);
        m_tiles.clear();
        m_dashboard = dashboard.id;
    }
    m_places.clear();
    QHash<DashboardItemId, DashboardTile *> kept;
    std::vector<DashboardTile *> fresh;
    for (const api::DashboardItem &item : dashboard.items) {
        m_places.push_back({item.id, QRect(item.x, item.y, item.width, item.height)});
        DashboardTile *tile = m_tiles.take(item.id);
        if (tile)
            tile->setItem(item);
        else
            fresh.push_back(tile = make(item, dashboard.mine));
        kept.insert(item.id, tile);
    }
    qDeleteAll(m_tiles);
    m_tiles = kept;
    layOut();
    for (DashboardTile *tile : fresh)
        Q_EMIT added(tile);
}

DashboardTile *DashboardGrid::make(const api::DashboardItem &item, bool canChange)
{
    auto *tile = new DashboardTile(item, canChange, this);
    tile->show();
    const auto id = item.id;
    connect(tile, &DashboardTile::moveWanted, this, [this, id](int right, int down) {
        if (const PlacedTile *placed = placeOf(id))
            move(id, placed->place.translated(right, down));
    });
    connect(tile, &DashboardTile::growWanted, this, [this, id](int wider, int taller) {
        if (const PlacedTile *placed = placeOf(id))
            move(id, QRect(placed->place.topLeft(), placed->place.size() + QSize(wider, taller)));
    });
    connect(tile, &DashboardTile::dragged, this, [this, tile](QPoint by) { drag(tile, by, false); });
    connect(tile, &DashboardTile::stretched, this, [this, tile](QPoint by) { drag(tile, by, true); });
    connect(tile, &DashboardTile::dropped, this, [this, tile] { drop(tile); });
    return tile;
}

std::vector<DashboardTile *> DashboardGrid::tiles() const
{
    std::vector<PlacedTile> inOrder = m_places;
    std::ranges::sort(inOrder, {}, [](const PlacedTile &tile) { return std::pair(tile.place.y(), tile.place.x()); });
    std::vector<DashboardTile *> tiles;
    for (const PlacedTile &placed : inOrder)
        tiles.push_back(m_tiles.value(placed.id));
    return tiles;
}

std::vector<api::DashboardPlace> DashboardGrid::places() const
{
    std::vector<api::DashboardPlace> places;
    for (const PlacedTile &placed : m_places) {
        const api::DashboardItem &item = m_tiles.value(placed.id)->item();
        places.push_back({placed.id, item.title, item.view, placed.place.x(), placed.place.y(), placed.place.width(),
                          placed.place.height()});
    }
    return places;
}

const PlacedTile *DashboardGrid::placeOf(DashboardItemId id) const
{
    const auto found = std::ranges::find(m_places, id, &PlacedTile::id);
    return found == m_places.end() ? nullptr : &*found;
}

void DashboardGrid::move(DashboardItemId id, const QRect &wanted)
{
    const QRect before = placeOf(id)->place;
    m_places = tile_grid::moved(m_places, id, wanted);
    layOut();
    if (placeOf(id)->place != before)
        Q_EMIT arranged();
}

/// It follows the mouse; a shade shows where it would come to lie.
void DashboardGrid::drag(DashboardTile *tile, QPoint by, bool stretches)
{
    const PlacedTile *placed = placeOf(tile->item().id);
    if (!placed)
        return;
    QRect wanted = pixels(placed->place);
    if (stretches)
        wanted.setSize((wanted.size() + QSize(by.x(), by.y())).expandedTo({lowestTile, lowestTile}));
    else
        wanted.translate(by);
    tile->raise();
    tile->setGeometry(wanted);
    m_target = cellsAt(wanted);
    update();
}

void DashboardGrid::drop(DashboardTile *tile)
{
    const QRect target = std::exchange(m_target, QRect());
    if (target.isValid())
        move(tile->item().id, target);
    update();
}

double DashboardGrid::cellWidth() const
{
    return double(width() - gap * (tile_grid::columns - 1)) / tile_grid::columns;
}

QRect DashboardGrid::pixels(const QRect &cells) const
{
    const auto left = [this](int column) { return int(std::lround(column * (cellWidth() + gap))); };
    const int top = cells.y() * (rowHeight + gap);
    return {left(cells.x()), top, left(cells.x() + cells.width()) - gap - left(cells.x()),
            cells.height() * (rowHeight + gap) - gap};
}

QRect DashboardGrid::cellsAt(const QRect &pixels) const
{
    const auto columnsIn = [this](int length) { return int(std::lround(length / (cellWidth() + gap))); };
    const auto rowsIn = [](int length) { return int(std::lround(double(length) / (rowHeight + gap))); };
    return {columnsIn(pixels.x()), rowsIn(pixels.y()), std::max(1, columnsIn(pixels.width() + gap)),
            std::max(1, rowsIn(pixels.height() + gap))};
}

void DashboardGrid::layOut()
{
    for (const PlacedTile &placed : m_places) {
        if (DashboardTile *tile = m_tiles.value(placed.id))
            tile->setGeometry(pixels(placed.place));
    }
    setMinimumHeight(tile_grid::rowsOf(m_places) * (rowHeight + gap));
    orderTabs();
}

/// From left to right and from top to bottom, whatever was there first.
void DashboardGrid::orderTabs()
{
    DashboardTile *before = nullptr;
    for (DashboardTile *tile : tiles()) {
        if (before && tile)
            QWidget::setTabOrder(before, tile);
        before = tile;
    }
}

void DashboardGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void DashboardGrid::paintEvent(QPaintEvent *)
{
    if (!m_target.isValid())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(currentColors().accentSoft);
    painter.drawRoundedRect(pixels(m_target), 8, 8);
}

} // namespace tabletalk::ui
