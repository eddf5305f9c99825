// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <vector>

namespace tabletalk::ui {

/// The colours of a theme by what they are for. Text on its background has a contrast of at least 4.5:1 in every
/// set, what shows where a control is 3:1, and in high contrast text has 7:1 (a test computes it).
struct Colors
{
    QColor window;      ///< behind everything
    QColor surface;     ///< cards, lists, fields
    QColor raised;      ///< headers, hovered rows, quiet buttons
    QColor rail;        ///< the navigation
    QColor line;        ///< hairlines between things
    QColor strongLine;  ///< borders of buttons, whose words say what they are
    QColor controlLine; ///< borders that alone show where something is to be filled in or ticked
    QColor focus;       ///< the ring around what the keyboard is at
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
    bool highContrast = false;
};

const Colors &lightColors();
const Colors &darkColors();
const Colors &contrastLightColors();
const Colors &contrastDarkColors();
/// All sets there are.
const std::vector<const Colors *> &allColors();

/// How much one stands out from the other: 1 to 21, as the Web Content Accessibility Guidelines reckon it.
double contrastOf(const QColor &one, const QColor &other);

/// Text of what cannot be used now.
QColor disabledText(const Colors &colors);

} // namespace tabletalk::ui
