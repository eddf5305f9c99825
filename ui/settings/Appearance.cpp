// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/Appearance.h"

#include <QSettings>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr auto themeKey = "appearance/theme";
constexpr auto languageKey = "appearance/language";

} // namespace

ThemeMode savedThemeMode()
{
    const QString name = QSettings().value(QLatin1StringView(themeKey)).toString();
    return name == QLatin1StringView("light")  ? ThemeMode::Light
           : name == QLatin1StringView("dark") ? ThemeMode::Dark
                                               : ThemeMode::System;
}

void saveThemeMode(ThemeMode mode)
{
    QSettings().setValue(QLatin1StringView(themeKey), mode == ThemeMode::Light  ? QStringLiteral("light")
                                                      : mode == ThemeMode::Dark ? QStringLiteral("dark")
                                                                                : QStringLiteral("system"));
}

QString savedLanguage()
{
    return QSettings().value(QLatin1StringView(languageKey)).toString();
}

void saveLanguage(const QString &code)
{
    QSettings().setValue(QLatin1StringView(languageKey), code);
}

} // namespace tabletalk::ui
