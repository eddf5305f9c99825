// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FieldButton.h"

#include "ui/theme/Metrics.h"

#include <QAction>
#include <QEvent>
#include <QLineEdit>

namespace tabletalk::ui {

namespace {

constexpr int side = 22;

} // namespace

FieldButton::FieldButton(QLineEdit *field, QAction *action)
    : QToolButton(field)
    , m_field(field)
    , m_action(action)
{
    setObjectName(action->objectName() + QStringLiteral("Button"));
    setProperty("inField", true);
    setFocusPolicy(Qt::TabFocus); // a click leaves the cursor in the field
    setCursor(Qt::PointingHandCursor);
    setCheckable(true);
    setFixedSize(side, side);
    field->setTextMargins(0, 0, side, 0);
    QWidget::setTabOrder(field, this);
    field->installEventFilter(this);
    connect(this, &QToolButton::clicked, action, [action] { action->toggle(); });
    connect(action, &QAction::changed, this, &FieldButton::takeAction);
    takeAction();
    place();
}

void FieldButton::takeAction()
{
    setIcon(m_action->icon());
    setAccessibleName(m_action->text());
    setToolTip(m_action->text());
    setChecked(m_action->isChecked());
}

void FieldButton::place()
{
    const int x = isRightToLeft() ? space::tiny : m_field->width() - side - space::tiny;
    move(x, (m_field->height() - side) / 2);
}

bool FieldButton::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && (event->type() == QEvent::Resize || event->type() == QEvent::LayoutDirectionChange))
        place();
    return QToolButton::eventFilter(watched, event);
}

} // namespace tabletalk::ui
