// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dashboards/TileGrid.h"

#include <QHash>
#include <QWidget>

namespace tabletalk::ui {

class DashboardTile;

/// The tiles of a dashboard in their grid, which is as high as they need. Moves and sizes them
/// with mouse and keys, and says when their places have changed.
class DashboardGrid : public QWidget
{
    Q_OBJECT

public:
    explicit DashboardGrid(QWidget *parent = nullptr);

    /// Tiles that are there already keep their results.
    void setDashboard(const api::Dashboard &dashboard);
    std::vector<DashboardTile *> tiles() const;
    DashboardTile *tile(DashboardItemId id) const { return m_tiles.value(id); }
    /// All items where they are now.
    std::vector<api::DashboardPlace> places() const;

Q_SIGNALS:
    void added(tabletalk::ui::DashboardTile *tile);
    void arranged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    DashboardTile *make(const api::DashboardItem &item, bool canChange);
    const PlacedTile *placeOf(DashboardItemId id) const;
    void move(DashboardItemId id, const QRect &wanted);
    void drag(DashboardTile *tile, QPoint by, bool stretches);
    void drop(DashboardTile *tile);
    void layOut();
    void orderTabs();
    double cellWidth() const;
    QRect pixels(const QRect &cells) const;
    QRect cellsAt(const QRect &pixels) const;

    DashboardId m_dashboard;
    QHash<DashboardItemId, DashboardTile *> m_tiles;
    std::vector<PlacedTile> m_places;
    QRect m_target; ///< in cells, of the tile that is dragged
};

} // namespace tabletalk::ui
