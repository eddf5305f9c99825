// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/converse/Turn.h"

#include "core/ask/read/Lexicon.h"

#include <QStringList>

#include <algorithm>
#include <span>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

namespace {

constexpr double surely = 2.5;
constexpr double likely = 1.5;
constexpr double perhaps = 0.6;
constexpr double hardly = 0.2;
constexpr double nameFit = 0.75;      ///< a table's mention from which on it counts as named
constexpr size_t fewContentWords = 4; ///< a question with no more may lean on what was said

/// Words with which a follow-up begins or ends, and what they say.
struct Tie
{
    QStringView text;
    bool Turn::*effect;
    double strength;
    bool kept = false; ///< the words have a meaning of their own as well
};

constexpr Tie openings[] = {
    {u"what about", &Turn::replaces, surely},
    {u"how about", &Turn::replaces, surely},
    {u"and what about", &Turn::replaces, surely},
    {u"and how about", &Turn::replaces, surely},
    {u"and", &Turn::compares, likely},
    {u"but", &Turn::compares, likely},
    {u"or", &Turn::compares, likely},
    {u"only", &Turn::narrows, surely},
    {u"just", &Turn::narrows, surely},
    {u"show only", &Turn::narrows, surely},
    {u"show me only", &Turn::narrows, surely},
    {u"show just", &Turn::narrows, surely},
    {u"keep only", &Turn::narrows, surely},
    {u"keep", &Turn::narrows, surely},
    {u"limit to", &Turn::narrows, surely},
    {u"limit it to", &Turn::narrows, surely},
    {u"limit them to", &Turn::narrows, surely},
    {u"limit this to", &Turn::narrows, surely},
    {u"restrict it to", &Turn::narrows, surely},
    {u"restrict them to", &Turn::narrows, surely},
    {u"restrict to", &Turn::narrows, surely},
    {u"filter", &Turn::narrows, surely},
    {u"filter by", &Turn::narrows, surely},
    {u"also", &Turn::adds, surely},
    {u"additionally", &Turn::adds, surely},
    {u"in addition", &Turn::adds, surely},
    {u"as well as", &Turn::adds, surely},
    {u"along with", &Turn::adds, surely},
    {u"together with", &Turn::adds, surely},
    {u"plus", &Turn::adds, surely},
    {u"add", &Turn::adds, surely},
    {u"include", &Turn::adds, surely},
    {u"exclude", &Turn::excludes, surely},
    {u"excluding", &Turn::excludes, surely},
    {u"except", &Turn::excludes, surely},
    {u"except for", &Turn::excludes, surely},
    {u"but not", &Turn::excludes, surely},
    {u"not", &Turn::excludes, surely},
    {u"leave out", &Turn::excludes, surely},
    {u"leave away", &Turn::excludes, surely},
    {u"remove", &Turn::excludes, surely},
    {u"drop", &Turn::excludes, surely},
    {u"hide", &Turn::excludes, surely},
    {u"ignore", &Turn::excludes, surely},
    {u"skip", &Turn::excludes, surely},
    {u"instead of", &Turn::excludes, surely},
    {u"instead", &Turn::replaces, surely},
    {u"rather", &Turn::replaces, surely},
    {u"same for", &Turn::replaces, surely},
    {u"the same for", &Turn::replaces, surely},
    {u"now", nullptr, hardly},
    {u"then", nullptr, likely},
    {u"ok", nullptr, hardly},
    {u"okay", nullptr, hardly},
    {u"so", nullptr, hardly},
    {u"sort", &Turn::compares, likely, true},
    {u"sorted", &Turn::compares, likely, true},
    {u"order", &Turn::compares, likely, true},
    {u"ordered", &Turn::compares, likely, true},
    {u"rank", &Turn::compares, likely, true},
    {u"ascending", &Turn::compares, likely, true},
    {u"descending", &Turn::compares, likely, true},
    {u"alphabetically", &Turn::compares, likely, true},
};

constexpr Tie endings[] = {
    {u"instead", &Turn::replaces, surely},
    {u"too", &Turn::adds, surely},
    {u"as well", &Turn::adds, surely},
    {u"also", &Turn::adds, surely},
};

/// Said instead of a question: about the order or the number of the rows.
constexpr Tie remarks[] = {
    {u"the other way round", &Turn::reverses, surely},
    {u"the other way around", &Turn::reverses, surely},
    {u"other way round", &Turn::reverses, surely},
    {u"other way around", &Turn::reverses, surely},
    {u"in reverse", &Turn::reverses, surely},
    {u"in reverse order", &Turn::reverses, surely},
    {u"reverse", &Turn::reverses, surely},
    {u"reverse it", &Turn::reverses, surely},
    {u"reverse the order", &Turn::reverses, surely},
    {u"remove the limit", &Turn::unlimited, surely},
    {u"without limit", &Turn::unlimited, surely},
    {u"without a limit", &Turn::unlimited, surely},
    {u"without the limit", &Turn::unlimited, surely},
    {u"no limit", &Turn::unlimited, surely},
    {u"all of them", &Turn::unlimited, surely},
    {u"show all of them", &Turn::unlimited, surely},
    {u"show them all", &Turn::unlimited, surely},
};

/// With these a condition or a group may begin that stands for the whole question.
constexpr QStringView beginnings[] = {
    u"in",    u"from",  u"for",   u"with", u"during",  u"between", u"after",   u"before",  u"since",   u"at",    u"on",
    u"above", u"below", u"under", u"over", u"by",      u"per",     u"older",   u"younger", u"without", u"among", u"of",
    u"more",  u"less",  u"fewer", u"each", u"grouped", u"group",   u"cheaper", u"where",   u"whose"};

bool isOneOf(const Word &word, std::span<const QStringView> list)
{
    return word.kind != Word::Kind::Quoted && std::ranges::find(list, word.lower) != list.end();
}

/// Takes the words of a question one by one.
class TurnReader
{
public:
    TurnReader(const Words &words, const Links &links)
        : m_words(words)
        , m_links(links)
        , m_taken(words.size())
    {}

