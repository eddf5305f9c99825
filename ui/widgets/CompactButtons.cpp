// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/CompactButtons.h"

#include <QEvent>
#include <QLayout>
#include <QPushButton>

namespace tabletalk::ui {

CompactButtons::CompactButtons(QWidget *row, const std::vector<QPushButton *> &buttons)
    : QObject(row)
    , m_row(row)
{
    m_buttons.reserve(buttons.size());
    for (QPushButton *button : buttons)
        m_buttons.push_back({button, button->text(), 0, false});
    row->installEventFilter(this);
}

bool CompactButtons::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    if (watched == m_row && (type == QEvent::Resize || type == QEvent::LayoutRequest || type == QEvent::Show))
        fit();
    return false;
}

/// Changes nothing where all is right already, so that the request for a layout that a change makes is the last one.
void CompactButtons::fit()
{
    if (!m_row->isVisible())
        return; // how wide anything is shows only with its style
    const int room = m_row->contentsRect().width();
    int needed = m_row->layout()->sizeHint().width();
    for (const Each &each : m_buttons) {
        if (each.isCompact && !each.button->isHidden())
            needed += each.width;
    }
    for (Each &each : m_buttons) {
        if (each.button->isHidden())
            continue;
        const bool compact = needed > room;
        setCompact(each, compact);
        if (compact)
            needed -= each.width;
    }
}

void CompactButtons::setCompact(Each &each, bool compact)
{
    if (each.isCompact == compact)
        return;
    each.isCompact = compact;
    if (!compact) {
        each.button->setText(each.words);
        return;
    }
    const int before = each.button->sizeHint().width();
    each.button->setText({});
    each.width = before - each.button->sizeHint().width();
    if (each.button->toolTip().isEmpty())
        each.button->setToolTip(each.button->accessibleName());
}

} // namespace tabletalk::ui
