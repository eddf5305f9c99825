// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/AskPipeline.h"

#include "server/chat/SecondOpinion.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace tabletalk {

namespace {

/// A query that fails is a defect of ours; more tries than this only cost time.
constexpr size_t maxFailures = 3;
/// A query that finds nothing may have taken a word for the wrong thing; so many are tried for one
/// that finds something, as long as they are not much less likely than the first.
constexpr size_t maxCandidatesTried = 4;
constexpr double leastShareOfSilent = 0.1;
constexpr std::chrono::seconds longestSearch{2}; ///< after which what was found stays

/// Passes the rows on and lets the summary see each of them.
class SummarisingSink final : public RowSink
{
public:
    /// compared: also gets the rows; may be null.
    SummarisingSink(const QString &question, RowSink &next, FewRows *compared = nullptr)
        : m_question(question)
        , m_next(next)
        , m_compared(compared)
    {}

    void begin(const std::vector<ResultColumn> &columns) override
    {
        m_columns = columns;
        m_summary.emplace(m_question, columns);
        m_next.begin(columns);
    }

    void row(Row &&row) override
    {
        m_summary->add(row);
        if (m_compared)
            m_compared->add(row);
        m_next.row(std::move(row));
    }

    const std::vector<ResultColumn> &columns() const { return m_columns; }
    const std::optional<ask::ResultSummary> &summary() const { return m_summary; }

private:
    QString m_question;
    RowSink &m_next;
    FewRows *m_compared;
    std::vector<ResultColumn> m_columns;
    std::optional<ask::ResultSummary> m_summary;
};

/// Keeps back a result that says nothing, in case another query has more to say: no row, or one
/// of nulls. Whatever says something passes at once.
class HoldingSink final : public RowSink
{
public:
    explicit HoldingSink(RowSink &next)
        : m_next(next)
    {}

    void begin(const std::vector<ResultColumn> &columns) override { m_columns = columns; }

    void row(Row &&row) override
    {
        const bool saysNothing = std::ranges::all_of(row, isNull);
        if (!m_open && !m_held && saysNothing) {
            m_held = std::move(row);
            return;
        }
        release();
        m_next.row(std::move(row));
    }

    bool saidSomething() const { return m_open; }
    /// Passes on what was kept back.
    void release()
    {
        if (std::exchange(m_open, true))
            return;
        m_next.begin(m_columns);
        if (m_held)
            m_next.row(*std::exchange(m_held, std::nullopt));
    }

private:
    RowSink &m_next;
    std::vector<ResultColumn> m_columns;
    std::optional<Row> m_held;
    bool m_open = false;
};

void describe(AnswerOutline &outline, const SummarisingSink &summarising, const StatementOutcome &outcome)
{
    outline.columns = summarising.columns();
    outline.rowCount = outcome.rowCount;
    outline.truncated = outcome.truncated;
    if (summarising.summary()) {
        outline.text = summarising.summary()->sentence(outcome.truncated);
        outline.chart = summarising.summary()->chart();
        outline.totals = summarising.summary()->totals();
    }
}

AnswerOutline outlineOf(const ask::Candidate &candidate, const std::optional<ask::Clarification> &askBack)
{
    AnswerOutline outline;
    outline.sql = candidate.sql;
    outline.explanation = candidate.explanation;
    outline.confidence = candidate.confidence;
    outline.unusedWords = candidate.unusedWords;
    outline.askBack = askBack;
    return outline;
}

/// Says anew how sure the answer is, once its rows are compared with those of the witnesses.
void weigh(AnswerOutline &outline, const ask::Candidate &answered, const ask::Translation &translation,
           const FewRows &rows, const StatementRunner &briefly, AskObserver &observer)
{
    ask::Candidate weighed = answered;
    weighed.confidence = weighedConfidence(answered, rows, translation.witnesses, briefly);
    outline.confidence = weighed.confidence;
    if (weighed.confidence != answered.confidence)
        observer.weighed(weighed, translation.askBack);
}

/// Whether another candidate could fare better than the one that ended so.
bool isWorthAnotherTry(const Problem &problem)
{
    return problem.code == ProblemCode::DatabaseFailed || problem.code == ProblemCode::StatementRefused;
}

} // namespace

Result<AnswerOutline> AskPipeline::answer(const ask::Question &question, const ask::PreparedDatabase &database,
                                          const StatementRunner &run, RowSink &sink, AskObserver &observer,
                                          const StatementRunner &briefly) const
{
    auto translation = m_translator.translate(question, database);
    if (!translation)
        return std::unexpected(std::move(translation).error());
    return answer(*translation, question.text, run, sink, observer, briefly);
}

Result<AnswerOutline> AskPipeline::answer(const ask::Translation &translation, const QString &question,
                                          const StatementRunner &run, RowSink &sink, AskObserver &observer,
                                          const StatementRunner &briefly)
{
    const std::vector<ask::Candidate> &candidates = translation.candidates;

    struct Silent
    {
        const ask::Candidate *candidate;
        StatementOutcome outcome;
        std::unique_ptr<SummarisingSink> summarising;
        std::unique_ptr<HoldingSink> holding;
    };
    const auto started = std::chrono::steady_clock::now();
    FewRows compared;             ///< of the first candidate
    std::optional<Silent> silent; ///< the first that ran but said nothing
    Problem lastProblem = Problem::of(ProblemCode::NotUnderstood);
    for (size_t i = 0, failed = 0; i < std::min(candidates.size(), maxCandidatesTried); ++i) {
        const ask::Candidate &candidate = candidates[i];
        const bool late = std::chrono::steady_clock::now() - started > longestSearch;
        if (silent && (late || candidate.confidence < leastShareOfSilent * silent->candidate->confidence))
            break;
        observer.planned(candidate, translation.askBack);
        const bool hasWitnesses = i == 0 && briefly && !translation.witnesses.empty();
        auto summarising = std::make_unique<SummarisingSink>(question, sink, hasWitnesses ? &compared : nullptr);
        auto holding = std::make_unique<HoldingSink>(*summarising);
        auto outcome = run(candidate.sql, *holding);
        if (!outcome) {
            lastProblem = std::move(outcome).error();
            if (!isWorthAnotherTry(lastProblem) || ++failed == maxFailures)
                break;
        } else if (holding->saidSomething()) {
            AnswerOutline outline = outlineOf(candidate, translation.askBack);
            describe(outline, *summarising, *outcome);
            if (hasWitnesses)
                weigh(outline, candidate, translation, compared, briefly, observer);
            return outline;
        } else if (!silent) {
            silent = Silent{&candidate, *outcome, std::move(summarising), std::move(holding)};
        }
    }
    if (!silent)
        return std::unexpected(std::move(lastProblem));
    observer.planned(*silent->candidate, translation.askBack);
    silent->holding->release();
    AnswerOutline outline = outlineOf(*silent->candidate, translation.askBack);
    describe(outline, *silent->summarising, silent->outcome);
    return outline;
}

Result<AnswerOutline> AskPipeline::answerStatement(const QString &sql, const StatementRunner &run, RowSink &sink)
{
    AnswerOutline outline;
    outline.sql = sql;
    outline.confidence = 1.0;
    SummarisingSink summarising(QString(), sink);
    auto outcome = run(sql, summarising);
    if (!outcome)
        return std::unexpected(std::move(outcome).error());
    describe(outline, summarising, *outcome);
    return outline;
}

} // namespace tabletalk
