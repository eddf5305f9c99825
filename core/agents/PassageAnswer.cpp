// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/agents/PassageAnswer.h"

#include "core/text/NameParts.h"
#include "core/text/SearchText.h"

#include <QHash>
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
constexpr double leastOwn = 0.34;    ///< of the question's words that must stand in the sentence itself
constexpr double shareOfPlace = 0.6; ///< of a word that stands in title or heading alone
constexpr double wantedBonus = 0.12; ///< for the kind of thing that is asked for
constexpr double firstBonus = 0.03;  ///< for standing in the passage that was found first

const QSet<QString> &emptyWords()
{
    static const QSet<QString> words = [] {
        QSet<QString> set;
        const QString list =
            u"a an the and or but of in on at to for from by with about into over under than then as is are was were "
            u"be "
            "been being do does did have has had can could may might must shall should will would i me my we us our "
            "you "
            "your he him his she her it its they them their this that these those there here what which who whom whose "
            "when where why how many much long often any some all each every no not only also please tell say says "
            "said "
            "show give explain describe mean means know find out if so such same get got make made let "
            "happen happens need needs want wants information according"_s;
        for (const QString &word : list.split(u' '))
            set.insert(word);
        return set;
    }();
    return words;
}

std::vector<QString> stemsOf(const QString &text)
{
    static const QRegularExpression word(u"[\\p{L}\\p{N}]+"_s);
    std::vector<QString> stems;
    const QString plain = searchText(text);
    for (auto matches = word.globalMatch(plain); matches.hasNext();) {
        const QString found = matches.next().captured();
        if (!emptyWords().contains(found))
            stems.push_back(stemOf(found));
    }
    return stems;
}

QSet<QString> setOf(const std::vector<QString> &stems)
{
    return {stems.begin(), stems.end()};
}

/// What kind of thing is asked for, as a pattern that an answer has.
const QRegularExpression *wantedBy(const QString &question)
{
    struct Wanted
    {
        QRegularExpression asked;
        QRegularExpression has;
    };
    const auto pattern = [](const QString &text) {
        return QRegularExpression(text, QRegularExpression::CaseInsensitiveOption);
    };
    static const std::vector<Wanted> kinds = {
        {pattern(u"\\b(when|how long|until when|by when|within how many|deadline|notice period)\\b"_s),
         pattern(
             u"\\d|\\b(days?|weeks?|months?|years?|hours?|minutes?|immediately|january|february|march|april|june|july|"
             "august|september|october|november|december|monday|friday)\\b"_s)},
        {pattern(u"\\b(how much|how many|price|cost|costs|fee|percent|percentage|rate|limit|maximum|minimum)\\b"_s),
         pattern(u"\\d|\\b(one|two|three|four|five|six|seven|eight|nine|ten|half|free|no charge)\\b"_s)},
        {pattern(u"\\b(who|whom|whose)\\b"_s),
         pattern(u"@|\\b(manager|team|department|director|head|officer|staff|employees?|customers?)\\b"_s)},
        {pattern(u"\\b(where|address|e-?mail|phone|website|url)\\b"_s),
         pattern(u"@|https?://|\\+\\d|\\b(street|road|office|building|floor|room|warehouse|portal)\\b"_s)},
    };
    for (const Wanted &kind : kinds) {
        if (kind.asked.match(question).hasMatch())
            return &kind.has;
    }
    return nullptr;
}

struct Sentence
{
    size_t passage = 0;
    size_t ordinal = 0; ///< in its passage
    QString text;
    QSet<QString> stems;
    double score = 0;
    double own = 0; ///< without title and heading
};

std::vector<Sentence> allSentences(const std::vector<AnswerPassage> &passages)
{
    std::vector<Sentence> all;
    for (size_t p = 0; p < passages.size(); ++p) {
        size_t ordinal = 0;
        for (const QString &text : sentencesOf(passages[p].text)) {
            if (all.size() == mostSentences)
                return all;
            all.push_back({p, ordinal++, text, setOf(stemsOf(text)), 0, 0});
        }
    }
    return all;
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
    for (const QString &stem : stemsOf(question)) {
        if (std::ranges::find(stems, stem) == stems.end())
            stems.push_back(stem);
    }
    return stems;
}

std::vector<QString> sentencesOf(const QString &text)
{
    static const QRegularExpression end(
        u"(?<=[.!?。！？])[\"'”’)\\]]*\\s+(?=[\\p{Lu}\\p{N}\"'“‘(\\[•\\-])|\\n\\s*\\n|\\n(?=\\s*(?:[-•*]|\\d+[.)])\\s)"_s);
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
    const std::vector<QString> wanted = contentStems(question);
    std::vector<Sentence> sentences = allSentences(passages);
    if (wanted.empty() || sentences.empty())
        return {};

    // Words that stand in few sentences say more about which one is meant.
    QHash<QString, double> weights;
    double whole = 0;
    for (const QString &stem : wanted) {
        const auto with = std::ranges::count_if(
            sentences, [&stem](const Sentence &sentence) { return sentence.stems.contains(stem); });
        const double weight = 1.0 + std::log((1.0 + double(sentences.size())) / (1.0 + double(with))) / 3.0;
        weights.insert(stem, weight);
        whole += weight;
    }
    std::vector<QSet<QString>> places;
    for (const AnswerPassage &passage : passages)
        places.push_back(setOf(stemsOf(QString(passage.title + u' ' + passage.heading))));

    const QRegularExpression *const has = wantedBy(question);
    for (Sentence &sentence : sentences) {
        double own = 0;
        double found = 0;
        for (const QString &stem : wanted) {
            if (sentence.stems.contains(stem))
                own += weights[stem];
            else if (places[sentence.passage].contains(stem))
                found += weights[stem] * shareOfPlace;
        }
        sentence.own = own / whole;
        sentence.score = (own + found) / whole;
        if (has && sentence.own > 0 && has->match(sentence.text).hasMatch())
            sentence.score += wantedBonus;
        if (sentence.passage == 0)
            sentence.score += firstBonus;
        if (sentence.text.endsWith(u'?') || sentence.stems.size() < 3) // a heading or a question answers nothing
            sentence.score *= 0.6;
    }
    std::vector<const Sentence *> order;
    for (const Sentence &sentence : sentences)
        order.push_back(&sentence);
    std::ranges::stable_sort(order, std::greater(), [](const Sentence *sentence) { return sentence->score; });
    const Sentence &best = *order.front();
    if (best.score < goodEnough || best.own < leastOwn)
        return {};

    std::vector<const Sentence *> chosen;
    for (const Sentence *sentence : order) {
        if (chosen.size() == most || sentence->score < std::max(goodEnough, best.score * nearTheBest)
            || sentence->own < leastOwn)
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
    const size_t first = best.passage;
    std::ranges::stable_sort(chosen, {}, [first](const Sentence *sentence) {
        return std::tuple(sentence->passage != first, sentence->passage, sentence->ordinal);
    });
    for (const Sentence *sentence : chosen)
        quoted.push_back({sentence->passage, sentence->text, std::min(1.0, sentence->score)});
    return quoted;
}

} // namespace tabletalk::agents
