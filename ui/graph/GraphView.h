// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graph/ForceLayout.h"
#include "ui/graph/GraphModel.h"

#include <QGraphicsView>
#include <QTimer>

namespace tabletalk::ui {

class EdgesItem;
class NodeItem;

/// Draws the graph that a model holds and lets it be walked along: a click or the arrow keys choose
/// a name, a double click or Enter brings its neighbours, + and - and the wheel change the size,
/// F fits all into the view.
class GraphView : public QGraphicsView
{
    Q_OBJECT

public:
    GraphView(GraphModel *model, QWidget *parent);

    EntityId chosen() const { return m_chosen; }
    void choose(EntityId id);
    void fit();
    void zoom(double factor);
    /// All steps of the layout at once, as where nothing moves for somebody.
    void settle();
    /// Where a name stands, in the view.
    QPoint placeOf(EntityId id) const;

Q_SIGNALS:
    void chosenChanged(tabletalk::EntityId id);
    void expandWanted(tabletalk::EntityId id);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void take();
    void addNode(size_t row);
    void moveAll();
    void tick();
    void walk(QPointF direction);
    NodeItem *itemAt(QPoint place) const;

    GraphModel *m_model;
    QGraphicsScene *m_scene;
    ForceLayout m_layout;
    QTimer m_timer;
    std::vector<NodeItem *> m_items;
    EdgesItem *m_edges;
    size_t m_edgesJoined = 0;
    EntityId m_chosen;
    bool m_zoomed = false; ///< by hand; else everything is kept in view
};

} // namespace tabletalk::ui
