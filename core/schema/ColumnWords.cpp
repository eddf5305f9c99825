// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/ColumnWords.h"

#include "core/text/NameParts.h"

#include <QHash>
#include <QStringList>

namespace tabletalk {

static constexpr qsizetype mostNamesKnown = 8192;

static std::vector<QString> wordsOf(QStringView name)
{
    std::vector<QString> words;
    const QStringList parts = humanName(name).split(u' ', Qt::SkipEmptyParts);
    words.reserve(size_t(parts.size()));
    for (const QString &part : parts)
        words.push_back(part.size() > 2 ? singular(part) : part);
    return words;
}

std::vector<QString> nameWords(QStringView name)
{
    // Roles, keys and questions ask for the words of the same names over and over.
    static thread_local QHash<QString, std::vector<QString>> known;
    const QString key = name.toString();
    if (const auto found = known.constFind(key); found != known.constEnd())
        return *found;
    if (known.size() >= mostNamesKnown)
        known.clear();
    std::vector<QString> words = wordsOf(name);
    if (words.empty())
        words.push_back(unnamedWord.toString());
    return *known.insert(key, std::move(words));
}

} // namespace tabletalk
