// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/link/WordGroups.h"

#include "core/ask/read/QuestionReader.h"
#include "core/text/NameParts.h"

#include <QFile>

#include <algorithm>

namespace tabletalk::ask {

static WordGroups read(const QString &resource, QString (*key)(QStringView))
{
    QFile file(resource);
    return file.open(QIODevice::ReadOnly) ? WordGroups::fromText(QString::fromUtf8(file.readAll()), key) : WordGroups();
}

const WordGroups &WordGroups::synonyms()
{
    static const WordGroups groups = read(QStringLiteral(":/tabletalk/lexicon/synonyms.tsv"), stemOf);
    return groups;
}

const WordGroups &WordGroups::equivalents()
{
    static const WordGroups groups = read(QStringLiteral(":/tabletalk/lexicon/equivalents.tsv"),
                                          [](QStringView text) { return folded(text.toString()); });
    return groups;
}

WordGroups WordGroups::fromText(QStringView text, QString (*key)(QStringView))
{
    WordGroups groups;
    for (const QStringView line : text.split(u'\n')) {
        if (line.startsWith(u'#'))
            continue;
        std::vector<QString> keys;
        for (const QStringView word : line.split(u'\t', Qt::SkipEmptyParts))
            keys.push_back(key(word.trimmed()));
        for (const QString &one : keys) {
            for (const QString &other : keys) {
                if (other != one)
                    groups.m_others[one].push_back(other);
            }
        }
    }
    for (std::vector<QString> &others : groups.m_others) {
        std::ranges::sort(others);
        const auto doubles = std::ranges::unique(others);
        others.erase(doubles.begin(), doubles.end());
    }
    return groups;
}

const std::vector<QString> &WordGroups::of(const QString &key) const
{
    static const std::vector<QString> none;
    const auto found = m_others.constFind(key);
    return found == m_others.constEnd() ? none : *found;
}

} // namespace tabletalk::ask
