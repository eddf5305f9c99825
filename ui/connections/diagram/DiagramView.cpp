// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/diagram/DiagramView.h"

#include "ui/connections/diagram/DiagramItems.h"
#include "ui/theme/Theme.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double smallest = 0.02;
constexpr double largest = 3;
constexpr double readable = 0.9; ///< what is found is shown at least so large
constexpr double step = 1.25;

} // namespace

DiagramView::DiagramView(QWidget *parent)
    : QGraphicsView(parent)
    , m_scene(new QGraphicsScene(this))
    , m_fonts(diagramFonts())
{
    setObjectName(u"diagramView"_s);
    setAccessibleName(tr("Picture of the tables and their joins"));
    setAccessibleDescription(tr("The arrow keys go from table to table, Enter opens one. The list beside the picture "
                                "says the same in words."));
    setScene(m_scene);
    setProperty("boxed", true);
    setDragMode(QGraphicsView::ScrollHandDrag);
    setViewportUpdateMode(QGraphicsView::SmartViewportUpdate);
    setOptimizationFlags(QGraphicsView::DontAdjustForAntialiasing);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setFocusPolicy(Qt::NoFocus); // it stands for the view, which has the focus
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

DiagramView::~DiagramView()
{
    m_scene->clear(); // its items look at the picture, which goes first
}

void DiagramView::show(DiagramPicture picture)
{
    m_scene->clear();
    m_items.clear();
    m_picture = std::move(picture);
    m_fonts = diagramFonts();
    m_linesOf.assign(m_picture.shapes.size(), {});
    for (size_t i = 0; i < m_picture.lines.size(); ++i) {
        const JoinLine &line = m_picture.lines[i];
        m_linesOf[line.from].push_back(i);
        if (line.to != line.from)
            m_linesOf[line.to].push_back(i);
    }
    m_lines = new LinesItem(m_picture);
    m_scene->addItem(m_lines);
    m_items.reserve(m_picture.shapes.size());
    for (size_t i = 0; i < m_picture.shapes.size(); ++i) {
        m_items.push_back(new TableItem(m_picture, m_fonts, i, [this](size_t shape) { onMoved(shape); }));
        m_scene->addItem(m_items.back());
    }
    if (!shapeOf(m_chosen))
        m_chosen = -1;
    markStates();
    m_zoomed = false;
    setArea();
    fit();
}

std::optional<size_t> DiagramView::shapeOf(int table) const
{
    const auto found = std::ranges::find(m_picture.shapes, table, &TableShape::table);
    return found == m_picture.shapes.end() ? std::nullopt : std::optional(size_t(found - m_picture.shapes.begin()));
}

void DiagramView::setArea()
{
    m_lines->reset();
    const QRectF area = m_lines->boundingRect();
    const double room = std::max(width(), height()) / std::max(detail(), smallest);
    setSceneRect(area.adjusted(-room, -room, room, room)); // what is at an edge can be brought to the middle
}

void DiagramView::markStates()
{
    const auto chosen = shapeOf(m_chosen);
    for (TableItem *item : m_items)
        item->setState(chosen == item->number() ? TableState::Chosen : TableState::Plain);
    m_lines->setChosen(chosen);
    if (!chosen)
        return;
    for (const size_t line : m_linesOf[*chosen]) {
        const JoinLine &each = m_picture.lines[line];
        const size_t other = each.from == *chosen ? each.to : each.from;
        if (other != *chosen)
            m_items[other]->setState(TableState::Near);
    }
}

void DiagramView::choose(int table)
{
    if (!m_lines)
        return;
    const auto shape = shapeOf(table);
    const int wanted = shape ? table : -1;
    const bool isOther = wanted != m_chosen;
    m_chosen = wanted;
    markStates();
    if (shape && m_zoomed)
        ensureVisible(m_items[*shape]);
    if (isOther)
        Q_EMIT chosenChanged(m_chosen);
}

void DiagramView::find(int table)
{
    const auto shape = shapeOf(table);
    if (!shape)
        return;
    if (detail() < readable) {
        m_zoomed = true;
        setTransform(QTransform::fromScale(readable, readable));
        setArea();
    }
    m_zoomed = true;
    centerOn(m_picture.rectOf(*shape).center());
    choose(table);
    Q_EMIT shownAreaChanged();
}

void DiagramView::moveTable(int table, QPointF place)
{
    const auto shape = shapeOf(table);
    if (!shape)
        return;
    m_placing = true;
    m_items[*shape]->setPos(place);
    m_placing = false;
}

void DiagramView::onMoved(size_t shape)
{
    m_picture.places[shape] = m_items[shape]->pos();
    for (const size_t line : m_linesOf[shape])
        reroute(m_picture, m_picture.lines[line]);
    m_lines->reset();
    if (!m_placing)
        m_pulled = shape;
}

void DiagramView::fit()
{
    m_zoomed = false;
    if (!m_lines)
        return;
    const QRectF area = m_picture.area();
    fitInView(area, Qt::KeepAspectRatio);
    if (detail() > 1) // few tables are not blown up
        setTransform({});
    setArea();
    centerOn(area.center());
    Q_EMIT shownAreaChanged();
}

void DiagramView::zoom(double factor, bool atMouse)
{
    const double wanted = std::clamp(detail() * factor, smallest, largest);
    const double by = wanted / detail();
    m_zoomed = true;
    setTransformationAnchor(atMouse ? AnchorUnderMouse : AnchorViewCenter);
    scale(by, by);
    if (m_lines) // room around it is reckoned in pixels; a smaller picture has more
        setSceneRect(sceneRect()
                     | m_lines->boundingRect().adjusted(-width() / wanted, -height() / wanted, width() / wanted,
                                                        height() / wanted));
    Q_EMIT shownAreaChanged();
}

QRectF DiagramView::shownArea() const
{
    return mapToScene(viewport()->rect()).boundingRect();
}

QRect DiagramView::rectOf(int table) const
{
    const auto shape = shapeOf(table);
    return shape ? mapFromScene(m_picture.rectOf(*shape)).boundingRect() : QRect();
}

TableItem *DiagramView::itemAt(QPoint place) const
{
    for (QGraphicsItem *item : items(place)) {
        if (auto *table = qgraphicsitem_cast<TableItem *>(item))
            return table;
    }
    return nullptr;
}

/// The nearest table in that direction; of two alike the one that is joined.
void DiagramView::walk(QPointF direction)
{
    const auto chosen = shapeOf(m_chosen);
    if (!chosen) {
        if (!m_items.empty())
            choose(m_picture.shapes[m_items.front()->number()].table);
        return;
    }
    std::vector<bool> isJoined(m_items.size(), false);
    for (const size_t line : m_linesOf[*chosen])
        isJoined[m_picture.lines[line].from] = isJoined[m_picture.lines[line].to] = true;
    const QPointF from = m_picture.rectOf(*chosen).center();
    std::optional<size_t> best;
    double least = 0;
    for (size_t i = 0; i < m_items.size(); ++i) {
        const QPointF way = m_picture.rectOf(i).center() - from;
        const double along = QPointF::dotProduct(way, direction);
        const double length = std::hypot(way.x(), way.y());
        if (i == *chosen || along <= 0 || along < length / 2)
            continue;
        constexpr double joinedIsNearer = 0.4;
        const double cost = length * (2 - along / length) * (isJoined[i] ? joinedIsNearer : 1);
        if (!best || cost < least) {
            best = i;
            least = cost;
        }
    }
    if (best)
        choose(m_picture.shapes[*best].table);
}

void DiagramView::push(QPointF by)
{
    const auto chosen = shapeOf(m_chosen);
    if (!chosen)
        return;
    m_items[*chosen]->setPos(m_items[*chosen]->pos() + by);
    m_pulled.reset();
    Q_EMIT tableMoved(m_chosen, m_picture.places[*chosen]);
}

void DiagramView::keyPressEvent(QKeyEvent *event)
{
    constexpr double pushed = 20;
    const auto go = [&](QPointF direction) {
        if (event->modifiers() & Qt::ShiftModifier)
            push(direction * pushed);
        else
            walk(direction);
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return go({-1, 0});
    case Qt::Key_Right:
        return go({1, 0});
    case Qt::Key_Up:
        return go({0, -1});
    case Qt::Key_Down:
        return go({0, 1});
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(step);
    case Qt::Key_Minus:
        return zoom(1 / step);
    case Qt::Key_0:
    case Qt::Key_F:
        return fit();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_chosen >= 0)
            Q_EMIT openWanted(m_chosen);
        return;
    default:
        QGraphicsView::keyPressEvent(event);
    }
}

