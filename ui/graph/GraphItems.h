// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graph/GraphModel.h"

#include <QGraphicsItem>

namespace tabletalk::ui {

/// A name in the picture: a dot in the colour and form of its kind, with the name below.
class NodeItem : public QGraphicsItem
{
public:
    explicit NodeItem(const api::GraphEntity &entity);

    const api::GraphEntity &entity() const { return m_entity; }
    void setState(bool isChosen, bool isExpanded);
    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    double radius() const;

    const api::GraphEntity m_entity;
    QString m_label;
    double m_width = 0; ///< of the label
    bool m_isChosen = false;
    bool m_isExpanded = false;
};

/// All relations in the picture, below the names. Those of the chosen name say what they are.
class EdgesItem : public QGraphicsItem
{
public:
    EdgesItem(const GraphModel &model, const std::vector<NodeItem *> &nodes);

    void setChosen(EntityId id);
    void setArea(const QRectF &area);
    QRectF boundingRect() const override { return m_area; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    const GraphModel &m_model;
    const std::vector<NodeItem *> &m_nodes;
    EntityId m_chosen;
    QRectF m_area;
};

} // namespace tabletalk::ui
