// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/saved/SavedQuestionRunner.h"

#include "core/api/Charts.h"
#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/access/AbsentMember.h"
#include "server/api/Authenticator.h"
#include "server/base/WorkerPool.h"
#include "server/chat/AskPipeline.h"
#include "server/chat/StreamedRows.h"
#include "server/connections/ConnectionService.h"
#include "server/connections/ConnectionStore.h"
#include "server/limits/Limits.h"
#include "server/platform/PlatformDatabase.h"
#include "server/saved/SavedQuestionStore.h"
#include "server/usage/UsageService.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <future>

using namespace Qt::StringLiterals;

namespace tabletalk {

Q_LOGGING_CATEGORY(lcSaved, "tabletalk.saved")

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SavedQuestions", text);
}

/// Holds what arrives; the statement's limits bound it.
class KeptRows final : public RowSink
{
public:
    explicit KeptRows(std::vector<Row> &rows)
        : m_rows(rows)
    {}
    void begin(const std::vector<ResultColumn> &) override { m_rows.clear(); }
    void row(Row &&row) override { m_rows.push_back(std::move(row)); }

private:
    std::vector<Row> &m_rows;
};

/// The kept chart where it fits what came; a statement may give other columns than it did.
std::optional<ask::ChartSpec> chartFor(const api::SavedQuestion &saved, const AnswerOutline &outline)
{
    if (saved.chart) {
        const auto kept = api::toSpec(*saved.chart);
        if (const auto fitting = kept ? ask::checked(*kept, outline.columns, outline.rowCount) : kept)
            return *fitting;
    }
    return outline.chart;
}

} // namespace

SavedRunner SavedRunner::of(const Call &call)
{
    SavedRunner runner;
    runner.caller = call.caller;
    runner.origin = call.origin;
    runner.rule = call.rule;
    return runner;
}

SavedRunner SavedRunner::member(const TenantScope &scope, UserId user, QString action, QString rule)
{
    SavedRunner runner;
    runner.caller.user = user;
    runner.caller.tenant = scope.tenant();
    runner.action = std::move(action);
    runner.rule = std::move(rule);
    runner.isAbsent = true;
    return runner;
}

/// One run under way.
struct SavedQuestionRunner::Run
{
    TenantScope scope;
    SavedRunner runner;
    std::optional<SavedQuestionId> id; ///< nothing: a statement that nobody saved
    StatementLimits limits;
    MessageId name; ///< among what is under way
    Instant startedAt;
    api::SavedQuestion saved = {};
    std::stop_token stop = {};
};

SavedQuestionRunner::SavedQuestionRunner(SavedRunnerParts parts)
    : m_parts(std::move(parts))
{}

SavedQuestionRunner::Run SavedQuestionRunner::make(const TenantScope &scope, const SavedRunner &runner,
                                                   std::optional<SavedQuestionId> id,
                                                   const SavedRunBounds &bounds) const
{
    const AnswerLimits &most = m_parts.limits;
    const Instant now = m_parts.clock.now();
    const StatementLimits limits{.maxRows = std::min(bounds.rows, most.rows),
                                 .maxBytes = std::min(bounds.bytes, most.bytes),
                                 .timeLimit = most.time};
    return {scope, runner, id, limits, makeId<MessageId>(now), now};
}

void SavedQuestionRunner::begin(Transaction &transaction, Run &run)
{
    Identity &caller = run.runner.caller;
    if (run.runner.isAbsent)
        caller = absentMember(transaction, run.scope, caller.user);
    if (!allows(caller.grants(), Permission::Ask) || (caller.key && !caller.key->covers(Permission::Ask)))
        throw Problem::of(ProblemCode::Forbidden, tr("Whoever this is run for may not ask questions."));
    if (run.id) {
        auto saved = SavedQuestionStore(transaction, run.scope).find(*run.id, Viewer::of(caller));
        if (!saved)
            throw Problem::of(ProblemCode::NotFound);
        run.saved = *std::move(saved);
    } else if (!allows(caller.grants(), Permission::RunStatements)
               || (caller.key && !caller.key->covers(Permission::RunStatements))) {
        throw Problem::of(ProblemCode::Forbidden, tr("Whoever this is run for may not run statements of their own."));
    }
    run.saved.workspaceId = ConnectionStore(transaction, run.scope).requireInUse(run.saved.databaseId);
    Limits(transaction, run.scope, run.startedAt).reserve(Metered::Questions, 1);
}

/// Ends the run, whoever's thread calls it.
std::function<void()> SavedQuestionRunner::stopperOf(const Run &run)
{
    return [this, tenant = run.scope.tenant(), user = run.runner.caller.user, name = run.name] {
        m_running.stop(tenant, user, name);
    };
}

