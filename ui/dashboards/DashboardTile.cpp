// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/DashboardTile.h"

#include "ui/saved/RunView.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Tables.h"

#include <QActionGroup>
#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>

namespace tabletalk::ui {

namespace {

constexpr int cornerSize = 16;

} // namespace

DashboardTile::DashboardTile(const api::DashboardItem &item, bool canChange, QWidget *parent)
    : QFrame(parent)
    , m_canChange(canChange)
{
    setObjectName(QStringLiteral("dashboardTile"));
    setProperty("card", true);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::medium, space::small, space::medium, space::medium);
    column->setSpacing(space::small);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::tiny);
    m_title = makeLabel({}, TextStyle::Strong, false, this);
    m_title->setObjectName(QStringLiteral("tileTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(false);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_title->setAttribute(Qt::WA_TransparentForMouseEvents); // the tile is moved by it
    head->addWidget(m_title, 1);
    m_refresh = makeButton(QStringLiteral("tileRefresh"), {}, ButtonKind::Quiet, this, QStringLiteral("refresh"));
    m_refresh->setAccessibleName(tr("Refresh this tile"));
    m_refresh->setToolTip(tr("Refresh this tile"));
    connect(m_refresh, &QPushButton::clicked, this, &DashboardTile::runWanted);
    head->addWidget(m_refresh);
    m_more = makeButton(QStringLiteral("tileMenu"), {}, ButtonKind::Quiet, this, QStringLiteral("settings"));
    m_more->setAccessibleName(tr("Change this tile"));
    m_more->setToolTip(tr("Change this tile"));
    m_more->setVisible(canChange);
    m_menu = new QMenu(m_more);
    m_menu->setObjectName(QStringLiteral("tileActions"));
    m_more->setMenu(m_menu);
    head->addWidget(m_more);
    column->addLayout(head);
    m_result = new RunView(this);
    column->addWidget(m_result, 1);
    makeMenu();
    setItem(item);
}

void DashboardTile::makeMenu()
{
    auto *views = new QActionGroup(m_menu);
    for (const auto &[view, text] : {std::pair("chart", tr("Show as &chart")), std::pair("table", tr("Show as &table")),
                                     std::pair("number", tr("Show as &number"))}) {
        QAction *action = m_menu->addAction(text);
        action->setObjectName(QStringLiteral("tile.") + QLatin1String(view));
        action->setCheckable(true);
        action->setData(QString::fromLatin1(view));
        views->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, view = QString::fromLatin1(view)] { Q_EMIT viewWanted(view); });
    }
    m_menu->addSeparator();
    QAction *rename = m_menu->addAction(icon(QStringLiteral("edit")), tr("Give it another t&itle…"));
    rename->setObjectName(QStringLiteral("tile.rename"));
    connect(rename, &QAction::triggered, this, &DashboardTile::renameWanted);
    QAction *remove = m_menu->addAction(icon(QStringLiteral("trash")), tr("Take &off the dashboard"));
    remove->setObjectName(QStringLiteral("tile.remove"));
    connect(remove, &QAction::triggered, this, &DashboardTile::removeWanted);
}

QString DashboardTile::title() const
{
    if (!m_item.title.isEmpty())
        return m_item.title;
    return m_item.name.value_or(tr("A private question"));
}

void DashboardTile::setItem(const api::DashboardItem &item)
{
    m_item = item;
    m_title->setText(title());
    const QString keys = m_canChange ? tr("Ctrl and arrows move it, with Shift they change its size.") : QString();
    setAccessibleName(tr("Tile: %1").arg(title()));
    setAccessibleDescription(keys);
    setToolTip(m_item.databaseName ? plainToolTip(tr("About %1. %2").arg(*m_item.databaseName, keys).trimmed())
                                   : QString());
    const auto actions = m_menu->actions();
    for (QAction *action : actions) {
        if (action->isCheckable())
            action->setChecked(action->data().toString() == item.view);
    }
    applyView();
}

void DashboardTile::applyView()
{
    m_result->setView(m_item.view == u"table"    ? RunView::View::Table
                      : m_item.view == u"number" ? RunView::View::Number
                                                 : RunView::View::Chart);
}

void DashboardTile::keyPressEvent(QKeyEvent *event)
{
    const bool grows = event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
    QPoint step;
    switch (event->key()) {
    case Qt::Key_Left:
        step = {-1, 0};
        break;
    case Qt::Key_Right:
        step = {1, 0};
        break;
    case Qt::Key_Up:
        step = {0, -1};
        break;
    case Qt::Key_Down:
        step = {0, 1};
        break;
    default:
        break;
    }
    if (m_canChange && !step.isNull() && (grows || event->modifiers() == Qt::ControlModifier)) {
        if (grows)
            Q_EMIT growWanted(step.x(), step.y());
        else
            Q_EMIT moveWanted(step.x(), step.y());
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT runWanted();
        return;
    }
    if (m_canChange && event->key() == Qt::Key_Delete) {
        Q_EMIT removeWanted();
        return;
    }
    QFrame::keyPressEvent(event);
}

DashboardTile::Grip DashboardTile::gripAt(QPoint position) const
{
    if (!m_canChange)
        return Grip::None;
    if (position.x() > width() - cornerSize && position.y() > height() - cornerSize)
        return Grip::Corner;
    return position.y() < m_result->y() ? Grip::Head : Grip::None;
}

void DashboardTile::mousePressEvent(QMouseEvent *event)
{
    m_grip = event->button() == Qt::LeftButton ? gripAt(event->position().toPoint()) : Grip::None;
    m_pressedAt = event->globalPosition().toPoint();
    m_moving = false;
    if (m_grip == Grip::None)
        QFrame::mousePressEvent(event);
}

void DashboardTile::mouseMoveEvent(QMouseEvent *event)
{
    if (m_grip == Grip::None) {
        const Grip grip = gripAt(event->position().toPoint());
        setCursor(grip == Grip::Head     ? Qt::SizeAllCursor
                  : grip == Grip::Corner ? Qt::SizeFDiagCursor
                                         : Qt::ArrowCursor);
        return;
    }
    const QPoint by = event->globalPosition().toPoint() - m_pressedAt;
    m_moving = m_moving || by.manhattanLength() >= QApplication::startDragDistance();
    if (!m_moving)
        return;
    if (m_grip == Grip::Head)
        Q_EMIT dragged(by);
    else
        Q_EMIT stretched(by);
}

void DashboardTile::mouseReleaseEvent(QMouseEvent *event)
{
    const bool wasMoving = m_grip != Grip::None && m_moving;
    m_grip = Grip::None;
    m_moving = false;
    if (wasMoving)
        Q_EMIT dropped();
    else
        QFrame::mouseReleaseEvent(event);
}

void DashboardTile::focusInEvent(QFocusEvent *event)
{
    QFrame::focusInEvent(event);
    update();
}

void DashboardTile::focusOutEvent(QFocusEvent *event)
{
    QFrame::focusOutEvent(event);
    update();
}

void DashboardTile::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &c = currentColors();
    if (hasFocus()) {
        painter.setPen(QPen(c.accent, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
    }
    if (!m_canChange)
        return;
    painter.setPen(QPen(c.strongLine, 1.5)); // where it is sized
    for (const int length : {5, 9})
        painter.drawLine(width() - 4 - length, height() - 5, width() - 5, height() - 4 - length);
}

} // namespace tabletalk::ui
