// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/HelpButton.h"

#include "ui/theme/Icons.h"

#include <QAction>
#include <QCoreApplication>
#include <QToolButton>

namespace tabletalk::ui {

QToolButton *makeHelpButton(QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(QStringLiteral("panelHelp"));
    button->setIcon(icon(QStringLiteral("question"), IconTint::Muted));
    button->setAccessibleName(QCoreApplication::translate("HelpButton", "Help about this panel"));
    button->setToolTip(QCoreApplication::translate("HelpButton", "Help about this panel (F1)"));
    button->setProperty("quiet", true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setCursor(Qt::PointingHandCursor);
    auto *action = parent->window()->findChild<QAction *>(QStringLiteral("help.panel"));
    if (!action)
        button->hide();
    else
        QObject::connect(button, &QToolButton::clicked, action, &QAction::trigger);
    return button;
}

} // namespace tabletalk::ui
