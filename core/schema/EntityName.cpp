// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/EntityName.h"

#include "core/text/NameParts.h"

#include <QStringList>

#include <algorithm>

namespace tabletalk {

/// Marks of how a table is kept, which nobody says.
static bool isMark(const QString &word)
{
    static constexpr QStringView marks[] = {u"tbl",       u"tb", u"t",   u"dim",    u"fact", u"ref",
                                            u"reference", u"lu", u"lkp", u"lookup", u"mst"};
    return std::ranges::find(marks, word) != std::end(marks);
}

EntityName EntityName::of(const QString &tableName)
{
    QStringList words = humanName(tableName).split(u' ', Qt::SkipEmptyParts);
    while (words.size() > 1 && isMark(words.front()))
        words.removeFirst();
    if (words.isEmpty())
        return {tableName, tableName};
    // "bill of materials" is about bills; its last word keeps its form.
    const qsizetype of = words.indexOf(QStringLiteral("of"));
    const qsizetype noun = of > 0 ? of - 1 : words.size() - 1;
    EntityName name;
    words[noun] = singular(words[noun]);
    name.one = words.join(u' ');
    words[noun] = plural(words[noun]);
    name.many = words.join(u' ');
    return name;
}

} // namespace tabletalk
