// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/evaluation/DatabaseEvaluation.h"

#include "server/chat/AskPipeline.h"
#include "server/connections/SqliteTarget.h"
#include "server/onboarding/Onboarder.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>

namespace tabletalk::evaluation {

namespace {

/// Candidates further down are only looked at to see where the right query stood.
constexpr StatementLimits candidateLimits{
    .maxRows = 300'000, .maxBytes = 64LL * 1024 * 1024, .timeLimit = std::chrono::seconds(1)};

/// Keeps the rows of the query that was run last.
class LastResult final : public RowSink
{
public:
    void begin(const std::vector<ResultColumn> &) override { result = {}; }
    void row(Row &&row) override { result.add(row); }

    ComparableResult result;
};

class NoObserver final : public AskObserver
{
public:
    void planned(const ask::Candidate &, const std::optional<ask::Clarification> &) override {}
};

Result<std::unique_ptr<TargetDatabase>> openFile(const QString &path)
{
    ConnectionPolicyOptions ownMachine;
    ownMachine.open = true;
    const Result<ConnectionPolicy> policy = ConnectionPolicy::create(ownMachine);
    if (!policy)
        return std::unexpected(policy.error());
    const Result<CheckedFile> file = policy->checkFile(path);
    if (!file)
        return std::unexpected(file.error());
    return SqliteTarget::open(*file);
}

QString inWords(const Problem &problem)
{
    return problem.detail.isEmpty() ? problem.title : problem.detail;
}

ask::Question questionFrom(const GoldQuestion &gold, Instant now)
{
    ask::Question question;
    question.text = gold.text;
    question.history = gold.history;
    question.hints = gold.hints;
    question.now = gold.now.value_or(now);
    return question;
}

} // namespace

DatabaseEvaluation::DatabaseEvaluation(std::unique_ptr<TargetDatabase> target, const ask::Translator &translator,
                                       std::shared_ptr<const ask::PreparedDatabase> prepared, ComparisonBounds bounds)
    : m_target(std::move(target))
    , m_translator(translator)
    , m_prepared(std::move(prepared))
    , m_bounds(std::move(bounds))
    , m_golds(*m_target, m_bounds)
{}

Result<std::unique_ptr<DatabaseEvaluation>> DatabaseEvaluation::open(const QString &path,
                                                                     const ask::Translator &translator)
{
    auto target = openFile(path);
    if (!target)
        return std::unexpected(std::move(target).error());
    auto understood = Onboarder().understand(**target, {}, std::stop_token());
    if (!understood)
        return std::unexpected(std::move(understood).error());
    auto prepared = translator.prepare(std::make_shared<const Understanding>(*std::move(understood)));
    return std::make_unique<DatabaseEvaluation>(*std::move(target), translator, std::move(prepared));
}

Outcome DatabaseEvaluation::ask(const GoldQuestion &gold, Instant now, Ranks ranks)
{
    Outcome outcome;
    outcome.question = gold;
    const Golds golds = m_golds.of(gold.gold);
    if (golds.empty()) {
        if (m_golds.problem())
            outcome.problem = inWords(*m_golds.problem());
        return outcome;
    }
    outcome.goldRows = qint64(golds.front()->result.rowCount());
    const ask::Question question = questionFrom(gold, now);
    answer(question, golds, outcome);
    if (ranks == Ranks::Found)
        outcome.rank = rankOfRight(question, golds, outcome);
    return outcome;
}

void DatabaseEvaluation::answer(const ask::Question &question, const Golds &golds, Outcome &outcome)
{
    LastResult rows;
    NoObserver observer;
    const auto run = [this](const QString &sql, RowSink &sink) {
        return m_target->run(sql, m_bounds.statement, sink, m_bounds.stop);
    };
    const auto started = std::chrono::steady_clock::now();
    const auto outline = AskPipeline(m_translator).answer(question, *m_prepared, run, rows, observer, run);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - started;
    outcome.milliseconds = took.count();
    if (!outline) {
        outcome.problem = inWords(outline.error());
        return;
    }
    outcome.sql = outline->sql;
    outcome.explanation = outline->explanation;
    outcome.confidence = outline->confidence;
    outcome.unusedWords = outline->unusedWords;
    if (outline->truncated) {
        outcome.problem = QCoreApplication::translate("Evaluation", "The result is too long to be compared.");
        return;
    }
    outcome.rows = outline->rowCount;
    outcome.match = compare(golds, rows.result);
}

std::optional<int> DatabaseEvaluation::rankOfRight(const ask::Question &question, const Golds &golds,
                                                   const Outcome &outcome)
{
    const auto translation = m_translator.translate(question, *m_prepared);
    if (!translation)
        return std::nullopt;
    for (size_t i = 0; i < translation->candidates.size(); ++i) {
        const QString &sql = translation->candidates[i].sql;
        if (sql == outcome.sql) {
            if (outcome.isRight())
                return int(i) + 1;
            continue;
        }
        const Result<ComparableResult> result = readResult(*m_target, sql, candidateLimits);
        if (result && compare(golds, *result).inAnyColumns)
            return int(i) + 1;
    }
    return std::nullopt;
}

} // namespace tabletalk::evaluation
