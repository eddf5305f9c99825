// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/BusyDots.h"

#include "ui/theme/Theme.h"

#include <QPainter>

namespace tabletalk::ui {

BusyDots::BusyDots(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_timer.setInterval(220);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_step = (m_step + 1) % 3;
        update();
    });
}

QSize BusyDots::sizeHint() const
{
    return {30, 16};
}

void BusyDots::showEvent(QShowEvent *)
{
    m_timer.start();
}

void BusyDots::hideEvent(QHideEvent *)
{
    m_timer.stop();
}

void BusyDots::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < 3; ++i) {
        painter.setBrush(i == m_step ? currentColors().accent : currentColors().strongLine);
        painter.drawEllipse(QPointF(6 + i * 9, height() / 2.0), 3, 3);
    }
}

} // namespace tabletalk::ui