    Turn read();

private:
    size_t matches(QStringView phrase, size_t at) const;
    size_t wordsOf(std::span<const Tie> ties, size_t at, const Tie **found) const;
    void tie(const Tie &found, size_t begin, size_t end);
    bool takeRemark();
    void takeOpenings();
    void takeEndings();
    void takePronouns();
    void takeDemonstrative(size_t at);
    void takeFirst();
    void seeFragment();
    void refer(Turn::Refers to, size_t at, double strength = likely);
    bool namesTableAt(size_t at) const;
    bool namesTableBefore(size_t at) const;
    bool namesValue() const;
    bool endsAt(size_t at) const;
    bool asksLater(size_t at) const;
    const Word *before(size_t at) const { return at == 0 ? nullptr : &m_words[at - 1]; }

    const Words &m_words;
    const Links &m_links;
    std::vector<bool> m_taken;
    size_t m_begin = 0; ///< of what is left behind the openings
    size_t m_end = 0;   ///< and before the signs and endings
    Turn m_turn;
};

/// How many words a phrase has that stands at a place, 0 when it does not.
size_t TurnReader::matches(QStringView phrase, size_t at) const
{
    size_t count = 0;
    for (const QStringView part : phrase.split(u' ')) {
        if (at + count >= m_end || !m_words[at + count].is(part))
            return 0;
        ++count;
    }
    return count;
}

size_t TurnReader::wordsOf(std::span<const Tie> ties, size_t at, const Tie **found) const
{
    size_t longest = 0;
    for (const Tie &candidate : ties) {
        if (const size_t count = matches(candidate.text, at); count > longest) {
            longest = count;
            *found = &candidate;
        }
    }
    return longest;
}

void TurnReader::tie(const Tie &found, size_t begin, size_t end)
{
    if (found.effect != nullptr)
        m_turn.*found.effect = true;
    m_turn.strength = std::max(m_turn.strength, found.strength);
    if (!found.kept)
        std::fill(m_taken.begin() + qsizetype(begin), m_taken.begin() + qsizetype(end), true);
}

bool TurnReader::namesTableAt(size_t at) const
{
    if (at >= m_words.size() || isStopWord(m_words[at].lower))
        return false;
    return std::ranges::any_of(m_links.startingAt(at), [](const Span &span) {
        return std::ranges::any_of(span.names,
                                   [](const Mention &m) { return m.place.isTable() && m.score >= nameFit; });
    });
}

bool TurnReader::namesTableBefore(size_t at) const
{
    for (size_t i = 0; i < at; ++i) {
        if (namesTableAt(i))
            return true;
    }
    return false;
}

bool TurnReader::namesValue() const
{
    for (size_t i = m_begin; i < m_end; ++i) {
        if (m_words[i].kind == Word::Kind::Quoted)
            return true;
        const bool capital = m_words[i].text.front().isUpper() && !m_words[i].startsSentence;
        const bool value = std::ranges::any_of(m_links.startingAt(i), [](const Span &s) { return !s.values.empty(); });
        if (value && capital)
            return true;
    }
    return false;
}

bool TurnReader::endsAt(size_t at) const
{
    return at >= m_end || m_words[at].kind == Word::Kind::Sign;
}

/// Whether the question proper comes after a first part: "In which year …", "For each city, show …".
bool TurnReader::asksLater(size_t at) const
{
    static constexpr QStringView asking[] = {u"which", u"what", u"who",  u"show",   u"list",  u"find",
                                             u"give",  u"how",  u"when", u"return", u"count", u"display"};
    for (size_t i = at; i < m_end; ++i) {
        if (isOneOf(m_words[i], asking))
            return true;
    }
    return false;
}

bool TurnReader::takeRemark()
{
    const Tie *found = nullptr;
    const size_t begin = m_begin;
    const size_t count = wordsOf(remarks, begin, &found);
    if (count == 0 || begin + count != m_end)
        return false;
    tie(*found, begin, begin + count);
    return true;
}

void TurnReader::takeOpenings()
{
    for (const Tie *found = nullptr; m_begin < m_end; found = nullptr) {
        const size_t count = wordsOf(openings, m_begin, &found);
        if (count == 0)
            break;
        tie(*found, m_begin, m_begin + count);
        if (found->kept)
            break;
        m_begin += count;
        while (m_begin < m_end && m_words[m_begin].kind == Word::Kind::Sign)
            m_taken[m_begin++] = true;
        if (takeRemark())
            return;
    }
    // "can you also show …"
    for (size_t i = m_begin; i < std::min(m_end, m_begin + 4); ++i) {
        if (m_words[i].is(u"also") && !namesTableBefore(i))
            tie({u"also", &Turn::adds, likely}, i, i + 1);
    }
}

void TurnReader::takeEndings()
{
    while (m_end > 0 && m_words[m_end - 1].kind == Word::Kind::Sign)
        --m_end;
    while (m_end > 0 && (m_words[m_end - 1].is(u"please") || m_words[m_end - 1].is(u"now")))
        m_taken[--m_end] = true;
    for (const Tie &ending : endings) {
        const auto count = size_t(ending.text.split(u' ').size());
        if (m_end > count && matches(ending.text, m_end - count) == count) {
            tie(ending, m_end - count, m_end);
            m_end -= count;
        }
    }
}

void TurnReader::refer(Turn::Refers to, size_t at, double strength)
{
    m_turn.refers = m_turn.refers == Turn::Refers::Row ? m_turn.refers : to;
    m_turn.strength = std::max(m_turn.strength, strength);
    m_taken[at] = true;
    // "of them", "among those": gone as a whole
    static constexpr QStringView groups[] = {u"of", u"among", u"amongst"};
    if (const Word *word = before(at); word && isOneOf(*word, groups) && (endsAt(at + 1) || at <= m_begin + 3))
        m_taken[at - 1] = true;
}

/// "those wines", "for that customer", "the ones in France", "which one".
void TurnReader::takeDemonstrative(size_t at)
{
    static constexpr QStringView pointing[] = {u"of", u"for", u"by", u"from", u"in", u"among", u"with", u"to", u"only"};
    const Word &word = m_words[at];
    const Word *previous = before(at);
    const bool pointed = at == m_begin || (previous && isOneOf(*previous, pointing));
    const bool many = word.is(u"those") || word.is(u"these");
    if (many && (namesTableAt(at + 1) || pointed || !namesTableBefore(at)))
        return refer(Turn::Refers::Rows, at);
    const bool one = word.is(u"that") || word.is(u"this");
    if (one && pointed && namesTableAt(at + 1))
        return refer(Turn::Refers::Row, at);
    if (one && endsAt(at + 1))
        return refer(Turn::Refers::Rows, at);
    if (namesTableBefore(at) || !previous)
        return;
    static constexpr QStringView articles[] = {u"which", u"that", u"this", u"the", u"these", u"those"};
    if (word.is(u"ones") || (word.is(u"one") && isOneOf(*previous, articles))) {
        const bool row = word.is(u"one") && (previous->is(u"that") || previous->is(u"this"));
        refer(row ? Turn::Refers::Row : Turn::Refers::Rows, at);
    }
}

void TurnReader::takePronouns()
{
    static constexpr QStringView persons[] = {u"they", u"them", u"it", u"he", u"she", u"him"};
    static constexpr QStringView owners[] = {u"their", u"its", u"his", u"her"};
    static constexpr QStringView auxiliaries[] = {u"do",  u"does", u"did", u"is",   u"are",
                                                  u"was", u"were", u"has", u"have", u"can"};
    static constexpr QStringView links[] = {u"of", u"in",   u"among", u"for", u"by",   u"from",
                                            u"on", u"with", u"to",    u"at",  u"about"};
    for (size_t i = m_begin; i < m_end; ++i) {
        const Word &word = m_words[i];
        const Word *previous = before(i);
        if (isOneOf(word, persons)) {
            const bool asked = previous && isOneOf(*previous, auxiliaries);
            const bool last = previous && isOneOf(*previous, links) && endsAt(i + 1);
            const bool one = !word.is(u"they") && !word.is(u"them");
            if (asked || last || !namesTableBefore(i))
                refer(one ? Turn::Refers::Row : Turn::Refers::Rows, i, asked || last ? surely : likely);
        } else if (isOneOf(word, owners)) {
            if (!namesTableBefore(i))
                refer(word.is(u"their") ? Turn::Refers::Rows : Turn::Refers::Row, i, surely);
        } else if (word.is(u"each") && (endsAt(i + 1) || (previous && isOneOf(*previous, auxiliaries)))
                   && !namesTableAt(i + 1)) {
            m_turn.each = true;
            refer(Turn::Refers::Rows, i);
        } else {
            takeDemonstrative(i);
        }
    }
}

/// "only the first five", "the last 3": numbers of rows.
void TurnReader::takeFirst()
{
    static constexpr QStringView heads[] = {u"first", u"top"};
    static constexpr QStringView tails[] = {u"last", u"bottom"};
    static constexpr QStringView rows[] = {u"rows", u"row", u"results", u"result", u"entries"};
    std::vector<size_t> left;
    for (size_t i = m_begin; i < m_end; ++i) {
        if (!m_taken[i] && !m_words[i].is(u"the") && !m_words[i].is(u"show") && !m_words[i].is(u"me")
            && !isOneOf(m_words[i], rows) && m_words[i].kind != Word::Kind::Sign)
            left.push_back(i);
    }
    if (left.empty() || left.size() > 2)
        return;
    const Word &side = m_words[left.front()];
    const Word &count = m_words[left.back()];
    const bool head = isOneOf(side, heads);
    const bool tail = isOneOf(side, tails);
    const bool plain = left.size() == 1 && m_turn.narrows && !side.ordinal;
    if (count.kind != Word::Kind::Number || !count.number || *count.number < 1 || *count.number > 100'000
        || (left.size() == 2 && (count.ordinal || (!head && !tail))) || (left.size() == 1 && !plain && !head))
        return;
    m_turn.first = qint64(*count.number);
    m_turn.last = tail;
    m_turn.strength = std::max(m_turn.strength, surely);
    for (size_t i = m_begin; i < m_end; ++i)
        m_taken[i] = true;
}

/// What names no table of its own and is short leans on what was said.
void TurnReader::seeFragment()
{
    if (m_begin >= m_end)
        return;
    const Word &first = m_words[m_begin];
    m_turn.asksWhich = first.is(u"which") || first.is(u"who") || (first.is(u"what") && m_begin + 1 == m_end);
    if (isOneOf(first, beginnings) && !asksLater(m_begin)) {
        m_turn.narrows = m_turn.narrows || (!first.is(u"by") && !first.is(u"per") && !first.is(u"each"));
        m_turn.compares = true;
        m_turn.strength = std::max(m_turn.strength, likely);
        return;
    }
    static constexpr QStringView open[] = {u"most",   u"least",   u"fewest",   u"highest",
                                           u"lowest", u"largest", u"smallest", u"none"};
    if (m_begin > 0 || m_turn.strength > 0 || m_words.size() < 2)
        return;
    if (isOneOf(m_words[m_end - 1], open)) {
        m_turn.none = m_words[m_end - 1].is(u"none");
        m_turn.strength = likely;
        return;
    }
    size_t content = 0;
    bool table = false;
    for (size_t i = m_begin; i < m_end; ++i) {
        content += isStopWord(m_words[i].lower) ? 0 : 1;
        table = table || namesTableAt(i);
    }
    // What has a verb and a value of its own asks something new: "who directed Tootsie?"
    static constexpr QStringView states[] = {u"is", u"are", u"was", u"were", u"has", u"have", u"had"};
    const bool hasNoVerb = m_turn.asksWhich && m_begin + 1 < m_end && isOneOf(m_words[m_begin + 1], states);
    if (!table && content <= fewContentWords && (!namesValue() || hasNoVerb))
        m_turn.strength = namesValue() ? hardly : perhaps;
}

Turn TurnReader::read()
{
    m_end = m_words.size();
    takeEndings();
    if (!takeRemark())
        takeOpenings();
    takePronouns();
    takeFirst();
    seeFragment();
    for (size_t i = 0; i < m_words.size(); ++i) {
        if (m_taken[i] || (i >= m_begin && m_turn.words.empty() && m_words[i].kind == Word::Kind::Sign))
            continue;
        m_turn.words.push_back(m_words[i]);
        m_turn.origin.push_back(i);
    }
    return std::move(m_turn);
}

} // namespace

Turn readTurn(const Words &words, const Links &links)
{
    return TurnReader(words, links).read();
}

} // namespace tabletalk::ask
