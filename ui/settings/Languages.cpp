// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/Languages.h"

#include <QLocale>

namespace tabletalk::ui {

const std::vector<Language> &languages()
{
    static const std::vector<Language> all{
        {QStringLiteral("en"), QStringLiteral("English"), true},
        {QStringLiteral("de"), QStringLiteral("Deutsch"), true},
        {QStringLiteral("ja"), QStringLiteral("日本語"), true},
    };
    return all;
}

QLocale chosenLocale(const QString &saved, const QLocale &system)
{
    for (const Language &language : languages()) {
        const QLocale locale(language.code);
        if (saved == language.code || (saved.isEmpty() && language.complete && locale.language() == system.language()))
            return saved.isEmpty() ? system : locale; // the system's own keeps its country
    }
    return QLocale(QStringLiteral("en"));
}

bool Translator::loadLanguage(const QLocale &locale)
{
    return load(locale, QStringLiteral("tabletalk"), QStringLiteral("_"), QStringLiteral(":/tabletalk/translations"));
}

QString Translator::translate(const char *context, const char *source, const char *disambiguation, int number) const
{
    for (const char *name : {context, "tabletalk::ui", "tabletalk"}) {
        QString found = QTranslator::translate(name, source, disambiguation, number);
        if (!found.isEmpty())
            return found;
    }
    return {};
}

} // namespace tabletalk::ui
