// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/GraphItems.h"

#include "ui/theme/Theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestLabel = 24;
constexpr double labelGap = 4;
constexpr double halo = 6;

/// Kinds differ in form as well, for those who tell no colours apart.
enum class Shape { Circle, Square, Diamond, Triangle };

struct Look
{
    size_t series;
    Shape shape;
};

Look lookOf(const QString &kind)
{
    if (kind == u"organization")
        return {0, Shape::Square};
    if (kind == u"person")
        return {1, Shape::Circle};
    if (kind == u"place")
        return {2, Shape::Triangle};
    if (kind == u"product" || kind == u"code")
        return {3, Shape::Diamond};
    return {4, Shape::Circle};
}

void drawShape(QPainter &painter, Shape shape, double radius)
{
    const double slim = radius * 0.88;
    switch (shape) {
    case Shape::Circle:
        painter.drawEllipse(QPointF(), radius, radius);
        break;
    case Shape::Square:
        painter.drawRoundedRect(QRectF(-slim, -slim, 2 * slim, 2 * slim), 3, 3);
        break;
    case Shape::Diamond:
        painter.drawPolygon(
            QPolygonF({{0, -radius * 1.15}, {radius * 1.15, 0}, {0, radius * 1.15}, {-radius * 1.15, 0}}));
        break;
    case Shape::Triangle:
        painter.drawPolygon(
            QPolygonF({{0, -radius * 1.1}, {radius * 1.1, radius * 0.85}, {-radius * 1.1, radius * 0.85}}));
        break;
    }
}

/// A text on the ground of the picture, so that lines do not run through it.
void drawOnGround(QPainter &painter, const QRectF &place, const QString &text, const QColor &color)
{
    QColor ground = currentColors().surface;
    ground.setAlphaF(0.85F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(place.adjusted(-3, 0, 3, 0), 3, 3);
    painter.setPen(color);
    painter.drawText(place, Qt::AlignCenter, text);
}

} // namespace

NodeItem::NodeItem(const api::GraphEntity &entity)
    : m_entity(entity)
    , m_label(entity.name.size() > longestLabel ? QString(entity.name.left(longestLabel - 1) + u'…') : entity.name)
{
    m_width = std::max(QFontMetricsF(fontOf(TextStyle::Strong)).horizontalAdvance(m_label), 20.0);
    setZValue(1);
}

double NodeItem::radius() const
{
    constexpr double smallest = 7;
    constexpr double largest = 18;
    return std::min(smallest + 2.5 * std::log2(double(std::max<qint64>(m_entity.mentions, 1))), largest);
}

void NodeItem::setState(bool isChosen, bool isExpanded)
{
    m_isChosen = isChosen;
    m_isExpanded = isExpanded;
    setZValue(isChosen ? 2 : 1);
    update();
}

QRectF NodeItem::boundingRect() const
{
    const double half = std::max(m_width / 2 + 4, radius() + halo + 2);
    const double height = QFontMetricsF(fontOf(TextStyle::Strong)).height();
    return {-half, -radius() - halo - 2, 2 * half, 2 * radius() + 2 * halo + labelGap + height + 4};
}

void NodeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const Colors &colors = currentColors();
    const Look look = lookOf(m_entity.kind);
    const QColor color = colors.series[look.series % colors.series.size()];
    painter->setRenderHint(QPainter::Antialiasing);
    if (m_isChosen) {
        painter->setPen(QPen(colors.accent, 2));
        painter->setBrush(colors.accentSoft);
        painter->drawEllipse(QPointF(), radius() + halo, radius() + halo);
    }
    painter->setPen(QPen(m_isExpanded ? color : colors.surface, 2));
    painter->setBrush(color);
    if (!m_isExpanded) { // a ring of dots says that there may be more
        painter->setPen(QPen(color, 1.2, Qt::DotLine));
        painter->setBrush(Qt::NoBrush);
        drawShape(*painter, look.shape, radius() + 3);
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
    }
    drawShape(*painter, look.shape, radius());
    painter->setFont(fontOf(m_isChosen ? TextStyle::Strong : TextStyle::Caption));
    const double height = QFontMetricsF(painter->font()).height();
    const double width = QFontMetricsF(painter->font()).horizontalAdvance(m_label);
    drawOnGround(*painter, {-width / 2, radius() + halo + labelGap - 2, width, height}, m_label, colors.text);
}

EdgesItem::EdgesItem(const GraphModel &model, const std::vector<NodeItem *> &nodes)
    : m_model(model)
    , m_nodes(nodes)
{
    setZValue(0);
}

void EdgesItem::setChosen(EntityId id)
{
    m_chosen = id;
    update();
}

void EdgesItem::setArea(const QRectF &area)
{
    prepareGeometryChange();
    m_area = area;
}

void EdgesItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const Colors &colors = currentColors();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(fontOf(TextStyle::Caption));
    const QFontMetricsF metrics(painter->font());
    const int chosen = m_model.rowOf(m_chosen);
    for (const bool strong : {false, true}) {
        for (const GraphModel::Edge &edge : m_model.edges()) {
            if (edge.from >= m_nodes.size() || edge.to >= m_nodes.size())
                continue;
            const bool ofChosen = chosen >= 0 && (edge.from == size_t(chosen) || edge.to == size_t(chosen));
            if ((ofChosen || edge.onPath) != strong)
                continue;
            const QPointF from = m_nodes[edge.from]->pos();
            const QPointF to = m_nodes[edge.to]->pos();
            painter->setPen(QPen(strong ? colors.accent : colors.strongLine,
                                 edge.onPath ? 3
                                 : strong    ? 1.6
                                             : 1.1,
                                 edge.labels.isEmpty() ? Qt::DashLine : Qt::SolidLine));
            painter->drawLine(from, to);
            if (!strong || edge.labels.isEmpty())
                continue;
            const QString label = metrics.elidedText(edge.labels.join(u", "_s), Qt::ElideRight, 150);
            const QSizeF size(metrics.horizontalAdvance(label), metrics.height());
            const QPointF middle = (from + to) / 2;
            drawOnGround(*painter,
                         {middle.x() - size.width() / 2, middle.y() - size.height() / 2, size.width(), size.height()},
                         label, colors.mutedText);
        }
    }
}

} // namespace tabletalk::ui
