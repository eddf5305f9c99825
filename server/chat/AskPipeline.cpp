// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/AskPipeline.h"

namespace tabletalk {

namespace {

/// A query that fails is a defect of ours; more tries than this only cost time.
constexpr size_t maxCandidatesTried = 3;

/// Passes the rows on and lets the summary see each of them.
class SummarisingSink final : public RowSink
{
public:
    SummarisingSink(const QString &question, RowSink &next)
        : m_question(question)
        , m_next(next)
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
        m_next.row(std::move(row));
    }

    const std::vector<ResultColumn> &columns() const { return m_columns; }
    const std::optional<ask::ResultSummary> &summary() const { return m_summary; }

private:
    QString m_question;
    RowSink &m_next;
    std::vector<ResultColumn> m_columns;
    std::optional<ask::ResultSummary> m_summary;
};

Result<void> runInto(AnswerOutline &outline, const QString &question, const StatementRunner &run, RowSink &sink)
{
    SummarisingSink summarising(question, sink);
    auto outcome = run(outline.sql, summarising);
    if (!outcome)
        return std::unexpected(std::move(outcome).error());
    outline.columns = summarising.columns();
    outline.rowCount = outcome->rowCount;
    outline.truncated = outcome->truncated;
    if (summarising.summary()) {
        outline.text = summarising.summary()->sentence(outcome->truncated);
        outline.chart = summarising.summary()->chart();
        outline.totals = summarising.summary()->totals();
    }
    return {};
}

/// Whether another candidate could fare better than the one that ended so.
bool isWorthAnotherTry(const Problem &problem)
{
    return problem.code == ProblemCode::DatabaseFailed || problem.code == ProblemCode::StatementRefused;
}

} // namespace

Result<AnswerOutline> AskPipeline::answer(const ask::Question &question, const ask::PreparedDatabase &database,
                                          const StatementRunner &run, RowSink &sink, AskObserver &observer) const
{
    auto translation = m_translator.translate(question, database);
    if (!translation)
        return std::unexpected(std::move(translation).error());

    Problem lastProblem = Problem::of(ProblemCode::NotUnderstood);
    const size_t tries = std::min(translation->candidates.size(), maxCandidatesTried);
    for (size_t i = 0; i < tries; ++i) {
        const ask::Candidate &candidate = translation->candidates[i];
        observer.planned(candidate, translation->askBack);

        AnswerOutline outline;
        outline.sql = candidate.sql;
        outline.explanation = candidate.explanation;
        outline.confidence = candidate.confidence;
        outline.unusedWords = candidate.unusedWords;
        outline.askBack = translation->askBack;
        auto done = runInto(outline, question.text, run, sink);
        if (done)
            return outline;
        lastProblem = std::move(done).error();
        if (!isWorthAnotherTry(lastProblem))
            break;
    }
    return std::unexpected(std::move(lastProblem));
}

Result<AnswerOutline> AskPipeline::answerStatement(const QString &sql, const StatementRunner &run, RowSink &sink)
{
    AnswerOutline outline;
    outline.sql = sql;
    outline.confidence = 1.0;
    auto done = runInto(outline, QString(), run, sink);
    if (!done)
        return std::unexpected(std::move(done).error());
    return outline;
}

} // namespace tabletalk
