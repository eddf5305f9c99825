// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/NavigationRail.h"

#include "ui/shell/Panel.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QEvent>
#include <QScrollArea>
#include <QStyle>
#include <QToolButton>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int railWidth = 108;
constexpr int compactWidth = 148;
constexpr int iconSize = 22;
constexpr int compactIconSize = 16;

} // namespace

NavigationRail::NavigationRail(QWidget *parent)
    : QFrame(parent)
    , m_scroll(new QScrollArea(this))
    , m_top(new QVBoxLayout)
    , m_bottom(new QVBoxLayout)
    , m_group(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("rail"));
    setAccessibleName(tr("Panels"));
    setProperty("rail", true);
    setFixedWidth(railWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::small, space::medium, space::small, space::medium);
    m_top->setSpacing(space::tiny);
    m_bottom->setSpacing(space::tiny);
    auto *inside = new QWidget(m_scroll);
    auto *fill = new QVBoxLayout(inside);
    fill->setContentsMargins(0, 0, 0, 0);
    fill->addLayout(m_top);
    fill->addStretch();
    m_scroll->setWidget(inside);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_scroll, 1);
    column->addLayout(m_bottom);
}

void NavigationRail::add(const ui::Panel &panel, int number)
{
    auto *button = new QToolButton(this);
    const QString id = panel.id();
    button->setObjectName(QStringLiteral("rail.") + id);
    button->setProperty("rail", true);
    button->setText(panel.title());
    button->setAccessibleName(panel.title());
    button->setToolTip(number <= 9 ? QStringLiteral("%1 (Ctrl+%2)").arg(panel.title()).arg(number) : panel.title());
    button->setIcon(icon(panel.iconName(), IconTint::Muted));
    button->setIconSize(QSize(iconSize, iconSize));
    button->setFont(fontOf(TextStyle::Caption));
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setCursor(Qt::PointingHandCursor);
    button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // a scroll bar takes some of the width
    button->installEventFilter(this);
    m_group->addButton(button);
    connect(button, &QToolButton::clicked, this, [this, id] { Q_EMIT chosen(id); });
    (panel.atBottom() ? m_bottom : m_top)->addWidget(button);
    m_buttons.insert(id, button);
    m_tallHeight = 0; // its words may need more
    arrange();
}

/// Whether they fit is reckoned from their height with words below, so that it does not depend on how they stand now.
void NavigationRail::arrange()
{
    if (m_buttons.isEmpty())
        return;
    if (m_tallHeight == 0) {
        setCompact(false);
        for (const QToolButton *button : std::as_const(m_buttons))
            m_tallHeight = std::max(m_tallHeight, button->sizeHint().height());
    }
    const auto shown = std::ranges::count_if(m_buttons, [](const QToolButton *button) { return !button->isHidden(); });
    const int needed = int(shown) * (m_tallHeight + space::tiny) + 2 * space::medium;
    setCompact(height() < needed);
}

void NavigationRail::setCompact(bool compact)
{
    if (compact == m_compact)
        return;
    m_compact = compact;
    setFixedWidth(compact ? compactWidth : railWidth);
    const int side = compact ? compactIconSize : iconSize;
    for (QToolButton *button : std::as_const(m_buttons)) {
        button->setToolButtonStyle(compact ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonTextUnderIcon);
        button->setIconSize(QSize(side, side));
        button->setProperty("compact", compact);
        style()->unpolish(button); // or the rule of the style sheet is not looked at again
        style()->polish(button);
    }
}

void NavigationRail::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    arrange();
}

void NavigationRail::setCurrent(const QString &id)
{
    if (auto *button = m_buttons.value(id)) {
        button->setChecked(true);
        m_scroll->ensureWidgetVisible(button);
    }
}

void NavigationRail::setAvailable(const QString &id, bool available)
{
    if (auto *button = m_buttons.value(id))
        button->setVisible(available);
    arrange();
}

bool NavigationRail::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn)
        m_scroll->ensureWidgetVisible(static_cast<QWidget *>(watched));
    return QFrame::eventFilter(watched, event);
}

} // namespace tabletalk::ui
