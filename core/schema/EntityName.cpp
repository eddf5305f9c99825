// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/EntityName.h"

#include "core/text/NameParts.h"

#include <QCoreApplication>
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

/// Words for a lot of something, which have no plural, or none that anybody says.
static bool isUncountable(const QString &word)
{
    static constexpr QStringView words[] = {u"weather",     u"inventory", u"history",    u"status",     u"equipment",
                                            u"information", u"data",      u"datum",      u"stock",      u"furniture",
                                            u"software",    u"hardware",  u"attendance", u"membership", u"feedback",
                                            u"news",        u"content",   u"metadata",   u"usage"};
    return std::ranges::find(words, word) != std::end(words);
}

/// The place of the noun: "bill of materials" is about bills, "parties in events" about parties,
/// "products booked" about products.
static qsizetype nounOf(const QStringList &words)
{
    for (qsizetype i = 1; i + 1 < words.size(); ++i) {
        if (words[i] == u"of" || words[i] == u"in" || words[i] == u"for")
            return i - 1;
    }
    const qsizetype last = words.size() - 1;
    const bool done = last > 0 && words[last].size() > 4 && words[last].endsWith(u"ed")
                      && singular(words[last - 1]) != words[last - 1];
    return done ? last - 1 : last;
}

/// "customers cards" are customer cards, but "sales orders" stay what they are.
static QString asModifier(const QString &word)
{
    static constexpr QStringView kept[] = {u"sales", u"savings", u"sports",  u"goods",     u"news",
                                           u"works", u"systems", u"customs", u"operations"};
    const bool plainPlural = word.size() > 4 && word.endsWith(u"rs"); // customers, orders, members
    return plainPlural && std::ranges::find(kept, word) == std::end(kept) ? singular(word) : word;
}

EntityName EntityName::of(const QString &tableName)
{
    QStringList words = humanName(tableName).split(u' ', Qt::SkipEmptyParts);
    while (words.size() > 1 && isMark(words.front()))
        words.removeFirst();
    if (words.isEmpty())
        return {tableName, tableName};
    const qsizetype noun = nounOf(words);
    for (qsizetype i = 0; i < noun; ++i)
        words[i] = asModifier(words[i]);
    EntityName name;
    // "participates in" is no thing that could be counted.
    static const QStringList links = QStringLiteral("in to with by at on of for from").split(u' ');
    name.countable = !isUncountable(words[noun]) && !links.contains(words.last());
    words[noun] = singular(words[noun]);
    name.one = words.join(u' ');
    words[noun] = plural(words[noun]);
    // "course authors and tutors"
    if (noun > 1 && words[noun - 1] == u"and")
        words[noun - 2] = plural(words[noun - 2]);
    name.many = words.join(u' ');
    return name;
}

QString EntityName::row() const
{
    if (one == u"staff" || one == u"personnel" || one.endsWith(u" staff"))
        return QCoreApplication::translate("EntityName", "member of %1").arg(one);
    if (countable)
        return one;
    return QCoreApplication::translate("EntityName", "%1 record").arg(one);
}

QString EntityName::oneOfThem() const
{
    const QString thing = row();
    const bool vowel = !thing.isEmpty() && QStringView(u"aeiou").contains(thing.front()) && !thing.startsWith(u"uni")
                       && !thing.startsWith(u"use") && !thing.startsWith(u"eu");
    return vowel ? QCoreApplication::translate("EntityName", "an %1").arg(thing)
                 : QCoreApplication::translate("EntityName", "a %1").arg(thing);
}

} // namespace tabletalk
