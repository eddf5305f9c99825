// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Words.h"

#include "core/search/Languages.h"
#include "core/text/SearchText.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace tabletalk::search {

using namespace Qt::StringLiterals;

namespace {

bool isUnspaced(QChar c)
{
    switch (c.script()) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return true;
    default:
        return c.unicode() == u'ー'; // the long vowel of Japanese, which all scripts share
    }
}

bool isWordPart(QChar c)
{
    return c.isLetterOrNumber() || c.isMark() || c.isSurrogate();
}

bool joins(QChar c)
{
    return c == u'-' || c == u'‐' || c == u'‑' || c == u'_' || c == u'.' || c == u'/' || c == u'\'' || c == u'’'
           || c == u',';
}

/// A run of letters and digits.
struct Run
{
    qsizetype from = 0;
    qsizetype length = 0;
    bool unspaced = false;
};

std::vector<Run> runsOf(const QString &text)
{
    std::vector<Run> runs;
    for (qsizetype i = 0; i < text.size();) {
        if (!isWordPart(text[i])) {
            ++i;
            continue;
        }
        const bool unspaced = isUnspaced(text[i]);
        const qsizetype from = i;
        while (i < text.size() && isWordPart(text[i])
               && (isUnspaced(text[i]) == unspaced || (unspaced && text[i].isMark())))
            ++i;
        runs.push_back({from, i - from, unspaced});
    }
    return runs;
}

QString plain(QStringView word)
{
    return word.toString().normalized(QString::NormalizationForm_KC).toLower();
}

/// "IT" and "WHO" among small letters are names.
bool isNameInCapitals(QStringView word, bool allCapitals)
{
    return !allCapitals && word.size() > 1 && std::ranges::all_of(word, [](QChar c) { return c.isUpper(); });
}

bool isAllCapitals(const QString &text)
{
    return std::ranges::none_of(text, [](QChar c) { return c.isLower(); });
}

/// Pairs of neighbouring characters; each alone as well where one can be a word.
void addPairs(const QString &text, const Run &run, std::vector<Word> &words)
{
    const QString part = text.mid(run.from, run.length);
    if (run.length == 1) {
        words.push_back({plain(part), run.from, 1});
        return;
    }
    for (qsizetype i = 0; i + 1 < run.length; ++i)
        words.push_back({plain(QStringView(part).mid(i, 2)), run.from + i, 2});
    for (qsizetype i = 0; i < run.length; ++i) {
        if (part[i].script() == QChar::Script_Han)
            words.push_back({QString(part[i]), run.from + i, 1, true});
    }
}

/// Runs with one joining sign between them, such as "aero-dynamic" and "INV-2024-001".
size_t endOfJoined(const QString &text, const std::vector<Run> &runs, size_t first)
{
    size_t last = first;
    while (last + 1 < runs.size() && !runs[last].unspaced && !runs[last + 1].unspaced) {
        const qsizetype end = runs[last].from + runs[last].length;
        if (runs[last + 1].from != end + 1 || !joins(text[end]))
            break;
        ++last;
    }
    return last;
}

constexpr qsizetype longestJoined = 40;

} // namespace

std::vector<Word> wordsOf(const QString &text, QStringView language)
{
    const bool allCapitals = isAllCapitals(text);
    std::vector<Word> words;
    const std::vector<Run> runs = runsOf(text);
    for (size_t i = 0; i < runs.size(); ++i) {
        const Run &run = runs[i];
        if (run.unspaced) {
            addPairs(text, run, words);
            continue;
        }
        const size_t last = endOfJoined(text, runs, i);
        const qsizetype whole = runs[last].from + runs[last].length - run.from;
        QString joined;
        for (size_t part = i; part <= last; ++part) {
            const QStringView surface = QStringView(text).mid(runs[part].from, runs[part].length);
            const QString lower = plain(surface);
            joined += lower;
            // What follows an apostrophe is an ending: "company's", "don't".
            const qsizetype before = runs[part].from - 1;
            const bool isEnding = part > i && (text[before] == u'\'' || text[before] == u'’') && lower.size() <= 2;
            if (!isEnding && (!isStopWord(lower, language) || isNameInCapitals(surface, allCapitals)))
                words.push_back({stemOf(lower, language), runs[part].from, runs[part].length});
        }
        const bool hasComma = QStringView(text).mid(run.from, whole).contains(u',');
        const bool isNumber = std::ranges::all_of(joined, [](QChar c) { return c.isDigit(); });
        if (last > i && joined.size() <= longestJoined && (!hasComma || isNumber))
            words.push_back({stemOf(joined, language), run.from, whole, true});
        i = last;
    }
    return words;
}

QueryWords queryWordsOf(const QString &query, const std::vector<QString> &languages)
{
    QueryWords made;
    static const QRegularExpression quoted(u"[\"“”„«»]([^\"“”„«»]{2,200})[\"“”„«»]"_s);
    for (auto each = quoted.globalMatch(query); each.hasNext();) {
        if (const QString phrase = phraseText(each.next().captured(1)); !phrase.isEmpty())
            made.phrases.push_back(phrase);
    }
    const QString own = languageOf(query);
    std::vector<QString> meant = languages.empty() ? std::vector<QString>{own.isEmpty() ? u"en"_s : own} : languages;
    for (const bool withStopWords : {false, true}) {
        QHash<qsizetype, size_t> at; // by where the word stands
        QSet<QString> seen;
        std::vector<std::pair<Word, QString>> all;
        for (const QString &language : meant) {
            for (Word &word : wordsOf(query, withStopWords ? QStringView() : QStringView(language)))
                all.push_back({withStopWords ? Word{stemOf(word.term, language), word.at, word.length, word.isExtra}
                                             : std::move(word),
                               language});
        }
        std::ranges::stable_sort(all, {}, [](const auto &each) { return each.first.at; });
        for (const auto &[word, language] : all) {
            // A stop word of the language that the query is in is one, whatever it means in others.
            const QString surface = query.mid(word.at, word.length);
            if (!withStopWords && !own.isEmpty() && isStopWord(plain(surface), own)
                && !isNameInCapitals(surface, isAllCapitals(query)))
                continue;
            const qsizetype key = word.at * 1024 + word.length;
            if (const auto known = at.constFind(key); known != at.constEnd()) {
                auto &terms = made.words[*known].terms;
                if (std::ranges::find(terms, word.term) == terms.end())
                    terms.push_back(word.term);
                continue;
            }
            if (seen.contains(word.term) || made.words.size() >= QueryWords::most)
                continue;
            seen.insert(word.term);
            at.insert(key, made.words.size());
            made.words.push_back({surface, {word.term}});
        }
        if (!made.words.empty())
            break;
    }
    return made;
}

QString phraseText(const QString &text)
{
    QString made = searchText(text);
    for (QChar &c : made) {
        if (!isWordPart(c))
            c = u' ';
    }
    return made.simplified();
}

} // namespace tabletalk::search
