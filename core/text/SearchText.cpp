// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/SearchText.h"

#include <QStringList>

#include <algorithm>

namespace tabletalk {

namespace {

constexpr char16_t firstAccent = 0x0300; // the combining accents of European writing; those of
constexpr char16_t lastAccent = 0x036f;  // others tell words apart

QString folded(QStringView text)
{
    QString plain;
    for (const QChar c : text.toString().normalized(QString::NormalizationForm_KD)) {
        if (c.unicode() < firstAccent || c.unicode() > lastAccent)
            plain += c;
    }
    return plain.toUpper().toCaseFolded(); // in capitals, ß is SS
}

} // namespace

QString searchText(const QString &text)
{
    return folded(text).simplified();
}

std::vector<QString> searchWords(const QString &query, size_t most)
{
    QStringList words = searchText(query).split(u' ', Qt::SkipEmptyParts);
    words.removeDuplicates();
    std::ranges::stable_sort(words, [](const QString &a, const QString &b) { return a.size() > b.size(); });
    std::vector<QString> chosen(words.begin(), words.end());
    if (chosen.size() > most)
        chosen.resize(most);
    return chosen;
}

QString excerptAround(const QString &text, const std::vector<QString> &words, qsizetype length)
{
    const QString plain = text.simplified();
    if (plain.size() <= length)
        return plain;
    qsizetype at = plain.size();
    for (const QString &word : words) {
        const qsizetype found = plain.indexOf(word, 0, Qt::CaseInsensitive);
        at = found >= 0 ? std::min(at, found) : at;
    }
    qsizetype from = at == plain.size() ? 0 : std::clamp<qsizetype>(at - length / 3, 0, plain.size() - length);
    if (const qsizetype blank = plain.indexOf(u' ', from); from > 0 && blank >= 0 && blank < at)
        from = blank + 1; // not in the middle of a word
    QString excerpt = plain.mid(from, length);
    if (from + length < plain.size()) {
        if (const qsizetype blank = excerpt.lastIndexOf(u' '); blank > length / 2)
            excerpt.truncate(blank);
        excerpt += u'…';
    }
    return from > 0 ? QString(u'…' + excerpt) : excerpt;
}

} // namespace tabletalk
