// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/link/PlainWords.h"

#include "core/ask/link/WordReadings.h"
#include "core/ask/read/QuestionReader.h"
#include "core/text/NameParts.h"
#include "core/text/Spelling.h"

#include <algorithm>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

namespace {

struct Initials
{
    QStringView said;
    QStringView meant;
};

constexpr Initials initials[] = {
    {u"gpa", u"average grade points"}, {u"dob", u"birth date"},
    {u"yob", u"birth year"},           {u"poc", u"contact"},
    {u"kwh", u"kilowatt hours"},       {u"mwh", u"megawatt hours"},
    {u"sqm", u"square metres"},        {u"sqft", u"square feet"},
};

struct Rate
{
    QStringView unit;
    QStringView adjective;
};

constexpr Rate rates[] = {{u"hour", u"hourly"},   {u"day", u"daily"},   {u"night", u"nightly"}, {u"week", u"weekly"},
                          {u"month", u"monthly"}, {u"year", u"yearly"}, {u"year", u"annual"}};

/// Function words that people mistype.
constexpr QStringView functionWords[] = {u"many",     u"much",    u"number",  u"average",  u"total",     u"count",
                                         u"highest",  u"lowest",  u"most",    u"least",    u"between",   u"percentage",
                                         u"percent",  u"greater", u"fewer",   u"latest",   u"oldest",    u"newest",
                                         u"cheapest", u"largest", u"biggest", u"longest",  u"shortest",  u"youngest",
                                         u"without",  u"before",  u"after",   u"where",    u"which",     u"what",
                                         u"during",   u"maximum", u"minimum", u"smallest", u"different", u"distinct"};

bool isKnown(const Word &word, const SchemaIndex &index)
{
    const QString key = folded(word.text);
    return !index.placesOf(word.stem).empty() || !index.valuesOf(key).empty()
           || !index.valuesByStem(stemsOf(key)).empty();
}

Word like(const Word &model, const QString &text)
{
    Words read = readQuestion(text);
    Word word = read.empty() ? model : std::move(read.front());
    word.startsSentence = false;
    return word;
}

void append(Words &words, const Word &model, QStringView text)
{
    bool first = true;
    for (const QStringView part : text.split(u' ')) {
        words.push_back(like(model, part.toString()));
        words.back().startsSentence = std::exchange(first, false) && model.startsSentence;
    }
}

/// Whether one column is called by all the words that say something.
bool isOneName(QStringView text, const SchemaIndex &index)
{
    std::vector<QString> stems;
    for (const QStringView part : text.split(u' ')) {
        if (part != u"average")
            stems.push_back(stemOf(part));
    }
    return std::ranges::any_of(index.placesOf(stems.front()), [&](Place place) {
        return !place.isTable() && std::ranges::all_of(stems, [&](const QString &stem) {
            const std::vector<NamePart> &name = index.facts(place).name;
            return std::ranges::find(name, stem, &NamePart::stem) != name.end();
        });
    });
}

bool spellOut(Words &words, const Word &word, const SchemaIndex &index)
{
    const auto found = std::ranges::find(initials, QStringView(word.lower), &Initials::said);
    if (found == std::end(initials) || !isOneName(found->meant, index))
        return false;
    append(words, word, found->meant);
    return true;
}

/// "unpaid": what the schema knows is "paid".
bool takeNegationOff(Words &words, const Word &word, const SchemaIndex &index)
{
    static constexpr qsizetype shortest = 6;
    static constexpr QStringView irregular[] = {u"unpaid", u"unsold", u"unsent", u"unmade", u"unread"};
    const bool participle =
        word.lower.endsWith(u"ed") || std::ranges::find(irregular, QStringView(word.lower)) != std::end(irregular);
    if (!word.lower.startsWith(u"un") || word.lower.size() < shortest || !participle)
        return false;
    const Word rest = like(word, word.lower.sliced(2));
    if (!isKnown(rest, index))
        return false;
    append(words, word, u"not"_s);
    words.push_back(rest);
    return true;
}

/// Letters left out of the middle: "mny" for "many".
QString respeltFunctionWord(const Word &word)
{
    if (word.text.front().isUpper() && !word.startsSentence)
        return {}; // a name
    QString nearest;
    for (const QStringView function : functionWords) {
        const bool contracted = function.size() <= word.lower.size() + 2 && isContraction(word.lower, function);
        const int allowed = slipsAllowed(word.lower.size());
        const bool slipped = allowed > 0 && word.lower.front() == function.front()
                             && editDistance(word.lower, function, allowed) <= allowed;
        if (!contracted && !slipped)
            continue;
        if (!nearest.isEmpty())
            return {};
        nearest = function.toString();
    }
    return nearest;
}

/// "cost per day" where a column is called daily something: that one is meant.
std::optional<QString> rateAt(const Words &words, size_t at, const SchemaIndex &index)
{
    if (at + 2 >= words.size() || !(words[at + 1].is(u"per") || words[at + 1].is(u"a") || words[at + 1].is(u"each")))
        return {};
    for (const Rate &rate : rates) {
        if (!words[at + 2].is(rate.unit))
            continue;
        const QString stem = stemOf(rate.adjective);
        const WordReadings readings = readWord(words[at], index);
        const auto fits = [&](Place place) {
            const std::vector<NamePart> &name =
                place.isTable() ? index.facts(place.table).name : index.facts(place).name;
            return !place.isTable() && index.facts(place).numeric && name.size() > 1
                   && std::ranges::any_of(readings.stems, [&](const WordReading &reading) {
                          return std::ranges::find(name, reading.stem, &NamePart::stem) != name.end();
                      });
        };
        if (std::ranges::any_of(index.placesOf(stem), fits))
            return rate.adjective.toString();
    }
    return {};
}

} // namespace

Words inPlainWords(Words words, const SchemaIndex &index)
{
    Words result;
    result.reserve(words.size() + 2);
    for (size_t i = 0; i < words.size(); ++i) {
        const Word &word = words[i];
        if (word.kind == Word::Kind::Sign && word.text == u"+" && i > 0 && i + 1 < words.size()
            && words[i + 1].kind == Word::Kind::Plain) { // "oldest club + year"
            append(result, word, u"and");
            continue;
        }
        if (word.kind != Word::Kind::Plain) {
            result.push_back(word);
            continue;
        }
        if (const std::optional<QString> adjective = rateAt(words, i, index)) {
            append(result, word, *adjective);
            result.push_back(word);
            result.back().startsSentence = false;
            i += 2;
            continue;
        }
        const bool isInitials =
            std::ranges::find(initials, QStringView(word.lower), &Initials::said) != std::end(initials);
        if (!isStrange(word) && !word.lower.startsWith(u"un") && !isInitials) {
            result.push_back(word);
            continue;
        }
        const bool known = isKnown(word, index);
        if (known || (!spellOut(result, word, index) && !takeNegationOff(result, word, index))) {
            const QString respelt = known || !isStrange(word) || !readWord(word, index).stems.empty()
                                        ? QString()
                                        : respeltFunctionWord(word);
            if (respelt.isEmpty())
                result.push_back(word);
            else
                append(result, word, respelt);
        }
    }
    return result;
}

} // namespace tabletalk::ask
