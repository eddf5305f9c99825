// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/Vocabulary.h"

#include <QCoreApplication>
#include <QHash>
#include <QStringList>

#include <algorithm>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

bool isPlainPart(const QString &part)
{
    return !part.isEmpty() && std::ranges::all_of(part, [](QChar c) { return c.isLetterOrNumber() || c == u'_'; });
}

QString partText(const QString &part)
{
    return isPlainPart(part) ? part : QString(u'"' + QString(part).replace(u'"', u"\"\""_s) + u'"');
}

// What makes two entries of a list the same entry, whatever else they say.
QString keyOf(const Synonym &entry)
{
    return phraseKey(entry.phrase);
}
QString keyOf(const Metric &entry)
{
    return phraseKey(entry.name);
}
QString keyOf(const SchemaPlace &entry)
{
    return placeText(entry).toLower();
}
QString keyOf(const PlaceDescription &entry)
{
    return keyOf(entry.place);
}
QString keyOf(const JoinSide &side)
{
    return QString(placeText({side.schema, side.table, {}}) + u'('
                   + QStringList(side.columns.begin(), side.columns.end()).join(u',') + u')')
        .toLower();
}
QString keyOf(const JoinPreference &entry)
{
    return keyOf(entry.from) + u'=' + keyOf(entry.to);
}

template <class Entry>
void mergeInto(std::vector<Entry> &base, const std::vector<Entry> &added)
{
    QHash<QString, size_t> known;
    for (size_t i = 0; i < base.size(); ++i)
        known.insert(keyOf(base[i]), i);
    for (const Entry &entry : added) {
        const QString key = keyOf(entry);
        if (const auto found = known.constFind(key); found != known.constEnd()) {
            base[*found] = entry;
        } else {
            known.insert(key, base.size());
            base.push_back(entry);
        }
    }
}

struct Difference
{
    int added = 0;
    int changed = 0;
    int removed = 0;
};

template <class Entry>
Difference differenceOf(const std::vector<Entry> &before, const std::vector<Entry> &after)
{
    QHash<QString, const Entry *> earlier;
    for (const Entry &entry : before)
        earlier.insert(keyOf(entry), &entry);
    Difference difference;
    for (const Entry &entry : after) {
        const Entry *old = earlier.take(keyOf(entry));
        if (!old)
            ++difference.added;
        else if (!(*old == entry))
            ++difference.changed;
    }
    difference.removed = int(earlier.size());
    return difference;
}

QString counted(const char *text, int count)
{
    return QCoreApplication::translate("Vocabulary", text).arg(count);
}

void addDifference(QStringList &parts, const QString &noun, const Difference &difference)
{
    QStringList said;
    if (difference.added > 0)
        said << counted("%1 added", difference.added);
    if (difference.changed > 0)
        said << counted("%1 changed", difference.changed);
    if (difference.removed > 0)
        said << counted("%1 removed", difference.removed);
    if (!said.isEmpty())
        parts << QString(noun + u": " + said.join(u", "));
}

} // namespace

bool Vocabulary::isEmpty() const
{
    return synonyms.empty() && metrics.empty() && hidden.empty() && joins.empty() && descriptions.empty();
}

QString placeText(const SchemaPlace &place)
{
    QStringList parts;
    if (place.schema && !place.schema->isEmpty())
        parts << partText(*place.schema);
    parts << partText(place.table);
    if (place.column)
        parts << partText(*place.column);
    return parts.join(u'.');
}

std::optional<SchemaPlace> placeFromText(QStringView text)
{
    std::vector<QString> parts(1);
    bool quoted = false;
    text = text.trimmed();
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'"' && quoted && i + 1 < text.size() && text[i + 1] == u'"') {
            parts.back() += c;
            ++i;
        } else if (c == u'"') {
            quoted = !quoted;
        } else if (c == u'.' && !quoted) {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    if (quoted || parts.size() > 3 || std::ranges::any_of(parts, &QString::isEmpty))
        return {};
    if (parts.size() == 1)
        return SchemaPlace{{}, parts[0], {}};
    if (parts.size() == 2)
        return SchemaPlace{{}, parts[0], parts[1]};
    return SchemaPlace{parts[0], parts[1], parts[2]};
}

QString phraseKey(const QString &phrase)
{
    return phrase.simplified().toLower();
}

Vocabulary merged(Vocabulary base, const Vocabulary &added)
{
    mergeInto(base.synonyms, added.synonyms);
    mergeInto(base.metrics, added.metrics);
    mergeInto(base.hidden, added.hidden);
    mergeInto(base.joins, added.joins);
    mergeInto(base.descriptions, added.descriptions);
    return base;
}

QString changeSummary(const Vocabulary &before, const Vocabulary &after)
{
    const auto noun = [](const char *text) { return QCoreApplication::translate("Vocabulary", text); };
    QStringList parts;
    addDifference(parts, noun("Words"), differenceOf(before.synonyms, after.synonyms));
    addDifference(parts, noun("Metrics"), differenceOf(before.metrics, after.metrics));
    addDifference(parts, noun("Hidden"), differenceOf(before.hidden, after.hidden));
    addDifference(parts, noun("Joins"), differenceOf(before.joins, after.joins));
    addDifference(parts, noun("Descriptions"), differenceOf(before.descriptions, after.descriptions));
    return parts.isEmpty() ? noun("Nothing changed") : parts.join(u"; ");
}

} // namespace tabletalk
