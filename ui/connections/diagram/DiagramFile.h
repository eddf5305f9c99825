// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "ui/connections/diagram/DiagramPicture.h"

namespace tabletalk::ui {

enum class DiagramForm { Png, Svg, Pdf };

/// "png", …
QString suffixOf(DiagramForm form);

/// Writes a diagram in light colours to a file, which is there whole or not at all. Takes a while, and may run in any
/// thread; a picture of pixels is made smaller where it would be too large to look at.
Result<void> writeDiagram(const DiagramPicture &picture, const DiagramFonts &fonts, DiagramForm form,
                          const QString &title, const QString &path);

} // namespace tabletalk::ui
