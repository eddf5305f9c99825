// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/NameParts.h"

#include "core/text/CommonWords.h"
#include "core/text/IrregularVerbs.h"

#include <QHash>
#include <QStringList>

#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace tabletalk {

static constexpr qsizetype longestWordToTakeApart = 40;
static constexpr qsizetype mostNamesKnown = 8192;

static constexpr std::pair<QStringView, QStringView> irregularNouns[] = {
    {u"person", u"people"},     {u"man", u"men"},
    {u"woman", u"women"},       {u"child", u"children"},
    {u"foot", u"feet"},         {u"tooth", u"teeth"},
    {u"mouse", u"mice"},        {u"goose", u"geese"},
    {u"datum", u"data"},        {u"criterion", u"criteria"},
    {u"index", u"indices"},     {u"matrix", u"matrices"},
    {u"life", u"lives"},        {u"wife", u"wives"},
    {u"knife", u"knives"},      {u"half", u"halves"},
    {u"shelf", u"shelves"},     {u"leaf", u"leaves"},
    {u"wolf", u"wolves"},       {u"movie", u"movies"},
    {u"cookie", u"cookies"},    {u"hero", u"heroes"},
    {u"potato", u"potatoes"},   {u"tomato", u"tomatoes"},
    {u"analysis", u"analyses"}, {u"diagnosis", u"diagnoses"},
    {u"basis", u"bases"},       {u"thesis", u"theses"},
    {u"bus", u"buses"},         {u"cafe", u"cafes"},
    {u"tie", u"ties"},          {u"status", u"statuses"},
    {u"campus", u"campuses"},   {u"virus", u"viruses"},
    {u"bonus", u"bonuses"},     {u"quiz", u"quizzes"},
    {u"medium", u"media"},      {u"alumnus", u"alumni"},
    {u"calorie", u"calories"},  {u"census", u"censuses"},
    {u"address", u"addresses"}, {u"lens", u"lenses"},
    {u"gas", u"gases"},         {u"focus", u"focuses"},
};

static constexpr QStringView unchangingNouns[] = {
    u"series",   u"species",  u"aircraft", u"news",         u"sales",   u"staff",       u"information", u"equipment",
    u"fish",     u"sheep",    u"faculty",  u"headquarters", u"physics", u"mathematics", u"economics",   u"statistics",
    u"software", u"feedback", u"cargo",    u"this",         u"is",      u"was",         u"has",         u"its",
    u"always",   u"less",     u"plus",     u"yes",          u"various", u"previous",    u"gps",         u"sms",
    u"css",      u"always",   u"across",   u"us",
};

static bool isVowel(QChar c)
{
    return u"aeiou"_s.contains(c);
}

QString singular(QStringView noun)
{
    for (const auto &[one, many] : irregularNouns) {
        if (noun == many || noun == one)
            return one.toString();
    }
    if (std::ranges::find(unchangingNouns, noun) != std::end(unchangingNouns) || noun.size() < 3
        || !noun.endsWith(u's'))
        return noun.toString();
    if (noun.endsWith(u"ies") && noun.size() > 4)
        return QString(noun.chopped(3).toString() + u'y');
    for (const QStringView ending : {QStringView(u"sses"), QStringView(u"shes"), QStringView(u"ches"),
                                     QStringView(u"xes"), QStringView(u"zzes")}) {
        if (noun.endsWith(ending))
            return noun.chopped(2).toString();
    }
    if (noun.endsWith(u"ss") || noun.endsWith(u"us") || noun.endsWith(u"is"))
        return noun.toString();
    return noun.chopped(1).toString();
}

QString plural(QStringView noun)
{
    for (const auto &[one, many] : irregularNouns) {
        if (noun == many || noun == one)
            return many.toString();
    }
    if (noun.isEmpty() || std::ranges::find(unchangingNouns, noun) != std::end(unchangingNouns)
        || !noun.back().isLetter() || singular(noun) != noun)
        return noun.toString();
    if (noun.endsWith(u'y') && noun.size() > 1 && !isVowel(noun[noun.size() - 2]))
        return QString(noun.chopped(1).toString() + u"ies"_s);
    for (const QStringView ending :
         {QStringView(u"s"), QStringView(u"x"), QStringView(u"z"), QStringView(u"ch"), QStringView(u"sh")}) {
        if (noun.endsWith(ending))
            return QString(noun.toString() + u"es"_s);
    }
    return QString(noun.toString() + u's');
}

QString stemOf(QStringView word)
{
    struct Deleter
    {
        void operator()(sb_stemmer *stemmer) const { sb_stemmer_delete(stemmer); }
    };
    // A stemmer keeps a work buffer, so each thread needs its own.
    static thread_local const std::unique_ptr<sb_stemmer, Deleter> stemmer(sb_stemmer_new("english", "UTF_8"));
    if (!stemmer || word.size() > 60)
        return word.toString();
    // "people" and "person", "taught" and "teach" are joined by no stemmer.
    const QStringView verb = verbOfPast(word);
    const QString root = verb.isEmpty() ? singular(word) : verb.toString();
    const QByteArray utf8 = root.toUtf8();
    const auto *bytes = reinterpret_cast<const sb_symbol *>(utf8.constData());
    const sb_symbol *stem = sb_stemmer_stem(stemmer.get(), bytes, int(utf8.size()));
    if (stem == nullptr)
        return root;
    return QString::fromUtf8(reinterpret_cast<const char *>(stem), sb_stemmer_length(stemmer.get()));
}

