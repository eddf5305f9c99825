// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/GraphView.h"

#include "ui/graph/GraphItems.h"
#include "ui/theme/Theme.h"

#include <QKeyEvent>
#include <QStyle>
#include <QWheelEvent>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds frame{16};
constexpr int stepsOfFrame = 3;
constexpr int mostSteps = 400;
constexpr double smallest = 0.2;
constexpr double largest = 3;
constexpr double margin = 24;

} // namespace

GraphView::GraphView(GraphModel *model, QWidget *parent)
    : QGraphicsView(parent)
    , m_model(model)
    , m_scene(new QGraphicsScene(this))
{
    setObjectName(u"graphView"_s);
    setAccessibleName(tr("Picture of names and their relations"));
    setAccessibleDescription(tr("The arrow keys go from name to name, Enter brings the neighbours of one."));
    setScene(m_scene);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setDragMode(QGraphicsView::ScrollHandDrag);
    setTransformationAnchor(QGraphicsView::AnchorUnderMouse);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setFocusPolicy(Qt::NoFocus); // it stands for the view, which has the focus
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_edges = new EdgesItem(*m_model, m_items);
    m_scene->addItem(m_edges);
    m_timer.setInterval(frame);
    connect(&m_timer, &QTimer::timeout, this, &GraphView::tick);
    connect(model, &GraphModel::changed, this, &GraphView::take);
}

void GraphView::take()
{
    if (m_model->nodes().size() < m_items.size()) {
        for (NodeItem *item : m_items)
            delete item;
        m_items.clear();
        m_layout.clear();
        m_edgesJoined = 0;
        m_zoomed = false;
        choose({});
    }
    while (m_items.size() < m_model->nodes().size())
        addNode(m_items.size());
    for (; m_edgesJoined < m_model->edges().size(); ++m_edgesJoined) {
        const GraphModel::Edge &edge = m_model->edges()[m_edgesJoined];
        m_layout.join(edge.from, edge.to);
    }
    for (size_t i = 0; i < m_items.size(); ++i)
        m_items[i]->setState(m_items[i]->entity().id == m_chosen, m_model->nodes()[i].expanded);
    m_edges->update();
    m_layout.warm();
    moveAll();
    m_timer.start();
}

/// Beside the first that it is joined to and that stands already.
void GraphView::addNode(size_t row)
{
    QPointF near;
    for (const GraphModel::Edge &edge : m_model->edges()) {
        const size_t other = edge.from == row ? edge.to : edge.to == row ? edge.from : row;
        if (other < m_layout.size()) {
            near = m_layout.at(other);
            break;
        }
    }
    m_layout.add(near);
    auto *item = new NodeItem(m_model->nodes()[row].entity);
    m_scene->addItem(item);
    m_items.push_back(item);
}

void GraphView::moveAll()
{
    QRectF area;
    for (size_t i = 0; i < m_items.size(); ++i) {
        m_items[i]->setPos(m_layout.at(i));
        area |= m_items[i]->boundingRect().translated(m_items[i]->pos());
    }
    area.adjust(-margin, -margin, margin, margin);
    m_edges->setArea(area);
    setSceneRect(area.adjusted(-width(), -height(), width(), height()));
    if (!m_zoomed)
        fit();
}

void GraphView::tick()
{
    bool moves = true;
    for (int i = 0; i < stepsOfFrame && moves; ++i)
        moves = m_layout.step();
    moveAll();
    if (!moves)
        m_timer.stop();
}

void GraphView::settle()
{
    for (int i = 0; i < mostSteps && m_layout.step(); ++i) {
    }
    m_timer.stop();
    moveAll();
}

void GraphView::fit()
{
    m_zoomed = false;
    if (m_items.empty())
        return;
    const QRectF area = m_edges->boundingRect();
    fitInView(area, Qt::KeepAspectRatio);
    if (transform().m11() > 1) { // few names are not blown up
        resetTransform();
        centerOn(area.center());
    }
}

void GraphView::zoom(double factor)
{
    const double wanted = std::clamp(transform().m11() * factor, smallest, largest);
    const double by = wanted / transform().m11();
    m_zoomed = true;
    scale(by, by);
}

void GraphView::choose(EntityId id)
{
    const bool isOther = id != m_chosen;
    m_chosen = id;
    m_edges->setChosen(id);
    for (size_t i = 0; i < m_items.size(); ++i)
        m_items[i]->setState(m_items[i]->entity().id == id, m_model->nodes()[i].expanded);
    const int row = m_model->rowOf(id);
    if (row >= 0 && m_zoomed)
        ensureVisible(m_items[size_t(row)]);
    if (isOther)
        Q_EMIT chosenChanged(id);
}

QPoint GraphView::placeOf(EntityId id) const
{
    const int row = m_model->rowOf(id);
    return row < 0 ? QPoint(-1, -1) : mapFromScene(m_items[size_t(row)]->pos());
}

NodeItem *GraphView::itemAt(QPoint place) const
{
    for (QGraphicsItem *item : items(place)) {
        const auto found = std::ranges::find(m_items, item);
        if (found != m_items.end())
            return *found;
    }
    return nullptr;
}

/// The nearest one in that direction.
void GraphView::walk(QPointF direction)
{
    const int row = m_model->rowOf(m_chosen);
    if (row < 0) {
        if (!m_items.empty())
            choose(m_items.front()->entity().id);
        return;
    }
    const QPointF from = m_items[size_t(row)]->pos();
    const NodeItem *best = nullptr;
    double least = 0;
    for (const NodeItem *item : m_items) {
        const QPointF way = item->pos() - from;
        const double along = QPointF::dotProduct(way, direction);
        const double length = std::hypot(way.x(), way.y());
        if (along <= 0 || along < length / 2)
            continue;
        const double cost = length * (2 - along / length); // straight ahead is nearer
        if (!best || cost < least) {
            best = item;
            least = cost;
        }
    }
    if (best)
        choose(best->entity().id);
}

void GraphView::keyPressEvent(QKeyEvent *event)
{
    constexpr double step = 1.25;
    switch (event->key()) {
    case Qt::Key_Left:
        return walk({-1, 0});
    case Qt::Key_Right:
        return walk({1, 0});
    case Qt::Key_Up:
        return walk({0, -1});
    case Qt::Key_Down:
        return walk({0, 1});
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(step);
    case Qt::Key_Minus:
        return zoom(1 / step);
    case Qt::Key_F:
    case Qt::Key_0:
        return fit();
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (!m_chosen.isNull())
            Q_EMIT expandWanted(m_chosen);
        return;
    default:
        QGraphicsView::keyPressEvent(event);
    }
}

void GraphView::wheelEvent(QWheelEvent *event)
{
    constexpr double perStep = 1.0015;
    zoom(std::pow(perStep, event->angleDelta().y()));
    event->accept();
}

void GraphView::mousePressEvent(QMouseEvent *event)
{
    if (const NodeItem *item = itemAt(event->pos()))
        choose(item->entity().id);
    QGraphicsView::mousePressEvent(event);
}

void GraphView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const NodeItem *item = itemAt(event->pos()))
        Q_EMIT expandWanted(item->entity().id);
}

void GraphView::drawBackground(QPainter *painter, const QRectF &rect)
{
    painter->fillRect(rect, currentColors().surface);
}

void GraphView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    if (!m_zoomed)
        fit();
}

void GraphView::changeEvent(QEvent *event)
{
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

} // namespace tabletalk::ui
