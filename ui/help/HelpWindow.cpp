// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/HelpWindow.h"

#include "ui/help/HelpPane.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Theme.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QDialog>
#include <QShortcut>
#include <QToolButton>

namespace tabletalk::ui {

namespace {

constexpr int usualWidth = 560;
constexpr int usualHeight = 640;

void openHelpWindow(QDialog &dialog, Theme &theme, const QString &place)
{
    auto *pane = dialog.findChild<HelpPane *>();
    if (!pane) {
        auto *window = new QDialog(&dialog);
        window->setObjectName(QStringLiteral("helpWindow"));
        window->setWindowTitle(QCoreApplication::translate("HelpWindow", "Help"));
        window->setAttribute(Qt::WA_DeleteOnClose);
        window->resize(usualWidth, usualHeight);
        pane = new HelpPane(theme, window);
        auto *column = new QVBoxLayout(window);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(pane);
        QObject::connect(pane, &HelpPane::closeWanted, window, &QDialog::close);
        window->show();
    }
    pane->window()->raise();
    pane->window()->activateWindow();
    pane->showPlace(place);
    pane->focusText();
}

} // namespace

void addHelpKey(QDialog &dialog, Theme &theme, const QString &place)
{
    auto *key = new QShortcut(QKeySequence(QKeySequence::HelpContents), &dialog);
    QObject::connect(key, &QShortcut::activated, &dialog,
                     [&dialog, &theme, place] { openHelpWindow(dialog, theme, place); });
}

QToolButton *offerHelp(QDialog &dialog, Theme &theme, const QString &place)
{
    auto *mark = new QToolButton(&dialog);
    mark->setObjectName(QStringLiteral("dialogHelp"));
    mark->setIcon(icon(QStringLiteral("question"), IconTint::Muted));
    mark->setAccessibleName(QCoreApplication::translate("HelpWindow", "Help about this"));
    mark->setToolTip(QCoreApplication::translate("HelpWindow", "Help about this (F1)"));
    mark->setProperty("quiet", true);
    mark->setFocusPolicy(Qt::StrongFocus);
    mark->setCursor(Qt::PointingHandCursor);
    addHelpKey(dialog, theme, place);
    QObject::connect(mark, &QToolButton::clicked, &dialog,
                     [&dialog, &theme, place] { openHelpWindow(dialog, theme, place); });
    return mark;
}

} // namespace tabletalk::ui
