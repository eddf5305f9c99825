// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/IconLabel.h"

#include <QPainter>

#include <algorithm>

namespace tabletalk::ui {

IconLabel::IconLabel(const QIcon &icon, int size, QWidget *parent)
    : QWidget(parent)
    , m_icon(icon)
{
    setFixedSize(size, size);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void IconLabel::setIcon(const QIcon &icon)
{
    m_icon = icon;
    update();
}

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QRect drawing(0, 0, width(), std::min(width(), height()));
    drawing.moveCenter(rect().center());
    m_icon.paint(&painter, drawing);
}

} // namespace tabletalk::ui
