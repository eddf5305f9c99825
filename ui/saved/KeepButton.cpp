// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/saved/KeepButton.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"

#include <QMenu>

namespace tabletalk::ui {

KeepButton::KeepButton(QWidget *parent)
    : QPushButton(tr("Keep"), parent)
{
    setObjectName(QStringLiteral("keep"));
    setProperty("quiet", true);
    setProperty("menu", true);
    setIcon(ui::icon(QStringLiteral("pin"), IconTint::Muted));
    setIconSize(iconSize() + QSize(space::tiny, 0)); // as makeButton() does
    setAccessibleName(tr("Keep this answer"));
    setToolTip(tr("Save the question to run it again, or pin it to a dashboard"));
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("keepMenu"));
    QAction *save = menu->addAction(ui::icon(QStringLiteral("archive")), tr("&Save question…"));
    save->setObjectName(QStringLiteral("keep.save"));
    connect(save, &QAction::triggered, this, &KeepButton::saveWanted);
    QAction *pin = menu->addAction(ui::icon(QStringLiteral("pin")), tr("&Pin to a dashboard…"));
    pin->setObjectName(QStringLiteral("keep.pin"));
    connect(pin, &QAction::triggered, this, &KeepButton::pinWanted);
    setMenu(menu);
}

} // namespace tabletalk::ui
