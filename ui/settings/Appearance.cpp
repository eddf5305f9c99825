// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/Appearance.h"

#include <QSettings>

#include <utility>

namespace tabletalk::ui {

namespace {

constexpr auto themeKey = "appearance/theme";
constexpr auto languageKey = "appearance/language";
constexpr auto scaleKey = "appearance/scale";
constexpr std::pair<ThemeMode, const char *> themeNames[] = {
    {ThemeMode::System, "system"},
    {ThemeMode::Light, "light"},
    {ThemeMode::Dark, "dark"},
    {ThemeMode::ContrastLight, "contrast-light"},
    {ThemeMode::ContrastDark, "contrast-dark"},
};

} // namespace

ThemeMode savedThemeMode()
{
    const QString name = QSettings().value(QLatin1StringView(themeKey)).toString();
    for (const auto &[mode, word] : themeNames) {
        if (name == QLatin1StringView(word))
            return mode;
    }
    return ThemeMode::System;
}

void saveThemeMode(ThemeMode mode)
{
    for (const auto &[known, word] : themeNames) {
        if (mode == known)
            QSettings().setValue(QLatin1StringView(themeKey), QLatin1StringView(word));
    }
}

QString savedLanguage()
{
    return QSettings().value(QLatin1StringView(languageKey)).toString();
}

int savedScale()
{
    const int percent = QSettings().value(QLatin1StringView(scaleKey)).toInt();
    return percent >= 100 && percent <= 200 ? percent : 0;
}

void saveScale(int percent)
{
    QSettings().setValue(QLatin1StringView(scaleKey), percent);
}

void saveLanguage(const QString &code)
{
    QSettings().setValue(QLatin1StringView(languageKey), code);
}

} // namespace tabletalk::ui
