// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/link/WordReadings.h"

#include "core/ask/link/WordGroups.h"
#include "core/ask/read/Lexicon.h"
#include "core/ask/read/QuestionReader.h"
#include "core/text/NameParts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

static constexpr double partFit = 0.5; ///< of a word written together
static constexpr double abbreviationFit = 0.95;
static constexpr double synonymFit = 0.78;
static constexpr double shortFit = 0.85; ///< of an abbreviation that nobody told us of
static constexpr double similarFit = 0.72;
static constexpr double respeltFit = 0.7;

// Names that the thesaurus knows as near fit between these two, the nearer the better.
static constexpr double nearestFit = 0.78;
static constexpr double farthestFit = 0.45;
static constexpr double leastNearness = 0.4;

static double fitOf(const NearName &near)
{
    return farthestFit + (nearestFit - farthestFit) * near.nearness;
}

/// Adds names that are near in meaning. A word that the schema itself uses needs none.
static void addNear(WordReadings &readings, const QString &asked, bool verb, const SchemaIndex &index)
{
    if (!readings.stems.empty() && readings.stems.front().kind <= LinkKind::Abbreviation)
        return;
    for (const NearName &near : index.nearNames().nearTo(asked, verb)) {
        const bool known =
            std::ranges::any_of(readings.stems, [&](const WordReading &r) { return r.stem == near.stems; });
        if (near.nearness < leastNearness || known)
            continue;
        QStringList stems = near.stems.split(u' ');
        const QString first = stems.takeFirst();
        readings.stems.push_back({first, {stems.begin(), stems.end()}, fitOf(near), near.kind});
    }
}

/// "produced": of such words only what verbs mean counts.
static bool isVerbForm(const Word &word)
{
    return word.lower.endsWith(u"ed") && word.lower != word.stem && word.lower.size() > 4;
}

/// Words about data rather than of it, and those of time, have no near names.
static bool isBare(const Word &word)
{
    static constexpr QStringView bare[] = {
        u"value", u"amount", u"number", u"name", u"type",    u"kind",  u"record", u"data",  u"result", u"thing",
        u"item",  u"case",   u"time",   u"way",  u"part",    u"field", u"entri",  u"count", u"total",  u"differ",
        u"month", u"year",   u"day",    u"week", u"quarter", u"hour",  u"minut",  u"decad", u"centuri"};
    return std::ranges::find(bare, word.stem) != std::end(bare);
}

bool isStrange(const Word &word)
{
    return word.kind == Word::Kind::Plain && word.lower.front().isLetter() && !isStopWord(word.lower)
           && !cueAt({word}, 0) && Thesaurus::builtIn().sensesOf(word.stem).empty()
           && splitName(word.lower).size() == 1;
}

/// "pts" for patients, whatever chemists call pt.
static bool isWithoutVowels(const Word &word)
{
    const auto isConsonant = [](QChar letter) { return letter.isLetter() && !QStringView(u"aeiouy").contains(letter); };
    return word.kind == Word::Kind::Plain && !isStopWord(word.lower) && !cueAt({word}, 0)
           && std::all_of(word.lower.begin(), word.lower.end(), isConsonant);
}

WordReadings readWord(const Word &word, const SchemaIndex &index)
{
    WordReadings readings;
    if (word.kind == Word::Kind::Quoted || word.kind == Word::Kind::Sign)
        return readings;
    const auto add = [&](const QString &stem, double fit, LinkKind kind) {
        if (index.placesOf(stem).empty())
            return;
        const auto known = std::ranges::find(readings.stems, stem, &WordReading::stem);
        if (known == readings.stems.end())
            readings.stems.push_back({stem, {}, fit, kind});
        else if (known->fit < fit) // "birth" is a part of "birthday" and means the same
            *known = {stem, {}, fit, kind};
    };
    add(word.stem, 1, LinkKind::Exact);
    if (word.kind == Word::Kind::Plain) {
        if (const std::vector<QString> parts = splitName(word.lower); parts.size() > 1) {
            for (const QString &part : parts) {
                readings.compound.push_back(stemOf(part));
                add(readings.compound.back(), partFit, LinkKind::Partial);
            }
        }
    }
    if (word.is(u"forename") || word.is(u"forenames"))
        add(stemOf(u"first"), abbreviationFit, LinkKind::Equivalent);
    if (word.is(u"surname") || word.is(u"surnames"))
        add(stemOf(u"last"), abbreviationFit, LinkKind::Equivalent);
    add(stemOf(expandAbbreviation(word.lower)), abbreviationFit, LinkKind::Abbreviation);
    if (isStopWord(word.lower))
        return readings;
    for (const QString &stem : index.abbreviationsOf(word.stem))
        add(stem, shortFit, LinkKind::Abbreviation);
    if (isStrange(word) || isWithoutVowels(word))
        add(index.contractedStem(word.lower), shortFit, LinkKind::Abbreviation);
    for (const QString &stem : WordGroups::synonyms().of(word.stem))
        add(stem, synonymFit, LinkKind::Synonym);
    for (const QString &stem : index.similarStems(word.stem))
        add(stem, similarFit, LinkKind::Similar);
    if (word.kind == Word::Kind::Plain && !isBare(word) && !cueAt({word}, 0))
        addNear(readings, word.stem, isVerbForm(word), index);
    if (readings.stems.empty() && isStrange(word) && index.valuesOf(folded(word.text)).empty())
        add(index.respeltStem(word.stem), respeltFit, LinkKind::Fuzzy);
    return readings;
}

WordReadings readPhrase(const QString &stems, const SchemaIndex &index)
{
    WordReadings readings;
    addNear(readings, stems, false, index);
    // "banking industry" is no more than an industry.
    std::erase_if(readings.stems,
                  [&](const WordReading &r) { return r.more.empty() && stems.split(u' ').contains(r.stem); });
    return readings;
}

void addFarReadings(WordReadings &readings, const Word &word, const SchemaIndex &index)
{
    if (word.kind != Word::Kind::Plain || isVerbForm(word) || isStopWord(word.lower) || isBare(word)
        || cueAt({word}, 0))
        return;
    for (const NearName &near : index.nearNames().nearTo(word.stem)) {
        if (!near.stems.contains(u' '))
            readings.stems.push_back({near.stems, {}, fitOf(near), near.kind, true});
    }
}

} // namespace tabletalk::ask
