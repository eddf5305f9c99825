// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Colors.h"

#include <algorithm>
#include <cmath>

namespace tabletalk::ui {

const Colors &lightColors()
{
    static const Colors colors = [] {
        Colors c;
        c.window = QColor(0xf5, 0xf6, 0xf8);
        c.surface = QColor(0xff, 0xff, 0xff);
        c.raised = QColor(0xee, 0xf0, 0xf4);
        c.rail = QColor(0xeb, 0xee, 0xf3);
        c.line = QColor(0xe1, 0xe4, 0xea);
        c.strongLine = QColor(0xc3, 0xc9, 0xd4);
        c.controlLine = QColor(0x82, 0x8b, 0x9b);
        c.focus = QColor(0x32, 0x57, 0xd6);
        c.text = QColor(0x1b, 0x20, 0x2b);
        c.mutedText = QColor(0x5a, 0x64, 0x75);
        c.accent = QColor(0x32, 0x57, 0xd6);
        c.accentHover = QColor(0x28, 0x48, 0xb8);
        c.onAccent = QColor(0xff, 0xff, 0xff);
        c.accentSoft = QColor(0xe4, 0xea, 0xfd);
        c.onAccentSoft = QColor(0x24, 0x41, 0xa8);
        c.danger = QColor(0xb4, 0x23, 0x2c);
        c.dangerSoft = QColor(0xfd, 0xec, 0xec);
        c.warning = QColor(0x8a, 0x55, 0x00);
        c.warningSoft = QColor(0xfd, 0xf3, 0xdd);
        c.success = QColor(0x1a, 0x70, 0x43);
        c.successSoft = QColor(0xe2, 0xf5, 0xea);
        c.sqlKeyword = QColor(0x24, 0x41, 0xa8);
        c.sqlText = QColor(0x1a, 0x70, 0x43);
        c.sqlNumber = QColor(0x9a, 0x3a, 0x0c);
        c.series = {QColor(0x32, 0x57, 0xd6), QColor(0xe0, 0x7a, 0x1f), QColor(0x1f, 0x8f, 0x63),
                    QColor(0xb8, 0x3a, 0x7a), QColor(0x6f, 0x5b, 0xc9), QColor(0x2a, 0x93, 0xb5),
                    QColor(0xa3, 0x7b, 0x14), QColor(0x6b, 0x74, 0x85)};
        return c;
    }();
    return colors;
}

const Colors &darkColors()
{
    static const Colors colors = [] {
        Colors c;
        c.window = QColor(0x16, 0x19, 0x20);
        c.surface = QColor(0x1e, 0x22, 0x2b);
        c.raised = QColor(0x29, 0x2e, 0x39);
        c.rail = QColor(0x12, 0x15, 0x1b);
        c.line = QColor(0x2e, 0x34, 0x40);
        c.strongLine = QColor(0x47, 0x50, 0x60);
        c.controlLine = QColor(0x74, 0x7e, 0x90);
        c.focus = QColor(0x8a, 0xa6, 0xff);
        c.text = QColor(0xe8, 0xeb, 0xf1);
        c.mutedText = QColor(0xa3, 0xac, 0xbb);
        c.accent = QColor(0x8a, 0xa6, 0xff);
        c.accentHover = QColor(0xa4, 0xba, 0xff);
        c.onAccent = QColor(0x10, 0x16, 0x2b);
        c.accentSoft = QColor(0x2a, 0x36, 0x5c);
        c.onAccentSoft = QColor(0xcb, 0xd7, 0xff);
        c.danger = QColor(0xff, 0x93, 0x93);
        c.dangerSoft = QColor(0x42, 0x22, 0x26);
        c.warning = QColor(0xf2, 0xc1, 0x6b);
        c.warningSoft = QColor(0x3d, 0x30, 0x18);
        c.success = QColor(0x7a, 0xd6, 0xa4);
        c.successSoft = QColor(0x1b, 0x39, 0x2a);
        c.sqlKeyword = QColor(0xa4, 0xba, 0xff);
        c.sqlText = QColor(0x8f, 0xd9, 0xae);
        c.sqlNumber = QColor(0xf3, 0xb0, 0x83);
        c.series = {QColor(0x8a, 0xa6, 0xff), QColor(0xf2, 0xa6, 0x5e), QColor(0x5f, 0xc9, 0x98),
                    QColor(0xea, 0x85, 0xb5), QColor(0xb1, 0xa1, 0xf5), QColor(0x6d, 0xc6, 0xe3),
                    QColor(0xd9, 0xb9, 0x5c), QColor(0x9a, 0xa4, 0xb5)};
        c.dark = true;
        return c;
    }();
    return colors;
}

const Colors &contrastLightColors()
{
    static const Colors colors = [] {
        Colors c;
        c.window = QColor(0xff, 0xff, 0xff);
        c.surface = QColor(0xff, 0xff, 0xff);
        c.raised = QColor(0xee, 0xee, 0xee);
        c.rail = QColor(0xff, 0xff, 0xff);
        c.line = QColor(0x59, 0x59, 0x59);
        c.strongLine = QColor(0x00, 0x00, 0x00);
        c.controlLine = QColor(0x00, 0x00, 0x00);
        c.focus = QColor(0x00, 0x32, 0xa0);
        c.text = QColor(0x00, 0x00, 0x00);
        c.mutedText = QColor(0x2b, 0x2b, 0x2b);
        c.accent = QColor(0x00, 0x32, 0xa0);
        c.accentHover = QColor(0x00, 0x22, 0x6e);
        c.onAccent = QColor(0xff, 0xff, 0xff);
        c.accentSoft = QColor(0xd8, 0xe3, 0xff);
        c.onAccentSoft = QColor(0x00, 0x1b, 0x5c);
        c.danger = QColor(0x8a, 0x00, 0x0c);
        c.dangerSoft = QColor(0xff, 0xf0, 0xf0);
        c.warning = QColor(0x5c, 0x36, 0x00);
        c.warningSoft = QColor(0xff, 0xf6, 0xe0);
        c.success = QColor(0x00, 0x4d, 0x26);
        c.successSoft = QColor(0xe8, 0xf8, 0xee);
        c.sqlKeyword = QColor(0x00, 0x32, 0xa0);
        c.sqlText = QColor(0x00, 0x4d, 0x26);
        c.sqlNumber = QColor(0x7a, 0x22, 0x00);
        c.series = lightColors().series;
        c.highContrast = true;
        return c;
    }();
    return colors;
}

const Colors &contrastDarkColors()
{
    static const Colors colors = [] {
        Colors c;
        c.window = QColor(0x00, 0x00, 0x00);
        c.surface = QColor(0x00, 0x00, 0x00);
        c.raised = QColor(0x22, 0x22, 0x22);
        c.rail = QColor(0x00, 0x00, 0x00);
        c.line = QColor(0xa6, 0xa6, 0xa6);
        c.strongLine = QColor(0xff, 0xff, 0xff);
        c.controlLine = QColor(0xff, 0xff, 0xff);
        c.focus = QColor(0xff, 0xe1, 0x4d);
        c.text = QColor(0xff, 0xff, 0xff);
        c.mutedText = QColor(0xdd, 0xdd, 0xdd);
        c.accent = QColor(0xff, 0xe1, 0x4d);
        c.accentHover = QColor(0xff, 0xef, 0x99);
        c.onAccent = QColor(0x00, 0x00, 0x00);
        c.accentSoft = QColor(0x3d, 0x36, 0x0a);
        c.onAccentSoft = QColor(0xff, 0xf3, 0xb0);
        c.danger = QColor(0xff, 0xb3, 0xb3);
        c.dangerSoft = QColor(0x33, 0x00, 0x00);
        c.warning = QColor(0xff, 0xd5, 0x80);
        c.warningSoft = QColor(0x2b, 0x1d, 0x00);
        c.success = QColor(0x9c, 0xf0, 0xc0);
        c.successSoft = QColor(0x00, 0x26, 0x12);
        c.sqlKeyword = QColor(0xb8, 0xcc, 0xff);
        c.sqlText = QColor(0x9c, 0xf0, 0xc0);
        c.sqlNumber = QColor(0xff, 0xc9, 0xa3);
        c.series = darkColors().series;
        c.dark = true;
        c.highContrast = true;
        return c;
    }();
    return colors;
}

const std::vector<const Colors *> &allColors()
{
    static const std::vector<const Colors *> all{&lightColors(), &darkColors(), &contrastLightColors(),
                                                 &contrastDarkColors()};
    return all;
}

namespace {

double linear(double part)
{
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

double contrastOf(const QColor &one, const QColor &other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)}); // values, not references to them
    return (lighter + 0.05) / (darker + 0.05);
}

QColor disabledText(const Colors &colors)
{
    if (colors.highContrast)
        return colors.line;
    return colors.dark ? colors.mutedText.darker(140) : colors.mutedText.lighter(150);
}

} // namespace tabletalk::ui
