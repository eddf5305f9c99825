// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/link/ValueLinks.h"

#include "core/ask/link/WordGroups.h"
#include "core/ask/link/WordReadings.h"
#include "core/ask/read/Lexicon.h"
#include "core/ask/read/QuestionReader.h"
#include "core/text/Spelling.h"

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

static constexpr double exactScore = 0.97;
static constexpr double sameCaseScore = 0.03; ///< in addition
static constexpr double formScore = 0.8;
static constexpr double sexScore = 0.9;
static constexpr double equivalentScore = 0.7;
static constexpr double leadingScore = 0.62; ///< "Columbus" for "Columbus Crew"
static constexpr double partScore = 0.52;
static constexpr double respeltScore = 0.66;
static constexpr size_t longestForm = 4;   ///< words
static constexpr qsizetype mostEnding = 4; ///< letters that forms of a word differ by

static bool isCapital(const Word &word)
{
    return !word.text.isEmpty() && word.text.front().isUpper() && !word.startsSentence;
}

/// "patients with diabetes", "number of antibiotics": a thing that the question names and no name does.
static bool mayBePart(const Words &words, size_t at)
{
    static constexpr qsizetype shortest = 5;
    static constexpr QStringView before[] = {u"with", u"of",     u"for", u"against", u"has",
                                             u"have", u"having", u"had", u"many",    u"about"};
    const QString &word = words[at].lower;
    return at > 0 && word.size() >= shortest && !word.endsWith(u"ed") && !word.endsWith(u"ing") && !cueAt(words, at)
           && std::ranges::find(before, words[at - 1].lower) != std::end(before);
}

ValueLinks::ValueLinks(const Words &words, const SchemaIndex &index)
    : m_words(words)
    , m_index(index)
{
    for (const Word &word : words) {
        const QString key = folded(word.text);
        const bool free =
            word.kind == Word::Kind::Plain && !isStopWord(word.lower) && index.placesOf(word.stem).empty();
        const bool strange = free && isStrange(word);
        m_isName.push_back(free && (strange || isCapital(word) || (free && mayBePart(words, m_isName.size()))));
        m_respelt << (strange && index.valuesOf(key).empty() ? index.valueWords().respelt(key) : QString());
    }
}

void ValueLinks::add(std::vector<Mention> &mentions, const std::vector<StoredValue> &values, double score,
                     LinkKind kind, const QString &said) const
{
    for (const StoredValue &value : values) {
        if (std::ranges::find(mentions, value.place, &Mention::place) != mentions.end())
            continue;
        const double sameCase = value.text == said ? sameCaseScore : 0;
        mentions.push_back(
            {.place = value.place, .score = score + sameCase, .isValue = true, .value = value.text, .kind = kind});
    }
}

/// "women" of a column that says female and male, or F and M.
void ValueLinks::addSexes(std::vector<Mention> &mentions, const QString &word) const
{
    static constexpr QStringView women[] = {u"female", u"females", u"women", u"woman", u"girls", u"girl"};
    static constexpr QStringView men[] = {u"male", u"males", u"men", u"man", u"boys", u"boy"};
    const bool ofWomen = std::ranges::find(women, word) != std::end(women);
    if (!ofWomen && std::ranges::find(men, word) == std::end(men))
        return;
    for (const auto &[female, male] : {std::pair{u"female"_s, u"male"_s}, std::pair{u"f"_s, u"m"_s}}) {
        const std::vector<StoredValue> &others = m_index.valuesOf(ofWomen ? male : female);
        std::vector<StoredValue> paired;
        std::ranges::copy_if(m_index.valuesOf(ofWomen ? female : male), std::back_inserter(paired),
                             [&](const StoredValue &value) {
                                 return std::ranges::find(others, value.place, &StoredValue::place) != others.end();
                             });
        add(mentions, paired, sexScore, LinkKind::Equivalent, {});
    }
}