Awaitable<SavedOutcome> SavedQuestionRunner::run(TenantScope scope, SavedRunner runner, SavedQuestionId id,
                                                 SavedRunBounds bounds)
{
    Run run = make(scope, runner, id, bounds);
    const RunningAnswers::Entry running(m_running, scope.tenant(), runner.caller.user, ConversationId(), run.name);
    run.stop = m_running.stopTokenOf(run.name);
    const std::stop_callback forward(run.runner.stop, stopperOf(run));
    auto start = [&run](Transaction &transaction) { begin(transaction, run); };
    co_await m_parts.database.write(std::move(start));

    Result<SavedOutcome> outcome = std::unexpected(Problem());
    try {
        auto work = [this, &run] { return execute(run); };
        outcome = co_await m_parts.targetPool.run(scope.tenant(), std::move(work));
    } catch (const Problem &problem) {
        outcome = std::unexpected(problem);
    } // anything else is a defect, which the request reports
    record(run, outcome);
    auto count = counterOf(run, outcome);
    co_await m_parts.database.write(std::move(count));
    co_return orThrow(std::move(outcome));
}

SavedOutcome SavedQuestionRunner::runNow(const TenantScope &scope, const SavedRunner &runner, SavedQuestionId id,
                                         const SavedRunBounds &bounds)
{
    return toItsEnd(make(scope, runner, id, bounds));
}

SavedOutcome SavedQuestionRunner::runStatementNow(const TenantScope &scope, const SavedRunner &runner,
                                                  FixedStatement statement, const SavedRunBounds &bounds)
{
    Run run = make(scope, runner, std::nullopt, bounds);
    run.saved.databaseId = statement.database;
    run.saved.name = std::move(statement.name);
    run.saved.sql = std::move(statement.sql);
    return toItsEnd(std::move(run));
}

SavedOutcome SavedQuestionRunner::toItsEnd(Run run)
{
    const RunningAnswers::Entry running(m_running, run.scope.tenant(), run.runner.caller.user, ConversationId(),
                                        run.name);
    run.stop = m_running.stopTokenOf(run.name);
    const std::stop_callback forward(run.runner.stop, stopperOf(run));
    m_parts.database.writeNow([&run](Transaction &transaction) { begin(transaction, run); });

    Result<SavedOutcome> outcome = onPool(run);
    record(run, outcome);
    m_parts.database.writeNow(counterOf(run, outcome));
    return orThrow(std::move(outcome));
}

/// In the organisation's turn, as all that its databases are asked.
Result<SavedOutcome> SavedQuestionRunner::onPool(const Run &run)
{
    auto promise = std::make_shared<std::promise<Result<SavedOutcome>>>();
    auto ended = promise->get_future();
    const bool queued = m_parts.targetPool.post(run.scope.tenant(), [this, &run, promise] {
        try {
            promise->set_value(execute(run));
        } catch (...) {
            promise->set_exception(std::current_exception());
        }
    });
    promise.reset(); // so that a pool that stops breaks it
    if (!queued)
        return failure(ProblemCode::Busy, tr("Too much is being asked of databases at this moment."));
    try {
        return ended.get();
    } catch (const Problem &problem) {
        return std::unexpected(problem);
    } catch (const std::future_error &) {
        return failure(ProblemCode::Unavailable, tr("The server is stopping."));
    } catch (const std::exception &defect) {
        qCCritical(lcSaved).noquote() << "a saved question failed:" << defect.what();
        return failure(ProblemCode::Internal, tr("The server could not run this question."));
    }
}

Result<SavedOutcome> SavedQuestionRunner::execute(const Run &run)
{
    SavedOutcome outcome;
    KeptRows rows(outcome.rows);
    const StatementRunner statement = [this, &run](const QString &sql, RowSink &sink) -> Result<StatementOutcome> {
        StoppableSink taken(sink, run.stop);
        auto ended =
            m_parts.connections.runStatement(run.scope, run.saved.databaseId, sql, run.limits, taken, taken.token());
        if (taken.problem())
            return std::unexpected(*taken.problem());
        return ended;
    };
    auto outline = AskPipeline::answerStatement(run.saved.sql, statement, rows);
    if (!outline)
        return std::unexpected(std::move(outline).error());
    outcome.saved = run.saved;
    outcome.chart = chartFor(run.saved, *outline);
    outcome.columns = std::move(outline->columns);
    outcome.truncated = outline->truncated;
    outcome.text = std::move(outline->text);
    outcome.totals = std::move(outline->totals);
    outcome.ranAt = run.startedAt;
    outcome.ms = (m_parts.clock.now() - run.startedAt).count();
    return outcome;
}

std::function<void(Transaction &)> SavedQuestionRunner::counterOf(const Run &run,
                                                                  const Result<SavedOutcome> &outcome) const
{
    const Identity &caller = run.runner.caller;
    QuestionUsage usage{.of = {caller.user, run.saved.workspaceId, caller.apiKeyId, {}}};
    if (outcome) {
        usage.answered = true;
        usage.rows = qint64(outcome->rows.size());
        usage.ms = outcome->ms;
    }
    return [scope = run.scope, usage, now = m_parts.clock.now()](Transaction &transaction) {
        UsageService::recordIn(transaction, scope, usage, now);
    };
}

void SavedQuestionRunner::record(const Run &run, const Result<SavedOutcome> &outcome)
{
    m_parts.audit.record({run.runner.caller, run.runner.origin, run.runner.action, run.saved.databaseId.toString(),
                          outcome ? u"ok"_s : outcome.error().codeName(), QString(run.runner.rule + u", read-only"),
                          run.saved.sql});
}

} // namespace tabletalk
