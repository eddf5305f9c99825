// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <stop_token>
#include <vector>

namespace tabletalk {

/// A line between two boxes of a diagram: from the table that holds a key to the one it names.
struct DiagramJoin
{
    int from = 0;
    int to = 0;
    double fromY = 0; ///< where it leaves, below the top of its box
    double toY = 0;
};

/// What is to be arranged: the sizes of the boxes, and what joins them.
struct DiagramInput
{
    std::vector<QSizeF> boxes;
    std::vector<DiagramJoin> joins;
};

/// A diagram that has been arranged.
struct DiagramPlan
{
    std::vector<QPointF> places;              ///< of the top left corner of each box
    std::vector<std::vector<QPointF>> routes; ///< of each join, its segments level or upright
    std::vector<int> groups;                  ///< of each box: which of the areas it is in
    std::vector<QRectF> areas;                ///< of what belongs together
    QRectF area;                              ///< of everything
};

/// Puts tables that refer to each other beside each other: what is referred to stands left of what refers to it, the
/// lines run in free streets and never through a box, and large schemas come apart into the communities that their
/// joins make. The same input is always arranged alike. Takes long enough for a thread of its own when there are many
/// boxes; when stopped, what it gives is not to be used.
DiagramPlan arrangeDiagram(const DiagramInput &input, const std::stop_token &stop = {});

} // namespace tabletalk
