// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/diagram/DiagramPicture.h"

#include <QGraphicsItem>

#include <functional>

namespace tabletalk::ui {

/// A table in the view; it can be pulled elsewhere.
class TableItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 1 };

    /// moved: told with the number of its shape while somebody pulls it.
    TableItem(const DiagramPicture &picture, const DiagramFonts &fonts, size_t shape,
              std::function<void(size_t)> moved);

    size_t number() const { return m_shape; }
    void setState(TableState state);
    int type() const override { return Type; }
    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

protected:
    QVariant itemChange(GraphicsItemChange change, const QVariant &value) override;

private:
    const DiagramPicture &m_picture;
    const DiagramFonts &m_fonts;
    size_t m_shape;
    std::function<void(size_t)> m_moved;
    TableState m_state = TableState::Plain;
};

/// All lines of a picture, and the areas behind them. Draws what is in view alone.
class LinesItem : public QGraphicsItem
{
public:
    explicit LinesItem(const DiagramPicture &picture);

    /// Lines of that shape are drawn last and stand out; none when there is no such shape.
    void setChosen(std::optional<size_t> shape);
    /// The picture's lines are others now.
    void reset();
    QRectF boundingRect() const override { return m_area; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    const DiagramPicture &m_picture;
    std::optional<size_t> m_chosen;
    QRectF m_area;
};

} // namespace tabletalk::ui
