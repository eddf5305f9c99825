// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ScrollColumn.h"

#include "ui/theme/Metrics.h"

#include <QBoxLayout>
#include <QScrollArea>

namespace tabletalk::ui {

QWidget *makeScrollColumn(QWidget *page, QVBoxLayout **column)
{
    auto *fill = new QVBoxLayout(page);
    fill->setContentsMargins(0, 0, 0, 0);
    auto *scroll = new QScrollArea(page);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inside = new ScrollColumn(scroll);
    *column = new QVBoxLayout(inside);
    (*column)->setContentsMargins(0, 0, 0, 0);
    (*column)->setSpacing(space::large);
    scroll->setWidget(inside);
    fill->addWidget(scroll);
    return inside;
}

} // namespace tabletalk::ui