void DiagramView::wheelEvent(QWheelEvent *event)
{
    constexpr double perStep = 1.0015;
    zoom(std::pow(perStep, event->angleDelta().y()), true);
    event->accept();
}

void DiagramView::mousePressEvent(QMouseEvent *event)
{
    // The right one opens the menu, which is about what is under the mouse.
    const bool chooses = event->button() == Qt::LeftButton || event->button() == Qt::RightButton;
    const TableItem *item = chooses ? itemAt(event->pos()) : nullptr;
    if (item) {
        const bool kept = std::exchange(m_zoomed, false); // what is under the mouse is in view
        choose(m_picture.shapes[item->number()].table);
        m_zoomed = kept;
    }
    m_pulled.reset();
    QGraphicsView::mousePressEvent(event);
}

void DiagramView::mouseReleaseEvent(QMouseEvent *event)
{
    QGraphicsView::mouseReleaseEvent(event);
    if (!m_pulled)
        return;
    const size_t shape = *m_pulled;
    m_pulled.reset();
    m_zoomed = true; // all is not fitted again under somebody's hand
    Q_EMIT tableMoved(m_picture.shapes[shape].table, m_picture.places[shape]);
}

void DiagramView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const TableItem *item = itemAt(event->pos()))
        Q_EMIT openWanted(m_picture.shapes[item->number()].table);
}

void DiagramView::drawBackground(QPainter *painter, const QRectF &rect)
{
    painter->fillRect(rect, currentColors().surface);
}

void DiagramView::drawForeground(QPainter *painter, const QRectF &)
{
    paintAreaNames(*painter, m_picture, currentColors(), m_fonts, detail());
}

void DiagramView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    if (!m_zoomed)
        fit();
    Q_EMIT shownAreaChanged();
}

void DiagramView::scrollContentsBy(int dx, int dy)
{
    QGraphicsView::scrollContentsBy(dx, dy);
    Q_EMIT shownAreaChanged();
}

void DiagramView::changeEvent(QEvent *event)
{
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

} // namespace tabletalk::ui
