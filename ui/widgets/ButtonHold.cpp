// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ButtonHold.h"

#include <QApplication>
#include <QEvent>
#include <QPushButton>

namespace tabletalk::ui {

std::shared_ptr<ButtonHold> ButtonHold::on(QPushButton *button)
{
    return std::shared_ptr<ButtonHold>(new ButtonHold(button));
}

ButtonHold::ButtonHold(QPushButton *button)
    : m_button(button)
    , m_hadFocus(button->hasFocus())
{
    if (m_hadFocus)
        button->clearFocus(); // or the next button would get it, and with it the second stroke
    disable(*button);
    m_focusWentTo = QApplication::focusWidget();
    button->installEventFilter(this);
}

ButtonHold::~ButtonHold()
{
    if (!m_button)
        return;
    m_button->removeEventFilter(this);
    release(*m_button);
    if (m_hadFocus && m_button->isEnabled() && m_button->isVisible() && QApplication::focusWidget() == m_focusWentTo)
        m_button->setFocus(Qt::OtherFocusReason);
}

/// The attribute stays what the panel wants: setEnabled() sets it even where it changes nothing.
void ButtonHold::disable(QWidget &widget)
{
    if (widget.testAttribute(Qt::WA_ForceDisabled))
        return;
    widget.setEnabled(false);
    widget.setAttribute(Qt::WA_ForceDisabled, false);
}

void ButtonHold::release(QWidget &widget)
{
    widget.setEnabled(!widget.testAttribute(Qt::WA_ForceDisabled));
}

bool ButtonHold::eventFilter(QObject *watched, QEvent *event)
{
    // Its panel, or what it stands in, thinks that it can be used again.
    if (event->type() == QEvent::EnabledChange && watched == m_button && m_button->isEnabled())
        disable(*m_button);
    return false;
}

} // namespace tabletalk::ui
