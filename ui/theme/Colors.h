// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <vector>

namespace tabletalk::ui {

/// The colours of a theme by what they are for. Text on its background has a contrast of
/// at least 4.5:1 in both sets (a test computes it).
struct Colors
{
    QColor window;     ///< behind everything
    QColor surface;    ///< cards, lists, fields
    QColor raised;     ///< headers, hovered rows, quiet buttons
    QColor rail;       ///< the navigation
    QColor line;       ///< hairlines between things
    QColor strongLine; ///< borders of fields and buttons
    QColor text;
    QColor mutedText;
    QColor accent; ///< what to press next, selection, first series
    QColor accentHover;
    QColor onAccent;
    QColor accentSoft; ///< selected rows, chips
    QColor onAccentSoft;
    QColor danger;
    QColor dangerSoft;
    QColor warning;
    QColor warningSoft;
    QColor success;
    QColor successSoft;
    QColor sqlKeyword;
    QColor sqlText;
    QColor sqlNumber;
    std::vector<QColor> series; ///< of charts, told apart without relying on hue alone
    bool dark = false;
};

const Colors &lightColors();
const Colors &darkColors();

} // namespace tabletalk::ui
