// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QString>

namespace tabletalk::ui {

/// What the window remembers of its looks.
ThemeMode savedThemeMode();
void saveThemeMode(ThemeMode mode);

/// How large everything is, in percent of what the desktop says: 100 to 200; 0 as the desktop says. Takes effect when
/// the program starts again.
int savedScale();
void saveScale(int percent);

/// A language code, or empty for the system's.
QString savedLanguage();
void saveLanguage(const QString &code);

} // namespace tabletalk::ui
