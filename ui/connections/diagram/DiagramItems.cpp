// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/diagram/DiagramItems.h"

#include "ui/theme/Theme.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace tabletalk::ui {

TableItem::TableItem(const DiagramPicture &picture, const DiagramFonts &fonts, size_t shape,
                     std::function<void(size_t)> moved)
    : m_picture(picture)
    , m_fonts(fonts)
    , m_shape(shape)
    , m_moved(std::move(moved))
{
    setPos(picture.places[shape]);
    setZValue(1);
    setFlag(ItemIsMovable);
    setFlag(ItemSendsGeometryChanges);
}

void TableItem::setState(TableState state)
{
    if (state == m_state)
        return;
    m_state = state;
    setZValue(state == TableState::Chosen ? 2 : 1);
    update();
}

QRectF TableItem::boundingRect() const
{
    constexpr double border = 6; // broader where all is small
    return QRectF(QPointF(), m_picture.shapes[m_shape].size).adjusted(-border, -border, border, border);
}

void TableItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const double detail = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    paintTable(*painter, m_picture.shapes[m_shape], m_state, currentColors(), m_fonts, detail);
}

QVariant TableItem::itemChange(GraphicsItemChange change, const QVariant &value)
{
    if (change == ItemPositionHasChanged && m_moved)
        m_moved(m_shape);
    return QGraphicsItem::itemChange(change, value);
}

LinesItem::LinesItem(const DiagramPicture &picture)
    : m_picture(picture)
{
    setZValue(0);
    setFlag(ItemUsesExtendedStyleOption);
    setAcceptedMouseButtons(Qt::NoButton);
    reset();
}

void LinesItem::setChosen(std::optional<size_t> shape)
{
    if (m_chosen == shape)
        return;
    m_chosen = shape;
    update();
}

void LinesItem::reset()
{
    prepareGeometryChange();
    m_area = m_picture.area();
    update();
}

void LinesItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    const Colors &colors = currentColors();
    const double detail = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    const QRectF &shown = option->exposedRect;
    painter->setRenderHint(QPainter::Antialiasing);
    paintAreas(*painter, m_picture.areas, colors);
    const auto isOfChosen = [this](const JoinLine &line) {
        return m_chosen && (line.from == *m_chosen || line.to == *m_chosen);
    };
    for (const bool strong : {false, true}) {
        for (const JoinLine &line : m_picture.lines) {
            if (isOfChosen(line) == strong && line.bounds.intersects(shown))
                paintLine(*painter, line, strong, colors, detail);
        }
    }
}

} // namespace tabletalk::ui
