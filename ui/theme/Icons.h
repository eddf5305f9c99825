// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace tabletalk::ui {

/// Which text colour an icon takes on.
enum class IconTint { Text, Muted, Accent, OnAccent, Danger, Success, Warning };

/// One of the line drawings in resources/icons, by file name without ".svg". It is tinted
/// when it is painted, so it follows the theme; selected and checked icons take the accent.
QIcon icon(const QString &name, IconTint tint = IconTint::Text);

/// The program's mark.
QIcon programIcon();

} // namespace tabletalk::ui
