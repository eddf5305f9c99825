// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/link/Linker.h"

#include "core/ask/link/Glossary.h"
#include "core/ask/link/ValueLinks.h"
#include "core/ask/link/WordReadings.h"
#include "core/ask/read/Lexicon.h"
#include "core/ask/read/QuestionReader.h"
#include "core/text/NameParts.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <ranges>
#include <unordered_map>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

namespace {

constexpr size_t longestName = 6;   ///< words in a span that names a table or column
constexpr size_t longestPhrase = 3; ///< words that the thesaurus knows as one
constexpr double leastScore = 0.42;
constexpr double surelyOwn = 0.8;    ///< a column's fit from which on it belongs to the word before it
constexpr double describedFit = 0.5; ///< a word of a description that the organisation wrote
// In a large schema a word may stand in the names of thousands. Then the tables that the rest of
// the question speaks of come first, and no more than so many others are looked at.
constexpr size_t mostPlacesSearched = 2'000;
constexpr size_t mostTablesCounted = 20'000;
constexpr size_t mostTablesSpokenOf = 300;
constexpr size_t mostOthers = 300;

/// How well a word fits one part of a name.
struct PartFit
{
    double fit = 0;
    size_t part = 0;
    size_t parts = 1; ///< from that one on
    LinkKind kind = LinkKind::Exact;
};

/// Which parts of a name are said so far.
struct Said
{
    explicit Said(const std::vector<NamePart> &name)
        : parts(name.size())
    {}

    void add(const std::vector<NamePart> &name, const PartFit &fit)
    {
        for (size_t i = fit.part; i < fit.part + fit.parts; ++i) {
            if (!parts[i])
                covered += fit.fit * name[i].weight;
            parts[i] = true;
        }
        kind = std::max(kind, fit.kind);
    }

    std::vector<bool> parts;
    double covered = 0;
    LinkKind kind = LinkKind::Exact;
};

class LinkMaker
{
public:
    LinkMaker(const Words &words, const SchemaIndex &index);

    std::vector<Span> spansFrom(size_t begin) const;

private:
    void explainUnknown();
    void findPhrases();
    void findTablesSpokenOf();
    size_t placesOf(size_t word) const;
    std::vector<Place> candidatesFor(const std::vector<size_t> &content) const;
    std::vector<Place> fewCandidatesFor(size_t rarest) const;
    std::vector<Place> namedNames() const;
    void addNamesOfSharedNoun(Span &span) const;
    void addNames(Span &span) const;
    void addNamesOf(Span &span, const std::vector<size_t> &content) const;
    void addOnlyDates(Span &span, const std::vector<size_t> &content) const;
    void addWholeNames(Span &span, const std::vector<size_t> &content) const;
    void addPeople(Span &span) const;
    void addOwnWords(Span &span) const;
    void addOwnColumns(Span &span) const;
    void addDescribed(Span &span) const;
    bool says(const GlossaryPhrase &phrase, size_t begin) const;
    PartFit fitOf(size_t word, const std::vector<NamePart> &name, bool alone) const;
    bool saysCompound(size_t word, const std::vector<NamePart> &name, Said *said) const;
    double tableScore(const std::vector<size_t> &content, int table, LinkKind *kind = nullptr) const;
    double columnScore(const std::vector<size_t> &content, Mention *mention) const;
    bool saysOf(const std::vector<size_t> &content) const;
    bool endsInTable(const std::vector<size_t> &content) const;
    bool skippable(size_t word) const;

    /// Several words that stand for something as one: "sick people" for patient.
    struct Phrase
    {
        size_t begin = 0;
        size_t end = 0;
        size_t word = 0; ///< what it is in m_words
    };

    std::vector<std::vector<size_t>> contentsOf(const Span &span) const;

