// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/ColumnWords.h"

#include "core/text/NameParts.h"

#include <QStringList>

namespace tabletalk {

std::vector<QString> nameWords(QStringView name)
{
    std::vector<QString> words;
    const QStringList parts = humanName(name).split(u' ', Qt::SkipEmptyParts);
    words.reserve(size_t(parts.size()));
    for (const QString &part : parts)
        words.push_back(part.size() > 2 ? singular(part) : part);
    return words;
}

} // namespace tabletalk
