// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/diagram/DiagramMap.h"

#include "ui/connections/diagram/DiagramView.h"
#include "ui/theme/Theme.h"

#include <QMouseEvent>
#include <QPainter>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mapHeight = 132;

} // namespace

DiagramMap::DiagramMap(DiagramView *view, QWidget *parent)
    : QWidget(parent)
    , m_view(view)
{
    setObjectName(u"diagramMap"_s);
    setAccessibleName(tr("The whole diagram in small"));
    setToolTip(tr("Click to go there"));
    setFixedHeight(mapHeight);
    setCursor(Qt::PointingHandCursor);
    connect(view, &DiagramView::shownAreaChanged, this, qOverload<>(&QWidget::update));
}

void DiagramMap::reset()
{
    m_area = m_view->picture().area();
    m_boxes = {};
    update();
}

QTransform DiagramMap::toMap() const
{
    const double scale = std::min(width() / std::max(1.0, m_area.width()), height() / std::max(1.0, m_area.height()));
    QTransform transform;
    transform.translate((width() - m_area.width() * scale) / 2, (height() - m_area.height() * scale) / 2);
    transform.scale(scale, scale);
    transform.translate(-m_area.left(), -m_area.top());
    return transform;
}

void DiagramMap::drawBoxes()
{
    const double ratio = devicePixelRatioF();
    m_boxes = QPixmap(size() * ratio);
    m_boxes.setDevicePixelRatio(ratio);
    const Colors &colors = currentColors();
    m_boxes.fill(colors.surface);
    QPainter painter(&m_boxes);
    const QTransform transform = toMap();
    for (size_t i = 0; i < m_view->picture().shapes.size(); ++i) {
        QRectF box = transform.mapRect(m_view->picture().rectOf(i));
        box.setSize(box.size().expandedTo({1.5, 1.5}));
        painter.fillRect(box, colors.controlLine);
    }
}

void DiagramMap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_boxes.isNull())
        drawBoxes();
    painter.drawPixmap(0, 0, m_boxes);
    const Colors &colors = currentColors();
    QColor shade = colors.accent;
    shade.setAlphaF(0.14F);
    painter.setPen(QPen(colors.accent, 1.5));
    painter.setBrush(shade);
    painter.drawRect(toMap().mapRect(m_view->shownArea()).intersected(QRectF(rect()).adjusted(1, 1, -2, -2)));
    painter.setPen(colors.line);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void DiagramMap::mousePressEvent(QMouseEvent *event)
{
    m_view->centerOn(toMap().inverted().map(event->position()));
}

void DiagramMap::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        m_view->centerOn(toMap().inverted().map(event->position()));
}

void DiagramMap::resizeEvent(QResizeEvent *)
{
    m_boxes = {};
}

void DiagramMap::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        reset();
}

} // namespace tabletalk::ui