/// "French" where the data say France, "California" where they say CA.
void ValueLinks::addEquivalents(std::vector<Mention> &mentions, const QString &text, const QString &key) const
{
    for (const QString &other : WordGroups::equivalents().of(key))
        add(mentions, m_index.valuesOf(other), equivalentScore, LinkKind::Equivalent, text);
}

/// "creditcard" where the data say "credit card".
void ValueLinks::addWrittenTogether(std::vector<Mention> &mentions, const QString &key) const
{
    static constexpr qsizetype shortestPart = 3;
    for (qsizetype at = shortestPart; at + shortestPart <= key.size(); ++at)
        add(mentions, m_index.valuesOf(QString(key.first(at) + u' ' + key.sliced(at))), formScore, LinkKind::Form, {});
}

void ValueLinks::addParts(std::vector<Mention> &mentions, const QString &key) const
{
    for (const ValueWords::Found &found : m_index.valueWords().holding(key))
        mentions.push_back({.place = found.place,
                            .score = found.leads ? leadingScore : partScore,
                            .isValue = true,
                            .value = found.text,
                            .kind = LinkKind::Partial});
}

void ValueLinks::addRespelt(std::vector<Mention> &mentions, size_t begin, size_t end) const
{
    QStringList parts;
    bool differs = false;
    for (size_t i = begin; i < end; ++i) {
        const QString &respelt = m_respelt[qsizetype(i)];
        differs = differs || !respelt.isEmpty();
        parts << (respelt.isEmpty() ? m_words[i].text : respelt);
    }
    if (differs)
        add(mentions, m_index.valuesOf(folded(parts.join(u' '))), respeltScore, LinkKind::Fuzzy, {});
}

std::vector<Mention> ValueLinks::named(size_t begin, size_t end) const
{
    std::vector<Mention> mentions;
    const bool single = end - begin == 1;
    const Word &first = m_words[begin];
    if (first.kind == Word::Kind::Sign || m_words[end - 1].kind == Word::Kind::Sign)
        return mentions;
    QStringList parts;
    for (size_t i = begin; i < end; ++i)
        parts << m_words[i].text;
    const QString text = parts.join(u' ');
    const QString key = folded(text);
    const bool quoted = single && first.kind == Word::Kind::Quoted;
    // A lone small word is more likely grammar than data.
    if (single && !quoted && !isCapital(first) && (isStopWord(first.lower) || key.size() < 2))
        return mentions;
    add(mentions, m_index.valuesOf(key), exactScore, LinkKind::Exact, text);
    if (!quoted && end - begin <= longestForm) {
        std::vector<StoredValue> forms = m_index.valuesByStem(stemsOf(key));
        // "destinations" is no form of Destin, whatever a stemmer makes of it.
        std::erase_if(forms, [&](const StoredValue &v) { return std::abs(v.text.size() - text.size()) > mostEnding; });
        add(mentions, forms, formScore, LinkKind::Form, text);
    }
    if (mentions.empty() && single && !quoted)
        addSexes(mentions, first.lower);
    // "CA" is California where it is written so and no name.
    if (mentions.empty() && (key.size() > 2 || (m_isName[begin] && text == text.toUpper())))
        addEquivalents(mentions, text, key);
    if (mentions.empty() && single && !quoted) {
        for (const QString &other : otherSpellings(key))
            add(mentions, m_index.valuesOf(other), respeltScore + sameCaseScore, LinkKind::Form, {});
    }
    if (mentions.empty() && single && !quoted)
        addWrittenTogether(mentions, key);
    if (mentions.empty() && !quoted)
        addRespelt(mentions, begin, end);
    if (mentions.empty()
        && std::all_of(m_isName.begin() + qsizetype(begin), m_isName.begin() + qsizetype(end), std::identity()))
        addParts(mentions, key);
    std::ranges::stable_sort(mentions, std::greater{}, &Mention::score);
    if (mentions.size() > mostMentions)
        mentions.resize(mostMentions);
    return mentions;
}

} // namespace tabletalk::ask