    Words m_words;      ///< those of the question, then phrases, each as one word
    size_t m_wordCount; ///< of the question
    const SchemaIndex &m_index;
    std::vector<WordReadings> m_readings; ///< a word
    bool m_saysName = false;              ///< "name" is among the words
    std::vector<Phrase> m_phrases;
    ValueLinks m_values;
    std::vector<int> m_spokenOf; ///< tables that most words of the question name; only in a large schema
};

LinkMaker::LinkMaker(const Words &words, const SchemaIndex &index)
    : m_words(words)
    , m_wordCount(words.size())
    , m_index(index)
    , m_values(words, index)
{
    m_readings.reserve(words.size());
    for (const Word &word : words)
        m_readings.push_back(readWord(word, index));
    m_saysName = std::ranges::any_of(words, [](const Word &word) { return word.is(u"name") || word.is(u"names"); });
    explainUnknown();
    findPhrases();
    findTablesSpokenOf();
}

/// A word that names nothing, neither alone nor with the word beside it, may mean what is only remotely like it.
void LinkMaker::explainUnknown()
{
    const auto named = [&](size_t word) {
        return word < m_wordCount && !m_readings[word].stems.empty()
               && m_readings[word].stems.front().kind <= LinkKind::Abbreviation && !isStopWord(m_words[word].lower);
    };
    for (size_t i = 0; i < m_wordCount; ++i) {
        if (m_readings[i].stems.empty() && !named(i + 1) && (i == 0 || !named(i - 1))
            && m_values.named(i, i + 1).empty())
            addFarReadings(m_readings[i], m_words[i], m_index);
    }
}

void LinkMaker::findPhrases()
{
    for (size_t begin = 0; begin < m_wordCount; ++begin) {
        // "Average cost" is a term of economics, but here it is an average.
        if (cueAt(m_words, begin))
            continue;
        Word phrase = m_words[begin];
        for (size_t end = begin + 1; end < std::min(m_wordCount, begin + longestPhrase); ++end) {
            if (phrase.kind != Word::Kind::Plain || m_words[end].kind != Word::Kind::Plain)
                break;
            phrase.lower += u' ' + m_words[end].lower;
            phrase.stem += u' ' + m_words[end].stem;
            WordReadings readings = readPhrase(phrase.stem, m_index);
            if (readings.stems.empty())
                continue;
            m_phrases.push_back({begin, end + 1, m_words.size()});
            m_words.push_back(phrase);
            m_readings.push_back(std::move(readings));
        }
    }
}

size_t LinkMaker::placesOf(size_t word) const
{
    size_t places = 0;
    for (const WordReading &reading : m_readings[word].stems)
        places += m_index.placesOf(reading.stem).size();
    return places;
}

void LinkMaker::findTablesSpokenOf()
{
    const auto isCommon = [&](size_t word) { return placesOf(word) > mostPlacesSearched; };
    if (std::ranges::none_of(std::views::iota(size_t(0), m_wordCount), isCommon))
        return;
    std::unordered_map<int, double> said;
    for (const WordReadings &readings : m_readings) {
        for (const WordReading &reading : readings.stems) {
            const std::vector<int> &tables = m_index.tablesOf(reading.stem);
            // What few tables are called says more.
            const double weight = reading.fit / (1 + std::log10(1 + double(tables.size())));
            for (size_t i = 0; i < std::min(tables.size(), mostTablesCounted); ++i)
                said[tables[i]] += weight;
        }
    }
    std::vector<std::pair<double, int>> ranked;
    ranked.reserve(said.size());
    for (const auto &[table, weight] : said)
        ranked.emplace_back(-weight, table);
    const size_t kept = std::min(ranked.size(), mostTablesSpokenOf);
    std::ranges::partial_sort(ranked, ranked.begin() + qptrdiff(kept));
    for (size_t i = 0; i < kept; ++i)
        m_spokenOf.push_back(ranked[i].second);
}

/// Of a word that stands in too many names: the tables that the question speaks of with
/// their columns, and a few others.
std::vector<Place> LinkMaker::fewCandidatesFor(size_t rarest) const
{
    std::vector<Place> candidates;
    for (const int table : m_spokenOf) {
        candidates.push_back({table, -1});
        for (const Place column : m_index.columnsOf(table))
            candidates.push_back(column);
    }
    for (const WordReading &reading : m_readings[rarest].stems) {
        const std::vector<Place> &places = m_index.placesOf(reading.stem);
        candidates.insert(candidates.end(), places.begin(),
                          places.begin() + qptrdiff(std::min(places.size(), mostOthers)));
    }
    return candidates;
}

/// Every word must fit, so the word with the fewest places bounds the search.
std::vector<Place> LinkMaker::candidatesFor(const std::vector<size_t> &content) const
{
    size_t rarest = content.front();
    size_t fewest = SIZE_MAX;
    for (const size_t word : content) {
        const size_t places = placesOf(word);
        if (!m_readings[word].stems.empty() && places < fewest) {
            fewest = places;
            rarest = word;
        }
    }
    if (fewest != SIZE_MAX && fewest > mostPlacesSearched)
        return fewCandidatesFor(rarest);
    std::vector<Place> candidates;
    for (const WordReading &reading : m_readings[rarest].stems) {
        for (const Place place : m_index.placesOf(reading.stem)) {
            candidates.push_back(place);
            if (place.isTable() && content.size() > 1) {
                for (const Place column : m_index.columnsOf(place.table))
                    candidates.push_back(column);
            }
        }
    }
    return candidates;
}

/// Columns with "name" in their name; of a large schema those of tables that are spoken of.
std::vector<Place> LinkMaker::namedNames() const
{
    static const QString nameStem = stemOf(u"name");
    const std::vector<Place> &all = m_index.placesOf(nameStem);
    if (all.size() <= mostPlacesSearched)
        return all;
    std::vector<Place> places;
    for (const int table : m_spokenOf) {
        for (const Place column : m_index.columnsOf(table)) {
            const auto &name = m_index.facts(column).name;
            if (std::ranges::find(name, nameStem, &NamePart::stem) != name.end())
                places.push_back(column);
        }
    }
    return places;
}

/// Words inside a name that people add or leave out: "date of birth", "name of the student".
bool LinkMaker::skippable(size_t word) const
{
    const Word &w = m_words[word];
    return w.is(u"of") || w.is(u"the") || w.is(u"'s") || w.is(u"a") || w.is(u"an");
}

static bool follow(const std::vector<QString> &stems, const std::vector<NamePart> &name, size_t at)
{
    return at + stems.size() <= name.size()
           && std::ranges::equal(stems, std::span(name).subspan(at, stems.size()), {}, {}, &NamePart::stem);
}

PartFit LinkMaker::fitOf(size_t word, const std::vector<NamePart> &name, bool alone) const
{
    PartFit best;
    for (const WordReading &reading : m_readings[word].stems) {
        for (size_t i = 0; i < name.size(); ++i) {
            if (name[i].stem != reading.stem || (reading.alone && !alone) || !follow(reading.more, name, i + 1))
                continue;
            // "followers" is nearer to "followers" than to "follows", though they share a stem.
            const QString &said = m_words[word].lower;
            const QString &written = name[i].word;
            const bool otherForm = reading.kind == LinkKind::Exact && said != written && !said.startsWith(written)
                                   && !written.startsWith(said);
            const double fit = otherForm ? 0.95 : reading.fit;
            if (fit > best.fit)
                best = {fit, i, 1 + reading.more.size(), otherForm ? LinkKind::Form : reading.kind};
        }
    }
    return best;
}

/// A word written together whose parts are all in a name: "bedrooms" for bed_room_count.
bool LinkMaker::saysCompound(size_t word, const std::vector<NamePart> &name, Said *said) const
{
    const std::vector<QString> &compound = m_readings[word].compound;
    std::vector<size_t> parts;
    for (const QString &stem : compound) {
        const auto found = std::ranges::find(name, stem, &NamePart::stem);
        if (found == name.end())
            return false;
        parts.push_back(size_t(found - name.begin()));
    }
    for (const size_t part : parts)
        said->add(name, {1, part, 1, LinkKind::Exact});
    return !compound.empty();
}

double LinkMaker::tableScore(const std::vector<size_t> &content, int table, LinkKind *kind) const
{
    const std::vector<NamePart> &name = m_index.facts(table).name;
    double total = 0;
    for (const NamePart &part : name)
        total += part.weight;
    Said said(name);
    for (const size_t word : content) {
        if (saysCompound(word, name, &said))
            continue;
        const PartFit fit = fitOf(word, name, content.size() == 1);
        if (fit.fit == 0)
            return 0;
        said.add(name, fit);
    }
    if (kind)
        *kind = said.kind;
    return total > 0 ? said.covered / total : 0;
}

bool LinkMaker::saysOf(const std::vector<size_t> &content) const
{
    for (size_t i = content.front(); i < std::min(content.back(), m_wordCount); ++i) {
        if (m_words[i].is(u"of"))
            return true;
    }
    return false;
}

/// "email of the customer": whether what follows the last "of" is a table of its own.
bool LinkMaker::endsInTable(const std::vector<size_t> &content) const
{
    size_t of = content.front();
    for (size_t i = content.front(); i < std::min(content.back(), m_wordCount); ++i)
        of = m_words[i].is(u"of") ? i : of;
    std::vector<size_t> tail;
    std::ranges::copy_if(content, std::back_inserter(tail), [of](size_t word) { return word > of; });
    return !tail.empty() && tail.size() < content.size()
           && std::ranges::any_of(
               m_index.tablesOf(m_words[tail.back()].stem), [&](int table) { return tableScore(tail, table) >= 0.95; });
}

/// How well the words fit the column; also sets whether they name its table, and the kind of the link.
/// "last" of last_name: without "name" it says which of many, and when.
static bool saysOnlyWhichName(const std::vector<NamePart> &name, const Said &said)
{
    static constexpr QStringView which[] = {u"first", u"last", u"middle"};
    if (name.size() < 2)
        return false;
    for (size_t i = 0; i < name.size(); ++i) {
        if (said.parts[i] && std::ranges::find(which, name[i].word) == std::end(which))
            return false;
    }
    return true;
}

double LinkMaker::columnScore(const std::vector<size_t> &content, Mention *mention) const
{
    const Place place = mention->place;
    const std::vector<NamePart> &name = m_index.facts(place).name;
    const std::vector<NamePart> &tableName = m_index.facts(place.table).name;
    size_t own = 0;
    double extra = 0;
    bool ownTable = false; // says a word that the column shares with its table
    Said said(name);
    mention->namesTable = false;
    for (const size_t word : content) {
        if (saysCompound(word, name, &said)) {
            ++own;
            continue;
        }
        if (const PartFit fit = fitOf(word, name, content.size() == 1); fit.fit > 0) {
            ++own;
            said.add(name, fit);
            ownTable = ownTable || name[fit.part].ofTable;
            continue;
        }
        // "phone number" for a column called phone.
        if (word == content.back() && own > 0 && m_words[word].is(u"number")) {
            extra = 0.06;
            continue;
        }
        const PartFit fit = fitOf(word, tableName, false);
        if (fit.fit < 0.9)
            return 0;
        said.kind = std::max(said.kind, fit.kind);
        mention->namesTable = true;
    }
    // The table's own word in a column's name need not be said again.
    double total = 0;
    for (size_t i = 0; i < name.size(); ++i)
        total += name[i].ofTable && !said.parts[i] ? 0.03 : name[i].weight;
    double covered = said.covered;
    if (covered > 0
        && std::ranges::all_of(std::views::iota(size_t(0), name.size()),
                               [&](size_t i) { return !said.parts[i] || name[i].ofTable; })
        && std::ranges::any_of(name, [](const NamePart &part) { return !part.ofTable; }))
        covered *= 0.3; // "customer" alone is not the customer_name
    // "name of the students" stays apart, since it says which table is spoken of.
    if (own == 0 || total <= 0 || ((mention->namesTable || (ownTable && own > 1)) && saysOf(content)))
        return 0;
    if (!m_saysName && saysOnlyWhichName(name, said))
        return 0;
    // "patients diagnosed (with …)" speaks of patients, and not of the date in a table called so.
    const Word &last = m_words[content.back()];
    if (content.size() > 1 && m_index.facts(place).temporal && last.lower.endsWith(u"ed")
        && m_words[content[content.size() - 2]].lower.endsWith(u's'))
        return 0;
    // "number of rooms" counts rooms; it is not the room's number.
    if (saysOf(content) && m_words[content.front()].is(u"number") && name.back().word == u"number")
        return 0;
    if (saysOf(content) && endsInTable(content))
        extra += 0.15; // rather the column of that table
    // A name said in full, with its table's word, is a little surer than its short form.
    const bool full = std::ranges::all_of(said.parts, [](bool part) { return part; });
    mention->kind = said.kind;
    return std::min(1.0, covered / total) * 0.97 + (full || mention->namesTable ? 0.03 : 0) - extra;
}

/// "name", "full name", "student name" where the name is kept in a first and a last part.
void LinkMaker::addWholeNames(Span &span, const std::vector<size_t> &content) const
{
    static const QString nameStem = stemOf(u"name");
    if (m_words[content.back()].stem != nameStem || content.size() > 3 || saysOf(content))
        return;
    std::vector<size_t> before(content.begin(), content.end() - 1);
    std::erase_if(before, [&](size_t word) { return m_words[word].is(u"full") || m_words[word].is(u"complete"); });
    const bool full = before.size() + 1 < content.size();
    for (const Place place : m_index.calledLikeTheirTable()) {
        const bool named = before.empty() || tableScore(before, place.table) >= 0.9;
        const bool searched = m_spokenOf.empty() || std::ranges::find(m_spokenOf, place.table) != m_spokenOf.end();
        if (named && searched && !full && std::ranges::find(span.names, place, &Mention::place) == span.names.end())
            span.names.push_back({.place = place, .score = 0.7, .value = {}, .kind = LinkKind::Partial});
    }
    for (const Place place : namedNames()) {
        // Whatever else its name says, it is what the rows are called.
        if (!place.isTable() && before.empty() && !full && m_index.facts(place).nameLike
            && place.column == m_index.facts(place.table).displayColumns.front()) {
            const auto known = std::ranges::find(span.names, place, &Mention::place);
            if (known == span.names.end())
                span.names.push_back({.place = place, .score = 0.7, .value = {}, .kind = LinkKind::Partial});
            else
                known->score = std::max(known->score, 0.7);
        }
        if (place.isTable() || m_index.facts(place.table).displayColumns.size() < 2
            || place.column != m_index.facts(place.table).displayColumns.front())
            continue;
        if (!before.empty() && tableScore(before, place.table) < 0.9)
            continue;
        std::erase_if(span.names, [&](const Mention &m) { return m.place == place; });
        span.names.push_back({.place = place,
                              .score = full ? 1.0 : 0.96,
                              .value = {},
                              .namesTable = !before.empty(),
                              .wholeName = true});
    }
}

/// "date" of the payments where they have one date only, whatever else its name says.
void LinkMaker::addOnlyDates(Span &span, const std::vector<size_t> &content) const
{
    static const QString dateStem = stemOf(u"date");
    if (content.size() != 1 || m_words[content.front()].stem != dateStem)
        return;
    for (const Place place : m_index.placesOf(dateStem)) {
        if (place.isTable() || !m_index.facts(place).temporal
            || std::ranges::find(span.names, place, &Mention::place) != span.names.end())
            continue;
        const std::vector<ColumnFacts> &columns = m_index.facts(place.table).columns;
        if (std::ranges::count_if(columns, &ColumnFacts::temporal) == 1)
            span.names.push_back({.place = place, .score = 0.7, .value = {}, .kind = LinkKind::Partial});
    }
}

/// The words of a span that say something, also with each phrase in it taken as one word; none when a word fits
/// nothing.
std::vector<std::vector<size_t>> LinkMaker::contentsOf(const Span &span) const
{
    std::vector<std::vector<size_t>> contents;
    const auto add = [&](const Phrase *phrase) {
        std::vector<size_t> content;
        for (size_t i = span.begin; i < span.end; ++i) {
            if (phrase && i == phrase->begin) {
                content.push_back(phrase->word);
                i = phrase->end - 1;
                continue;
            }
            if (skippable(i) && i != span.begin && i + 1 != span.end)
                continue;
            const bool loose = ((m_words[i].is(u"full") || m_words[i].is(u"complete")) && i + 1 < span.end)
                               || (m_words[i].is(u"number") && i > span.begin);
            if (m_readings[i].stems.empty() && !loose)
                return;
            content.push_back(i);
        }
        if (content.empty() || (content.size() == 1 && isStopWord(m_words[content.front()].lower)))
            return;
        contents.push_back(std::move(content));
    };
    add(nullptr);
    for (const Phrase &phrase : m_phrases) {
        if (phrase.begin >= span.begin && phrase.end <= span.end)
            add(&phrase);
    }
    return contents;
}

void LinkMaker::addNamesOf(Span &span, const std::vector<size_t> &content) const
{
    std::vector<Place> candidates = candidatesFor(content);
    std::ranges::sort(candidates);
    const auto doubles = std::ranges::unique(candidates);
    candidates.erase(doubles.begin(), doubles.end());
    for (const Place place : candidates) {
        Mention mention{.place = place, .value = {}};
        mention.score =
            place.isTable() ? tableScore(content, place.table, &mention.kind) : columnScore(content, &mention);
        if (mention.score < leastScore)
            continue;
        const auto known = std::ranges::find(span.names, place, &Mention::place);
        if (known == span.names.end())
            span.names.push_back(std::move(mention));
        else if (known->score < mention.score)
            *known = std::move(mention);
    }
    addWholeNames(span, content);
    addOnlyDates(span, content);
}

/// "start and end dates": the noun is said once for both.
void LinkMaker::addNamesOfSharedNoun(Span &span) const
{
    const size_t noun = span.end + 2;
    if (span.end != span.begin + 1 || noun >= m_wordCount || !m_words[span.end].is(u"and"))
        return;
    for (const size_t word : {span.begin, span.end + 1, noun}) {
        if (m_words[word].kind != Word::Kind::Plain || isStopWord(m_words[word].lower)
            || m_readings[word].stems.empty())
            return;
    }
    Span shared{.begin = span.begin, .end = span.end, .names = {}, .values = {}};
    addNamesOf(shared, {span.begin, noun});
    for (Mention &mention : shared.names) {
        if (mention.place.isTable())
            continue;
        const auto known = std::ranges::find(span.names, mention.place, &Mention::place);
        if (known == span.names.end())
            span.names.push_back(std::move(mention));
        else if (known->score < mention.score)
            *known = std::move(mention);
    }
}

/// "people insured by …": whoever is called by a given and a family name.
void LinkMaker::addPeople(Span &span) const
{
    static constexpr double fit = 0.5;
    static constexpr QStringView people[] = {u"people", u"persons", u"person", u"individuals"};
    if (span.end != span.begin + 1 || m_index.tableCount() > int(mostTablesSpokenOf)
        || std::ranges::find(people, m_words[span.begin].lower) == std::end(people))
        return;
    for (int table = 0; table < m_index.tableCount() && span.names.size() < mostMentions; ++table) {
        if (m_index.facts(table).displayColumns.size() > 1)
            span.names.push_back({.place = {table, -1}, .score = fit, .value = {}, .kind = LinkKind::Narrower});
    }
}

void LinkMaker::addNames(Span &span) const
{
    for (const std::vector<size_t> &content : contentsOf(span)) {
        // What the words say by themselves needs no synonym.
        const auto isDirect = [](const Mention &m) { return m.score > surelyOwn && m.kind <= LinkKind::Abbreviation; };
        if (std::ranges::none_of(span.names, isDirect))
            addNamesOf(span, content);
    }
    addNamesOfSharedNoun(span);
    if (span.names.empty())
        addPeople(span);
    if (span.names.size() > mostMentions && !m_spokenOf.empty())
        std::ranges::stable_partition(span.names, [this](const Mention &mention) {
            return std::ranges::find(m_spokenOf, mention.place.table) != m_spokenOf.end();
        });
    std::ranges::stable_sort(span.names, std::greater{}, &Mention::score);
    if (span.names.size() > mostMentions)
        span.names.resize(mostMentions);
}

/// A word as phrases of a vocabulary are kept.
QString keyOf(const Word &word)
{
    return word.stem.isEmpty() ? word.lower : word.stem;
}

bool LinkMaker::says(const GlossaryPhrase &phrase, size_t begin) const
{
    if (begin + phrase.stems.size() > m_wordCount)
        return false;
    for (size_t i = 0; i < phrase.stems.size(); ++i) {
        if (phrase.stems[i] != keyOf(m_words[begin + i]))
            return false;
    }
    return true;
}

/// What the organisation itself calls something: nothing else that the words may mean counts beside it.
void LinkMaker::addOwnWords(Span &span) const
{
    for (const GlossaryPhrase &phrase : m_index.glossary()->phrasesFrom(keyOf(m_words[span.begin]))) {
        if (phrase.stems.size() != span.end - span.begin || !says(phrase, span.begin))
            continue;
        Mention mention{.place = phrase.place, .score = 1, .isValue = phrase.value.has_value(), .value = {}};
        mention.value = phrase.value.value_or(QString());
        mention.own = true;
        mention.metric = phrase.metric;
        span.names.clear();
        span.values.clear();
        (mention.isValue ? span.values : span.names).push_back(std::move(mention));
        return;
    }
}

/// "client segment", where a client is a customer: a column of the table that the own word means.
void LinkMaker::addOwnColumns(Span &span) const
{
    for (const GlossaryPhrase &phrase : m_index.glossary()->phrasesFrom(keyOf(m_words[span.begin]))) {
        const size_t rest = span.begin + phrase.stems.size();
        if (rest >= span.end || phrase.metric >= 0 || !phrase.place.isTable() || !says(phrase, span.begin))
            continue;
        std::vector<size_t> content(span.end - rest);
        std::iota(content.begin(), content.end(), rest);
        std::vector<Mention> found;
        for (const Place column : m_index.columnsOf(phrase.place.table)) {
            Mention mention{.place = column, .value = {}};
            mention.score = columnScore(content, &mention);
            mention.namesTable = true;
            mention.own = mention.score >= surelyOwn;
            if (mention.score >= leastScore)
                found.push_back(std::move(mention));
        }
        if (found.empty())
            continue;
        std::ranges::stable_sort(found, std::greater{}, &Mention::score);
        span.names = std::move(found);
        return;
    }
}

/// Words that nothing is called by but that the organisation describes something with.
void LinkMaker::addDescribed(Span &span) const
{
    const Word &word = m_words[span.begin];
    const bool free = span.end == span.begin + 1 && span.names.empty() && span.values.empty();
    if (!free || word.kind != Word::Kind::Plain || isStopWord(word.lower))
        return;
    for (const Place place : m_index.glossary()->describedBy(word.stem)) {
        if (span.names.size() < mostMentions)
            span.names.push_back({.place = place, .score = describedFit, .value = {}, .kind = LinkKind::Described});
    }
}

std::vector<Span> LinkMaker::spansFrom(size_t begin) const
{
    std::vector<Span> spans;
    size_t longest = std::max(longestName, size_t(m_index.longestValueWords()) + 2);
    if (m_index.glossary())
        longest = std::max(longest, m_index.glossary()->longestPhrase());
    for (size_t end = std::min(m_wordCount, begin + longest); end > begin; --end) {
        const auto breaks = [](const Word &w) { return w.kind == Word::Kind::Sign && (w.is(u"?") || w.is(u";")); };
        if (std::any_of(m_words.begin() + qsizetype(begin), m_words.begin() + qsizetype(end), breaks))
            continue;
        Span span{.begin = begin, .end = end, .names = {}, .values = {}};
        if (end - begin <= longestName)
            addNames(span);
        span.values = m_values.named(begin, end);
        if (m_index.glossary()) {
            addOwnColumns(span);
            addOwnWords(span);
            addDescribed(span);
        }
        if (!span.names.empty() || !span.values.empty())
            spans.push_back(std::move(span));
    }
    return spans;
}

} // namespace

Words splitQuotedNames(Words words, const SchemaIndex &index)
{
    Words result;
    for (Word &word : words) {
        const QStringList parts = word.kind == Word::Kind::Quoted ? folded(word.text).split(u' ') : QStringList();
        bool split = parts.size() == 2 && index.valuesOf(parts.join(u' ')).empty();
        if (split) {
            const auto tableOf = [](const StoredValue &value) { return value.place.table; };
            const std::vector<StoredValue> &second = index.valuesOf(parts[1]);
            split = std::ranges::any_of(index.valuesOf(parts[0]), [&](const StoredValue &first) {
                return std::ranges::find(second, first.place.table, tableOf) != second.end();
            });
        }
        if (!split) {
            result.push_back(std::move(word));
            continue;
        }
        for (const QString &part : parts) {
            Word half = word;
            half.text = part;
            half.lower = part;
            result.push_back(std::move(half));
        }
    }
    return result;
}

Links::Links(const Words &words, const SchemaIndex &index)
{
    const LinkMaker maker(words, index);
    m_spans.reserve(words.size());
    for (size_t i = 0; i < words.size(); ++i)
        m_spans.push_back(maker.spansFrom(i));
}

} // namespace tabletalk::ask
