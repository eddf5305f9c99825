// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Search.h"

#include "core/ask/rank/Shape.h"
#include "core/ask/read/QuestionReader.h"
#include "core/ask/understand/Interpreter.h"
#include "core/sql/QueryPrinter.h"

#include <QHash>

#include <algorithm>
#include <queue>

namespace tabletalk::ask {

namespace {

constexpr int mostRuns = 80;
constexpr double unusedWordScore = -0.5;

/// A run that is still to be made.
struct Open
{
    double bound;
    int order; ///< equal bounds in the order they were found, so that answers repeat
    Choices::Path path;

    bool operator<(const Open &other) const { return bound != other.bound ? bound < other.bound : order > other.order; }
};

} // namespace

Search::Search(const Question &question, const PreparedIndex &index, const Weights &weights)
    : m_question(question)
    , m_index(index)
    , m_weights(weights)
    , m_words(splitQuotedNames(readQuestion(question.text), index))
    , m_links(m_words, index)
{}

std::optional<Found> Search::follow(Choices &choices)
{
    Items items = segment(m_words, m_links, choices);
    Meaning meaning = interpret(m_words, items, m_index, choices);
    std::optional<Plan> made = plan(meaning, m_words, m_index, m_index.graph(), choices);
    if (!made) {
        m_repeatedRows = m_repeatedRows || choices.traits().contains(repeatsRows);
        return {};
    }
    noteShape(items, meaning, *made, m_index, choices);
    if (m_question.rowLimit > 0 && (!made->select.limit || *made->select.limit > m_question.rowLimit))
        made->select.limit = m_question.rowLimit;
    const auto unused = double(meaning.unusedWords.size());
    choices.note("unused.word", unused, unused * unusedWordScore);

    Found found{std::move(items), std::move(meaning), *std::move(made), {}, choices.score(), choices.traits()};
    found.sql = sql::print(found.plan.select, m_index.schema().dialect);
    return found;
}

std::vector<Found> Search::run()
{
    std::priority_queue<Open> open;
    open.push({0, 0, {}});
    std::vector<Found> found;
    QHash<QString, size_t> known; ///< where the query stands in found
    int order = 0;
    for (int runs = 0; runs < mostRuns && !open.empty(); ++runs) {
        Choices choices(m_weights, open.top().path);
        open.pop();
        std::optional<Found> one = follow(choices);
        for (Choices::Detour &detour : choices.detours())
            open.push({choices.score() - detour.cost, ++order, std::move(detour.path)});
        if (!one)
            continue;
        if (const auto same = known.constFind(one->sql); same == known.constEnd()) {
            known.insert(one->sql, found.size());
            found.push_back(*std::move(one));
        } else if (found[*same].score < one->score) {
            found[*same] = *std::move(one);
        }
    }
    std::ranges::stable_sort(found, std::greater{}, &Found::score);
    return found;
}

} // namespace tabletalk::ask
