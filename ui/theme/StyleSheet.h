// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tabletalk::ui {

struct Colors;

/// The one style sheet. Widgets choose from it by dynamic properties: card, primary, quiet,
/// danger, muted, badge, rail.
QString styleSheetOf(const Colors &colors);

} // namespace tabletalk::ui
