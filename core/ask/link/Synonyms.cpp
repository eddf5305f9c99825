// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/link/Synonyms.h"

#include "core/text/NameParts.h"

#include <QFile>

#include <algorithm>

namespace tabletalk::ask {

const Synonyms &Synonyms::builtIn()
{
    static const Synonyms synonyms = [] {
        QFile file(QStringLiteral(":/tabletalk/lexicon/synonyms.tsv"));
        return file.open(QIODevice::ReadOnly) ? fromText(QString::fromUtf8(file.readAll())) : Synonyms();
    }();
    return synonyms;
}

Synonyms Synonyms::fromText(QStringView text)
{
    Synonyms synonyms;
    for (const QStringView line : text.split(u'\n')) {
        if (line.startsWith(u'#'))
            continue;
        std::vector<QString> stems;
        for (const QStringView word : line.split(u'\t', Qt::SkipEmptyParts))
            stems.push_back(stemOf(word.trimmed()));
        for (const QString &stem : stems) {
            for (const QString &other : stems) {
                if (other != stem)
                    synonyms.m_byStem[stem].push_back(other);
            }
        }
    }
    for (std::vector<QString> &others : synonyms.m_byStem) {
        std::ranges::sort(others);
        const auto doubles = std::ranges::unique(others);
        others.erase(doubles.begin(), doubles.end());
    }
    return synonyms;
}

const std::vector<QString> &Synonyms::of(const QString &stem) const
{
    static const std::vector<QString> none;
    const auto found = m_byStem.constFind(stem);
    return found == m_byStem.constEnd() ? none : *found;
}

} // namespace tabletalk::ask
