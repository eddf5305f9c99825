// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Excerpt.h"

#include "core/search/Words.h"

#include <QHash>

#include <algorithm>

namespace tabletalk::search {

namespace {

/// Where the stretch of that length begins that has the most different terms, then the most words of them.
qsizetype bestStart(const std::vector<Word> &matching, qsizetype length)
{
    QHash<QString, int> within;
    size_t first = 0;
    std::pair<qsizetype, size_t> best{0, 0};
    qsizetype start = 0;
    for (size_t last = 0; last < matching.size(); ++last) {
        ++within[matching[last].term];
        while (matching[last].at + matching[last].length - matching[first].at > length && first < last) {
            if (--within[matching[first].term] == 0)
                within.remove(matching[first].term);
            ++first;
        }
        const std::pair<qsizetype, size_t> here{within.size(), last - first + 1};
        if (here > best) {
            best = here;
            const qsizetype used = matching[last].at + matching[last].length - matching[first].at;
            start = matching[first].at - std::max<qsizetype>(0, (length - used) / 2);
        }
    }
    return start;
}

} // namespace

QString excerptOf(const QString &text, QStringView language, const QSet<QString> &terms, qsizetype length)
{
    if (text.size() <= length)
        return text.simplified();
    std::vector<Word> matching = wordsOf(text, language);
    std::erase_if(matching, [&](const Word &word) { return !terms.contains(word.term); });
    const qsizetype wanted = matching.empty() ? 0 : bestStart(matching, length);
    qsizetype from = std::clamp<qsizetype>(wanted, 0, text.size() - length);
    qsizetype end = std::min(from + length, text.size());
    constexpr qsizetype slack = 30; // how far to look for a blank, so that no word is cut
    if (from > 0) {
        for (qsizetype i = from; i < std::min(from + slack, end); ++i) {
            if (text[i].isSpace()) {
                from = i + 1;
                break;
            }
        }
        if (text[from].isLowSurrogate())
            ++from;
    }
    if (end < text.size()) {
        for (qsizetype i = end; i > std::max(end - slack, from); --i) {
            if (text[i].isSpace()) {
                end = i;
                break;
            }
        }
        if (text[end].isLowSurrogate())
            --end;
    }
    QString excerpt = text.mid(from, end - from).simplified();
    if (from > 0)
        excerpt.prepend(u"… ");
    if (end < text.size())
        excerpt.append(u" …");
    return excerpt;
}

QString firstOf(const QString &text, QStringView language, const QSet<QString> &terms)
{
    for (const Word &word : wordsOf(text, language)) {
        if (terms.contains(word.term))
            return text.mid(word.at, word.length);
    }
    return {};
}

} // namespace tabletalk::search
