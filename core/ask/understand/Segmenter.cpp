// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/read/Periods.h"
#include "core/ask/understand/Item.h"

#include <algorithm>
#include <array>
#include <span>

namespace tabletalk::ask {

namespace {

using Reading = Segmenter::Reading;

constexpr double closeEnough = 1.0; ///< readings within this of the best are tried
constexpr size_t mostReadings = 3;
constexpr double ownWord = 2.5; ///< what the organisation calls things leaves no other reading near

size_t contentWords(const Words &words, size_t begin, size_t end)
{
    return size_t(std::count_if(words.begin() + qsizetype(begin), words.begin() + qsizetype(end),
                                [](const Word &w) { return !isStopWord(w.lower); }));
}

Item item(Item::Kind kind, size_t begin, size_t end)
{
    Item result;
    result.kind = kind;
    result.begin = begin;
    result.end = end;
    return result;
}

/// Whether the words are what a table is called, and columns come near only by synonyms.
bool namesTableOnly(const Span &span)
{
    static constexpr double surely = 0.95;
    static constexpr double nearly = 0.6;
    const bool table = std::ranges::any_of(
        span.names, [](const Mention &m) { return m.place.isTable() && m.score > surely && m.kind <= LinkKind::Form; });
    return table && std::ranges::none_of(span.names, [](const Mention &m) {
               return !m.place.isTable() && m.score > nearly && m.kind < LinkKind::Synonym;
           });
}

/// Tables and columns have different places in a sentence, so a span that may name both gives two readings.
void addNameReadings(std::vector<Reading> &readings, const Span &span, const Words &words)
{
    const auto length = double(std::max<size_t>(1, contentWords(words, span.begin, span.end)));
    if (!span.names.empty() && span.names.front().metric >= 0) {
        Item found = item(Item::Kind::Metric, span.begin, span.end);
        found.mentions = {span.names.begin(), span.names.end()};
        readings.push_back({std::move(found), "read.metric", double(span.end - span.begin) + ownWord});
        return;
    }
    for (const bool asTable : {true, false}) {
        Item found = item(asTable ? Item::Kind::Table : Item::Kind::Column, span.begin, span.end);
        std::ranges::copy_if(span.names, std::back_inserter(found.mentions),
                             [&](const Mention &m) { return m.place.isTable() == asTable; });
        if (found.mentions.empty() || (!asTable && namesTableOnly(span)))
            continue;
        const double fit = found.mentions.front().score;
        const double score =
            fit * length + (fit > 0.9 ? 0.25 : 0) + (asTable ? 0.05 : 0) + (found.mentions.front().own ? ownWord : 0);
        readings.push_back({std::move(found), asTable ? "read.table" : "read.column", score});
    }
}

void addValueReading(std::vector<Reading> &readings, const Span &span, const Words &words)
{
    if (span.values.empty())
        return;
    const Word &first = words[span.begin];
    const double fit = span.values.front().score;
    const auto length = double(span.end - span.begin);
    double score = fit * length + (span.values.front().own ? ownWord : 0);
    const bool capital = !first.text.isEmpty() && first.text.front().isUpper() && !first.startsSentence;
    if (first.kind == Word::Kind::Quoted)
        score += 3;
    else if (capital)
        score += 0.8;
    else if (first.kind == Word::Kind::Number && length < 2)
        score -= 0.6;
    else if (length < 2)
        score -= fit > 0.9 ? 0.35 : 0.7;
    Item found = item(Item::Kind::Value, span.begin, span.end);
    found.mentions = {span.values.begin(), span.values.end()};
    QStringList text;
    for (size_t i = span.begin; i < span.end; ++i)
        text << words[i].text;
    found.text = text.join(u' ');
    if (first.kind == Word::Kind::Number)
        found.number = *first.number;
    readings.push_back({std::move(found), "read.value", score});
}

/// A time that the words name; dates that stand in the data may be meant as they stand there.
void addPeriodReading(std::vector<Reading> &readings, size_t at, const Words &words, const Links &links, Instant now)
{
    const auto phrase = periodAt(words, at, now);
    if (!phrase)
        return;
    Item found = item(Item::Kind::Period, at, at + phrase->words);
    found.period = phrase->period;
    QStringList text;
    bool digits = false;
    bool stored = false;
    bool namesDays = false;
    for (size_t i = at; i < found.end; ++i) {
        text << words[i].text;
        digits = digits || words[i].kind == Word::Kind::Number || words[i].kind == Word::Kind::Quoted;
        stored = stored
                 || (words[i].kind != Word::Kind::Number && std::ranges::any_of(links.startingAt(i), [](const Span &s) {
                         return !s.values.empty() && s.values.front().score > 0.9;
                     }));
        // "on Mondays": a column that holds the names of days says so before a date does.
        namesDays = namesDays
                    || (phrase->period.sort == Period::Sort::DayOfWeek
                        && std::ranges::any_of(links.startingAt(i), [](const Span &s) {
                               return !s.values.empty() && s.values.front().kind <= LinkKind::Form;
                           }));
    }
    // "in the morning" may be a value's name as well: then the words decide by what they find.
    const double score = (stored && !digits ? 1 : double(phrase->words)) + 0.15 - (stored && digits ? 0.6 : 0);
    found.text = text.join(u' ');
    if (!namesDays)
        readings.push_back({std::move(found), "read.period", score});
}

/// "Sum of total", "average total": the second is what the first is computed of, where a column is called so.
bool isFigureOfAnother(size_t at, const Words &words, const std::vector<Reading> &readings)
{
    static constexpr QStringView before[] = {u"of",  u"average", u"avg", u"mean",    u"maximum",
                                             u"max", u"minimum", u"min", u"highest", u"lowest"};
    return at > 0 && std::ranges::find(before, words[at - 1].lower) != std::end(before)
           && std::ranges::any_of(readings, [](const Reading &r) { return r.item.kind == Item::Kind::Column; });
}

/// "Lecturers" is a word for instructors, but where instructors have titles and one is lecturer, it means those.
void nameSorts(std::vector<Reading> &readings)
{
    static constexpr double surer = 0.3;
    for (Reading &table : readings) {
        if (table.item.kind != Item::Kind::Table || table.item.mentions.front().kind < LinkKind::Synonym)
            continue;
        for (const Reading &value : readings) {
            if (value.item.kind != Item::Kind::Value || value.item.end != table.item.end)
                continue;
            const auto isSort = [&](const Mention &mention) {
                return mention.kind <= LinkKind::Form
                       && std::ranges::any_of(table.item.mentions, [&](const Mention &named) {
                              return named.place.table == mention.place.table;
                          });
            };
            const auto sort = std::ranges::find_if(value.item.mentions, isSort);
            if (sort == value.item.mentions.end())
                continue;
            table.item.sort = *sort;
            table.item.mentions.removeIf([&](const Mention &named) { return named.place.table != sort->place.table; });
            table.score += surer;
        }
    }
}

std::vector<Reading> readingsAt(size_t at, const Words &words, const Links &links, Instant now)
{
    const Word &word = words[at];
    std::vector<Reading> readings;
    for (const Span &span : links.startingAt(at)) {
        addNameReadings(readings, span, words);
        addValueReading(readings, span, words);
    }
    // "the total number of": what is counted comes, whatever column is called total.
    if (word.is(u"total") && at + 1 < words.size()) {
        const auto next = cueAt(words, at + 1);
        if (next && next->kind == CueKind::HowMany)
            std::erase_if(readings,
                          [at](const Reading &r) { return r.item.kind == Item::Kind::Column && r.item.end == at + 2; });
    }
    if (const auto cue = cueAt(words, at);
        cue && !(cue->kind == CueKind::Total && isFigureOfAnother(at, words, readings))) {
        Item found = item(Item::Kind::Cue, at, at + cue->words);
        found.cue = *cue;
        found.text = word.lower;
        readings.push_back({std::move(found), "read.cue", double(cue->words) + 0.12});
    }
    addPeriodReading(readings, at, words, links, now);
    if (word.kind == Word::Kind::Number) {
        Item found = item(Item::Kind::Number, at, at + 1);
        found.number = *word.number;
        found.ordinal = word.ordinal;
        // A number said in words is compared as digits.
        const bool inDigits = std::ranges::any_of(word.text, [](QChar c) { return c.isDigit(); });
        found.text = inDigits ? word.text : QString::number(*word.number);
        readings.push_back({std::move(found), "read.number", 1});
    }
    if (word.kind == Word::Kind::Quoted) {
        Item found = item(Item::Kind::Quoted, at, at + 1);
        found.text = word.text;
        readings.push_back({std::move(found), "read.quoted", 1});
    }
    if (readings.empty()) {
        Item found = item(Item::Kind::Unknown, at, at + 1);
        found.text = word.text;
        readings.push_back({std::move(found), "read.unknown", 0});
    }
    nameSorts(readings);
    std::ranges::stable_sort(readings, std::greater{}, &Reading::score);
    const double best = readings.front().score;
    std::erase_if(readings, [&](const Reading &r) { return r.score < best - closeEnough; });
    if (readings.size() > mostReadings)
        readings.resize(mostReadings);
    return readings;
}

} // namespace

/// Whether the word after the items is spelled out ("starts with A", "containing the word you"):
/// it is then no name, value or function word.
bool isSpelledOut(const Word &word, const Words &words, const Items &items)
{
    if (items.empty() || word.kind != Word::Kind::Plain)
        return false;
    const Item &before = items.back();
    if (!before.is(CueKind::Contains) && !before.is(CueKind::StartsWith) && !before.is(CueKind::EndsWith))
        return false;
    static constexpr QStringView nouns[] = {u"word",   u"letter", u"letters", u"substring",
                                            u"phrase", u"string", u"prefix"};
    const bool afterNoun = std::ranges::find(nouns, words[before.end - 1].lower) != std::end(nouns);
    const bool letter = word.text.size() == 1 && word.text.front().isUpper();
    return letter || (afterNoun && !word.is(u"the") && !word.is(u"in") && !word.is(u"of"));
}

Segmenter::Segmenter(const Words &words, const Links &links, Instant now)
    : m_words(words)
{
    m_readings.reserve(words.size());
    for (size_t at = 0; at < words.size(); ++at)
        m_readings.push_back(readingsAt(at, words, links, now));
}

Items Segmenter::segment(Choices &choices) const
{
    Items items;
    bool startsSentence = false;
    for (size_t at = 0; at < m_words.size();) {
        if (isSpelledOut(m_words[at], m_words, items)) {
            items.push_back(item(Item::Kind::Quoted, at, at + 1));
            items.back().text = m_words[at].text;
            ++at;
            continue;
        }
        const std::vector<Reading> &readings = m_readings[at];
        size_t taken = 0;
        if (readings.size() > 1) {
            std::array<Option, mostReadings> options;
            for (size_t i = 0; i < readings.size(); ++i)
                options[i] = {readings[i].name, readings[i].score - readings.front().score};
            taken = choices.choose(std::span(options).first(readings.size()));
        }
        Item found = readings[taken].item;
        found.certain = readings.size() == 1;
        const bool silent = found.kind == Item::Kind::Unknown
                            && (m_words[at].kind == Word::Kind::Sign || isStopWord(m_words[at].lower));
        startsSentence = startsSentence || m_words[at].startsSentence;
        at = found.end;
        if (silent)
            continue;
        items.push_back(std::move(found));
        items.back().startsSentence = std::exchange(startsSentence, false);
    }
    items.push_back(item(Item::Kind::End, m_words.size(), m_words.size()));
    return items;
}

} // namespace tabletalk::ask
