// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/NavigationRail.h"

#include "ui/shell/Panel.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QKeyEvent>
#include <QToolButton>

namespace tabletalk::ui {

namespace {

constexpr int railWidth = 108;
constexpr int iconSize = 22;

} // namespace

NavigationRail::NavigationRail(QWidget *parent)
    : QFrame(parent)
    , m_top(new QVBoxLayout)
    , m_bottom(new QVBoxLayout)
{
    setObjectName(QStringLiteral("rail"));
    setAccessibleName(tr("Panels"));
    setProperty("rail", true);
    setFixedWidth(railWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::small, space::medium, space::small, space::medium);
    m_top->setSpacing(space::tiny);
    m_bottom->setSpacing(space::tiny);
    column->addLayout(m_top);
    column->addStretch();
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
    button->setAutoExclusive(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setCursor(Qt::PointingHandCursor);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(button, &QToolButton::clicked, this, [this, id] { Q_EMIT chosen(id); });
    (panel.atBottom() ? m_bottom : m_top)->addWidget(button);
    m_buttons.insert(id, button);
}

void NavigationRail::setCurrent(const QString &id)
{
    if (auto *button = m_buttons.value(id))
        button->setChecked(true);
}

void NavigationRail::setAvailable(const QString &id, bool available)
{
    if (auto *button = m_buttons.value(id))
        button->setVisible(available);
}

void NavigationRail::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Down)
        focusNextChild();
    else if (event->key() == Qt::Key_Up)
        focusPreviousChild();
    else
        QFrame::keyPressEvent(event);
}

} // namespace tabletalk::ui
