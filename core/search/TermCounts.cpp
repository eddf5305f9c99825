// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/TermCounts.h"

#include "core/search/Words.h"

#include <QList>

#include <map>

namespace tabletalk::search {

namespace {

using Part = int TermCount::*;

int countPart(const QString &text, QStringView language, Part part, std::map<QString, TermCount> &counts)
{
    int words = 0;
    for (const Word &word : wordsOf(text, language)) {
        TermCount &count = counts[word.term];
        ++(count.*part);
        words += word.isExtra ? 0 : 1;
    }
    return words;
}

} // namespace

TermCounts countTerms(const QString &documentName, const QString &heading, const QString &text, QStringView language)
{
    std::map<QString, TermCount> counts;
    TermCounts made;
    made.body = countPart(text, language, &TermCount::body, counts);
    made.heading = countPart(heading, language, &TermCount::heading, counts);
    made.name = countPart(documentName, language, &TermCount::name, counts);
    made.terms.reserve(counts.size());
    for (auto &[term, count] : counts) {
        count.term = term;
        made.terms.push_back(std::move(count));
    }
    return made;
}

QString TermCounts::toText() const
{
    QString text = QString::number(body) + u' ' + QString::number(heading) + u' ' + QString::number(name);
    for (const TermCount &count : terms) {
        text += u'|' + count.term + u':' + QString::number(count.body);
        if (count.heading > 0 || count.name > 0)
            text += u':' + QString::number(count.heading);
        if (count.name > 0)
            text += u':' + QString::number(count.name);
    }
    return text;
}

TermCounts TermCounts::fromText(const QString &text)
{
    TermCounts made;
    bool isHead = true;
    for (const QStringView piece : QStringView(text).tokenize(u'|')) {
        const QList<QStringView> parts = piece.split(isHead ? u' ' : u':');
        const auto number = [&](qsizetype at) { return at < parts.size() ? parts[at].toInt() : 0; };
        if (isHead) {
            made.body = number(0);
            made.heading = number(1);
            made.name = number(2);
        } else if (parts.size() > 1) {
            made.terms.push_back({parts[0].toString(), number(1), number(2), number(3)});
        }
        isHead = false;
    }
    return made;
}

} // namespace tabletalk::search
