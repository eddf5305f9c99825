// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/read/Lexicon.h"

#include <QSet>

namespace tabletalk::ask {

namespace {

constexpr QStringView stopWords[] = {
    u"a",          u"an",           u"the",        u"is",      u"are",        u"was",
    u"were",       u"be",           u"been",       u"being",   u"do",         u"does",
    u"did",        u"done",         u"of",         u"in",      u"on",         u"at",
    u"to",         u"for",          u"from",       u"by",      u"with",       u"and",
    u"or",         u"not",          u"that",       u"which",   u"who",        u"whom",
    u"whose",      u"what",         u"how",        u"where",   u"when",       u"their",
    u"its",        u"his",          u"her",        u"them",    u"they",       u"it",
    u"he",         u"she",          u"there",      u"this",    u"these",      u"those",
    u"as",         u"also",         u"all",        u"any",     u"each",       u"every",
    u"both",       u"either",       u"me",         u"i",       u"we",         u"us",
    u"you",        u"your",         u"our",        u"my",      u"can",        u"could",
    u"should",     u"would",        u"will",       u"shall",   u"may",        u"might",
    u"must",       u"has",          u"have",       u"had",     u"having",     u"'s",
    u"then",       u"than",         u"so",         u"such",    u"if",         u"but",
    u"into",       u"out",          u"up",         u"some",    u"show",       u"list",
    u"find",       u"give",         u"return",     u"tell",    u"please",     u"ones",
    u"one",        u"many",         u"much",       u"more",    u"most",       u"least",
    u"no",         u"other",        u"ever",       u"just",    u"only",       u"same",
    u"exist",      u"exists",       u"made",       u"make",    u"get",        u"using",
    u"used",       u"use",          u"most",       u"well",    u"given",      u"corresponding",
    u"respective", u"respectively", u"associated", u"various", u"particular", u"currently",
    u"let",        u"know",         u"see",        u"want",    u"need",       u"like",
    u"about",      u"together",     u"among",      u"within",  u"per",
};

} // namespace

bool isStopWord(QStringView lower)
{
    static const QSet<QString> words = [] {
        QSet<QString> set;
        for (const QStringView w : stopWords)
            set.insert(w.toString());
        return set;
    }();
    return words.contains(lower.toString());
}

} // namespace tabletalk::ask
