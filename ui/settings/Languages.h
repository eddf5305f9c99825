// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTranslator>

#include <vector>

class QLocale;

namespace tabletalk::ui {

struct Language
{
    QString code;
    QString name;          ///< in the language itself
    bool complete = false; ///< one that is not is offered as unfinished, and never chosen by itself
};

/// The languages that the window can speak; English first, in which it is written.
const std::vector<Language> &languages();

/// What is spoken: the saved choice, else the system's language where it is complete, else English.
QLocale chosenLocale(const QString &saved, const QLocale &system);

/// Our translations. A text that was asked for under another name than the one it was found under in the source (which
/// happens to functions outside of classes) is found by the name of its namespace.
class Translator : public QTranslator
{
public:
    using QTranslator::QTranslator;
    bool loadLanguage(const QLocale &locale);
    QString translate(const char *context, const char *source, const char *disambiguation, int number) const override;
};

} // namespace tabletalk::ui