QString expandAbbreviation(QStringView word)
{
    const QStringView meaning = abbreviationMeaning(word);
    return meaning.isEmpty() ? word.toString() : meaning.toString();
}

/// Whether the character at position i begins a new word after the one before it.
static bool startsWord(QStringView text, qsizetype i)
{
    const QChar before = text[i - 1];
    const QChar here = text[i];
    if (before.isDigit() != here.isDigit())
        return true;
    if (here.isUpper() && before.isLower())
        return true;
    // The last capital of a run belongs to the word that follows: HTTPServer -> HTTP, Server.
    return here.isUpper() && before.isUpper() && i + 1 < text.size() && text[i + 1].isLower()
           && !(i + 2 == text.size() && text[i + 1] == u's'); // plurals of abbreviations: IDs
}

static bool isPiece(QStringView piece)
{
    static constexpr std::array<QStringView, 5> shortPieces{u"id", u"no", u"of", u"to", u"by"};
    if (piece.size() == 2)
        return std::ranges::find(shortPieces, piece) != shortPieces.end();
    return piece.size() >= 3
           && (isCommonWord(piece) || isCommonWord(singular(piece)) || !abbreviationMeaning(piece).isEmpty());
}

/// Takes apart words written together, fewest pieces first; the word itself when
/// it is known or cannot be covered completely.
static void appendTakenApart(const QString &word, std::vector<QString> &parts)
{
    const qsizetype n = word.size();
    if (n < 5 || n > longestWordToTakeApart || isPiece(word)) {
        parts.push_back(word);
        return;
    }
    constexpr int unreachable = std::numeric_limits<int>::max();
    std::vector<int> pieces(size_t(n) + 1, unreachable);
    std::vector<qsizetype> from(size_t(n) + 1, 0);
    pieces[0] = 0;
    for (qsizetype end = 2; end <= n; ++end) {
        for (qsizetype begin = 0; begin + 2 <= end; ++begin) {
            const int soFar = pieces[size_t(begin)];
            if (soFar == unreachable || soFar + 1 >= pieces[size_t(end)])
                continue;
            if (isPiece(QStringView(word).sliced(begin, end - begin))) {
                pieces[size_t(end)] = soFar + 1;
                from[size_t(end)] = begin;
            }
        }
    }
    if (pieces[size_t(n)] == unreachable || n < 3 * (pieces[size_t(n)] - 1)) {
        parts.push_back(word);
        return;
    }
    std::vector<QString> found;
    for (qsizetype end = n; end > 0; end = from[size_t(end)])
        found.push_back(word.sliced(from[size_t(end)], end - from[size_t(end)]));
    parts.insert(parts.end(), found.rbegin(), found.rend());
}

std::vector<QString> splitName(QStringView identifier)
{
    std::vector<QString> parts;
    const auto finish = [&](qsizetype begin, qsizetype end) {
        if (end > begin)
            appendTakenApart(identifier.sliced(begin, end - begin).toString().toLower(), parts);
    };
    qsizetype begin = 0;
    for (qsizetype i = 0; i < identifier.size(); ++i) {
        if (!identifier[i].isLetterOrNumber() && !identifier[i].isMark()) {
            finish(begin, i);
            begin = i + 1;
        } else if (i > begin && startsWord(identifier, i)) {
            finish(begin, i);
            begin = i;
        }
    }
    finish(begin, identifier.size());
    if (parts.empty() && !identifier.isEmpty())
        parts.push_back(identifier.toString().toLower());
    return parts;
}

static QString writtenOut(QStringView identifier)
{
    QStringList words;
    const std::vector<QString> parts = splitName(identifier);
    for (size_t i = 0; i < parts.size(); ++i) {
        const bool beforeName = i + 1 < parts.size() && parts[i + 1] == u"name";
        if (beforeName && parts[i] == u"f")
            words << u"first"_s;
        else if (beforeName && parts[i] == u"l")
            words << u"last"_s;
        else if (parts[i] == u"no"
                 && ((i > 0 && i + 1 == parts.size()) || (i + 1 < parts.size() && parts[i + 1] == u"of")))
            words << u"number"_s;
        else
            words << expandAbbreviation(parts[i]);
    }
    return words.join(u' ');
}

QString humanName(QStringView identifier)
{
    // A large schema says a few thousand names a hundred times each, and taking one apart is work.
    static thread_local QHash<QString, QString> known;
    const QString key = identifier.toString();
    if (const auto found = known.constFind(key); found != known.constEnd())
        return *found;
    if (known.size() >= mostNamesKnown)
        known.clear();
    return *known.insert(key, writtenOut(identifier));
}

} // namespace tabletalk
