// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/agents/PassageAnswer.h"

#include "core/agents/WantedKind.h"
#include "core/knowledge/LanguageGuess.h"
#include "core/search/Words.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace tabletalk::agents {

namespace {

constexpr size_t mostSentences = 2'000;
constexpr qsizetype longestSentence = 600;
constexpr double goodEnough = 0.5;   ///< of the best sentence
constexpr double nearTheBest = 0.72; ///< of its score, for further ones
constexpr double nearEnough = 0.3;   ///< of a sentence that is told although it does not answer
constexpr double leastPlace = 0.9;   ///< of the question's words in title and heading, where the sentence has few
constexpr double leastOwn = 0.34;    ///< of the question's words that must stand in the sentence itself
constexpr double shareOfPlace = 0.6; ///< of a word that stands in title or heading alone
constexpr double wantedBonus = 0.12; ///< for the kind of thing that is asked for
constexpr double firstBonus = 0.02;  ///< for standing in the passage that was found first
constexpr double placeBonus = 0.05;  ///< for words of the sentence that stand in its title or heading too

using Stems = QSet<QString>;

constexpr auto fallbackLanguage = "en"_L1;

QString languageOf(const QString &text)
{
    const QString guess = knowledge::guessLanguage(text);
    return guess.isEmpty() ? QString(fallbackLanguage) : guess;
}

Stems stemsOf(const QString &text, const QString &language)
{
    Stems stems;
    for (const search::Word &word : search::wordsOf(text, language))
        stems.insert(word.term);
    return stems;
}

/// Of what is written without blanks, pairs of neighbouring characters of which one is grammar say nothing.
bool isGrammarOfUnspaced(const QString &word)
{
    const auto is = [](QChar c, QChar::Script script) { return c.script() == script; };
    const bool unspaced = std::ranges::any_of(word, [&](QChar c) {
        return is(c, QChar::Script_Han) || is(c, QChar::Script_Hiragana) || is(c, QChar::Script_Katakana);
    });
    return unspaced
           && (word.size() == 1 || std::ranges::any_of(word, [&](QChar c) { return is(c, QChar::Script_Hiragana); }));
}

using Wanted = search::QueryWord;

std::vector<Wanted> wantedWords(const QString &question, const std::vector<QString> &languages)
{
    std::vector<Wanted> wanted;
    for (search::QueryWord &word : search::queryWordsOf(question, languages).words) {
        if (!isAskingWord(word.text.toLower()) && !isGrammarOfUnspaced(word.text))
            wanted.push_back(std::move(word));
    }
    return wanted;
}

bool hasOneOf(const Stems &stems, const Wanted &word)
{
    return std::ranges::any_of(word.terms, [&stems](const QString &term) { return stems.contains(term); });
}

struct Sentence
{
    size_t passage = 0;
    size_t ordinal = 0; ///< in its passage
    QString text;
    Stems stems;
    double score = 0;
    double own = 0;   ///< the share of the question's words in it, by their weight
    double place = 0; ///< in title and heading
};

std::vector<Sentence> allSentences(const std::vector<AnswerPassage> &passages, const std::vector<QString> &languages)
{
    std::vector<Sentence> all;
    for (size_t p = 0; p < passages.size(); ++p) {
        size_t ordinal = 0;
        for (const QString &text : sentencesOf(passages[p].text)) {
            if (all.size() == mostSentences)
                return all;
            all.push_back({p, ordinal++, text, stemsOf(text, languages[p]), 0, 0, 0});
        }
    }
    return all;
}

/// Words that stand in few sentences say more about which one is meant.
std::vector<double> weightsOf(const std::vector<Wanted> &wanted, const std::vector<Sentence> &sentences)
{
    std::vector<double> weights;
    weights.reserve(wanted.size());
    for (const Wanted &word : wanted) {
        const auto with = std::ranges::count_if(
            sentences, [&word](const Sentence &sentence) { return hasOneOf(sentence.stems, word); });
        weights.push_back(1.0 + std::log((1.0 + double(sentences.size())) / (1.0 + double(with))) / 3.0);
    }
    return weights;
}

double shareIn(const Stems &stems, const std::vector<Wanted> &wanted, const std::vector<double> &weights)
{
    double found = 0;
    double whole = 0;
    for (size_t i = 0; i < wanted.size(); ++i) {
        whole += weights[i];
        found += hasOneOf(stems, wanted[i]) ? weights[i] : 0;
    }
    return whole > 0 ? found / whole : 0;
}

/// "What do the rules for returns say?" is about returns: a word for documents that stands in none of them is left out.
void leaveOutWordsForDocuments(std::vector<Wanted> &wanted, const std::vector<Sentence> &sentences,
                               const std::vector<Stems> &places)
{
    const auto isSaid = [&](const Wanted &word) {
        return std::ranges::any_of(places, [&](const Stems &place) { return hasOneOf(place, word); })
               || std::ranges::any_of(sentences,
                                      [&](const Sentence &sentence) { return hasOneOf(sentence.stems, word); });
    };
    const auto isIdle = [&](const Wanted &word) { return isWordForDocuments(word.text.toLower()) && !isSaid(word); };
    if (!std::ranges::all_of(wanted, isIdle))
        std::erase_if(wanted, isIdle);
}

/// All sentences of the passages with their scores.
std::vector<Sentence> scoredSentences(const QString &question, const std::vector<AnswerPassage> &passages)
{
    std::vector<QString> languages;
    languages.reserve(passages.size());
    for (const AnswerPassage &passage : passages)
        languages.push_back(languageOf(passage.text));
    std::vector<QString> meant = languages;
    std::ranges::sort(meant);
    meant.erase(std::ranges::unique(meant).begin(), meant.end());

    std::vector<Wanted> wanted = wantedWords(question, meant);
    std::vector<Sentence> sentences = allSentences(passages, languages);
    std::vector<Stems> places;
    places.reserve(passages.size());
    for (size_t i = 0; i < passages.size(); ++i)
        places.push_back(stemsOf(QString(passages[i].title + u' ' + passages[i].heading), languages[i]));
    leaveOutWordsForDocuments(wanted, sentences, places);
    if (wanted.empty())
        return {};
    const std::vector<double> weights = weightsOf(wanted, sentences);

    const QRegularExpression *const has = wantedBy(question);
    for (Sentence &sentence : sentences) {
        const Stems &place = places[sentence.passage];
        sentence.own = shareIn(sentence.stems, wanted, weights);
        sentence.place = shareIn(place, wanted, weights);
        const double both = shareIn(place | sentence.stems, wanted, weights);
        sentence.score = sentence.own + shareOfPlace * (both - sentence.own);
        sentence.score += placeBonus * (sentence.own + sentence.place - both);
        if (has && sentence.score > 0 && has->match(sentence.text).hasMatch())
            sentence.score += wantedBonus;
        if (sentence.passage == 0)
            sentence.score += firstBonus;
        if (sentence.text.endsWith(u'?') || sentence.stems.size() < 3) // a heading or a question answers nothing
            sentence.score *= 0.6;
    }
    return sentences;
}

/// A sentence that leans on the one before it, and says little alone.
bool leansBack(const QString &text)
{
    static const QRegularExpression pattern(
        u"^(it|this|that|these|those|they|he|she|however|otherwise|then|in this case|"
        "in that case|after that|afterwards|if so|if not|the same)\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    return pattern.match(text).hasMatch();
}

} // namespace

std::vector<QString> contentStems(const QString &question)
{
    std::vector<QString> stems;
    for (const Wanted &word : wantedWords(question, {languageOf(question)})) {
        if (std::ranges::find(stems, word.terms.front()) == stems.end())
            stems.push_back(word.terms.front());
    }
    return stems;
}

std::vector<QString> sentencesOf(const QString &text)
{
    static const QRegularExpression end(
        u"(?<=[.!?。！？])[\"'”’)\\]]*\\s+(?=[\\p{Lu}\\p{N}\"'“‘(\\[•\\-])|\\n\\s*\\n|\\n(?=\\s*(?:[-•*]|\\d+[.)])\\s)|(?<=[。！？])(?=\\S)"_s);
    std::vector<QString> sentences;
    QString kept;
    for (const QString &piece : text.split(end, Qt::SkipEmptyParts)) {
        QString sentence = piece.simplified();
        if (!kept.isEmpty()) {
            sentence = kept + u' ' + sentence;
            kept.clear();
        }
        // "No. 5", "e.g. this": an abbreviation or a bare number ends no sentence.
        static const QRegularExpression abbreviation(
            u"(?:^|\\s)(?:e\\.g|i\\.e|etc|no|nr|art|sec|approx|mr|mrs|dr|st|vs|\\d{1,2})\\.$"_s,
            QRegularExpression::CaseInsensitiveOption);
        if (abbreviation.match(sentence).hasMatch()) {
            kept = sentence;
            continue;
        }
        if (sentence.size() > longestSentence)
            sentence = sentence.left(longestSentence) + u'…';
        if (!sentence.isEmpty())
            sentences.push_back(sentence);
    }
    if (!kept.isEmpty())
        sentences.push_back(kept);
    return sentences;
}

std::vector<QuotedSentence> quotedAnswer(const QString &question, const std::vector<AnswerPassage> &passages,
                                         size_t most)
{
    const std::vector<Sentence> sentences = scoredSentences(question, passages);
    if (sentences.empty())
        return {};
    std::vector<const Sentence *> order;
    order.reserve(sentences.size());
    for (const Sentence &sentence : sentences)
        order.push_back(&sentence);
    std::ranges::stable_sort(order, std::greater(), [](const Sentence *sentence) { return sentence->score; });
    const Sentence &best = *order.front();
    const bool byPlace = best.own < leastOwn; // "What is to be done before sick leave?", under "Sick leave"
    if (best.score < goodEnough || (byPlace && best.place < leastPlace))
        return {};

    std::vector<const Sentence *> chosen;
    for (const Sentence *sentence : order) {
        if (chosen.size() == most || sentence->score < std::max(goodEnough, best.score * nearTheBest)
            || (byPlace ? sentence->passage != best.passage : sentence->own < leastOwn))
            break;
        const bool said =
            std::ranges::any_of(chosen, [&](const Sentence *other) { return other->text == sentence->text; });
        if (!said)
            chosen.push_back(sentence);
    }
    // What leans back on a chosen sentence belongs to it.
    for (const Sentence &sentence : sentences) {
        const bool follows = chosen.size() < most && sentence.passage == best.passage
                             && sentence.ordinal == best.ordinal + 1 && leansBack(sentence.text);
        if (follows && std::ranges::find(chosen, &sentence) == chosen.end())
            chosen.push_back(&sentence);
    }
    std::vector<QuotedSentence> quoted;
    quoted.reserve(chosen.size());
    const size_t first = best.passage;
    std::ranges::stable_sort(chosen, {}, [first](const Sentence *sentence) {
        return std::tuple(sentence->passage != first, sentence->passage, sentence->ordinal);
    });
    for (const Sentence *sentence : chosen)
        quoted.push_back({sentence->passage, sentence->text, std::min(1.0, sentence->score)});
    return quoted;
}

std::optional<QuotedSentence> nearestSentence(const QString &question, const std::vector<AnswerPassage> &passages)
{
    const std::vector<Sentence> sentences = scoredSentences(question, passages);
    const auto nearest = std::ranges::max_element(sentences, {}, &Sentence::score);
    if (nearest == sentences.end() || nearest->score < nearEnough || nearest->own < leastOwn / 2)
        return {};
    return QuotedSentence{nearest->passage, nearest->text, std::min(1.0, nearest->score)};
}

} // namespace tabletalk::agents
