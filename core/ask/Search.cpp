// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Search.h"

#include "core/ask/link/PlainWords.h"
#include "core/ask/rank/Shape.h"
#include "core/ask/read/QuestionReader.h"
#include "core/ask/understand/Ages.h"
#include "core/ask/understand/Interpreter.h"
#include "core/ask/understand/Variations.h"
#include "core/sql/QueryPrinter.h"

#include <QHash>

#include <algorithm>
#include <numeric>
#include <queue>

namespace tabletalk::ask {

namespace {

constexpr int mostRuns = 60;
constexpr double unusedWordScore = -0.5;
constexpr size_t mostVaried = 5; ///< of the best
constexpr size_t mostVariations = 55;
constexpr double variationScore = -1.5;

/// Best first; the order is settled before anything is moved, since what was found is large.
void sortByScore(std::vector<Found> &found)
{
    std::vector<size_t> order(found.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::ranges::stable_sort(order, std::greater{}, [&](size_t i) { return found[i].score; });
    std::vector<Found> sorted;
    sorted.reserve(found.size());
    for (const size_t i : order)
        sorted.push_back(std::move(found[i]));
    found = std::move(sorted);
}

/// A run that is still to be made.
struct Open
{
    double bound;
    int order; ///< equal bounds in the order they were found, so that answers repeat
    Choices::Path path;

    bool operator<(const Open &other) const { return bound != other.bound ? bound < other.bound : order > other.order; }
};

} // namespace

Search::Search(const Question &question, const PreparedIndex &index, const Weights &weights, const Earlier *earlier)
    : m_question(question)
    , m_index(index)
    , m_weights(weights)
    , m_words(inPlainWords(splitQuotedNames(readQuestion(question.text), index), index))
    , m_links(m_words, index)
    , m_segmenter(m_words, m_links, question.now)
{
    if (earlier == nullptr)
        return;
    m_turn = readTurn(m_words, m_links);
    if (!m_turn.continues())
        return;
    m_earlier = earlier;
    m_turnLinks.emplace(m_turn.words, index);
    m_turnSegmenter.emplace(m_turn.words, *m_turnLinks, question.now);
    m_allWords = earlier->words;
    m_allWords.insert(m_allWords.end(), m_words.begin(), m_words.end());
}

std::optional<Found> Search::alone(Choices &choices) const
{
    Found found;
    found.items = m_segmenter.segment(choices);
    found.meaning = interpret(m_words, found.items, m_index, choices);
    settleAges(found.meaning, m_index, m_question.now);
    found.asked = found.meaning.outputs;
    found.read = choices.account();
    std::optional<Plan> made = plan(found.meaning, m_words, m_index, m_index.graph(), choices);
    if (!made)
        return {};
    found.plan = *std::move(made);
    return found;
}

/// Reads the question as one that goes on with the conversation.
std::optional<Found> Search::goOn(Choices &choices) const
{
    Found found;
    found.items = m_turnSegmenter->segment(choices);
    std::optional<FollowedUp> followed = followUp(*m_earlier, m_turn, found.items, m_index, m_index.graph(), choices);
    if (!followed)
        return {};
    found.continues = true;
    found.meaning = std::move(followed->meaning);
    settleAges(found.meaning, m_index, m_question.now);
    found.asked = std::move(followed->asked);
    found.read = choices.account();
    std::optional<Plan> made = plan(found.meaning, m_allWords, m_index, m_index.graph(), choices);
    if (!made)
        return {};
    found.plan = *std::move(made);
    // Where the words stand in the question as it was asked.
    for (Item &item : found.items) {
        item.begin = item.begin < m_turn.origin.size() ? m_turn.origin[item.begin] : m_words.size();
        item.end = item.kind == Item::Kind::End ? m_words.size() : m_turn.origin[item.end - 1] + 1;
    }
    for (size_t &word : found.meaning.unusedWords)
        word = m_turn.origin[word];
    return found;
}

std::optional<Found> Search::follow(Choices &choices)
{
    const bool continues =
        m_earlier != nullptr && choices.choose({{"converse.continues", m_turn.strength}, {"converse.alone", 0.0}}) == 0;
    std::optional<Found> found = continues ? goOn(choices) : alone(choices);
    if (!found) {
        m_repeatedRows = m_repeatedRows || choices.traits().contains(repeatsRows);
        return {};
    }
    settle(*found, choices);
    return found;
}

/// Looks at the query as a whole and writes it down.
void Search::settle(Found &found, Choices &choices) const
{
    sql::Select &select = found.plan.select;
    noteShape(found.items, found.meaning, found.plan, m_index, choices);
    if (m_question.rowLimit > 0 && (!select.limit || *select.limit > m_question.rowLimit))
        select.limit = m_question.rowLimit;
    const auto unused = double(found.meaning.unusedWords.size());
    choices.note("unused.word", unused, unused * unusedWordScore);
    found.score = choices.score();
    found.traits = choices.traits();
    found.sql = sql::print(select, m_index.schema().dialect);
}

/// Meanings that no decision leads to but that are one step from the best ones.
std::vector<Found> Search::variations(const std::vector<Found> &found) const
{
    std::vector<Found> all;
    for (size_t i = 0; i < std::min(found.size(), mostVaried) && all.size() < mostVariations; ++i) {
        for (Variation &variation : variationsOf(found[i].meaning, found[i].items, m_index)) {
            Choices choices(m_weights, found[i].read);
            choices.note(variation.name, 1, variationScore);
            Found varied;
            varied.items = found[i].items;
            varied.continues = found[i].continues;
            varied.varied = true;
            varied.meaning = std::move(variation.meaning);
            varied.asked = found[i].asked;
            varied.read = found[i].read;
            const Words &words = varied.continues ? m_allWords : m_words;
            std::optional<Plan> made = plan(varied.meaning, words, m_index, m_index.graph(), choices);
            if (!made)
                continue;
            varied.plan = *std::move(made);
            settle(varied, choices);
            all.push_back(std::move(varied));
        }
    }
    return all;
}

std::vector<Found> Search::run()
{
    std::priority_queue<Open> open;
    open.push({0, 0, {}});
    std::vector<Found> found;
    found.reserve(mostRuns + mostVariations);
    QHash<QString, size_t> known; ///< where the query stands in found
    const auto keep = [&](Found one) {
        if (const auto same = known.constFind(one.sql); same == known.constEnd()) {
            known.insert(one.sql, found.size());
            found.push_back(std::move(one));
        } else if (found[*same].score < one.score) {
            found[*same] = std::move(one);
        }
    };
    int order = 0;
    for (int runs = 0; runs < mostRuns && !open.empty(); ++runs) {
        Choices choices(m_weights, open.top().path);
        open.pop();
        std::optional<Found> one = follow(choices);
        for (Choices::Detour &detour : choices.detours())
            open.push({choices.score() - detour.cost, ++order, std::move(detour.path)});
        if (one)
            keep(*std::move(one));
    }
    sortByScore(found);
    known.clear();
    for (size_t i = 0; i < found.size(); ++i)
        known.insert(found[i].sql, i);
    for (Found &varied : variations(found))
        keep(std::move(varied));
    sortByScore(found);
    return found;
}

} // namespace tabletalk::ask
