// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QDialog;
class QToolButton;

namespace tabletalk::ui {

class Theme;

/// F1 in a dialog, which keeps the window behind it from being used, opens the guide there in a window of its own.
void addHelpKey(QDialog &dialog, Theme &theme, const QString &place);
/// Gives the "?" that does the same, besides, for the head or foot of the dialog.
QToolButton *offerHelp(QDialog &dialog, Theme &theme, const QString &place);

} // namespace tabletalk::ui
