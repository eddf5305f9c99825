// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SavedQuestions.h"
#include "core/ask/ChartSpec.h"
#include "core/ask/Presentation.h"
#include "core/base/Cell.h"
#include "server/api/Call.h"
#include "server/base/Async.h"
#include "server/chat/AnswerLimits.h"
#include "server/chat/RunningAnswers.h"

#include <functional>

namespace tabletalk {

class AuditSink;
class Clock;
class ConnectionService;
class PlatformDatabase;
class Transaction;
class WorkerPool;

/// What the runner is made of; all outlive it.
struct SavedRunnerParts
{
    PlatformDatabase &database;
    ConnectionService &connections;
    AuditSink &audit;
    WorkerPool &targetPool; ///< blocking work on tenants' databases
    const Clock &clock;
    AnswerLimits limits; ///< of any answer; bounds never go beyond them
};

/// How much of a result is wanted. All of it is held in memory.
struct SavedRunBounds
{
    qint64 rows = 1'000;
    qint64 bytes = 4LL * 1024 * 1024; ///< of text, summed over the cells
};

/// Who runs a saved question, and how the audit log calls it.
struct SavedRunner
{
    Identity caller;
    Origin origin;
    QString action = QStringLiteral("savedQuestions.run");
    QString rule;              ///< what allowed it
    bool isAbsent = false;     ///< has no token; their rights are read when it runs
    std::stop_token stop = {}; ///< of what it is run for, such as a workflow that somebody cancels

    static SavedRunner of(const Call &call);
    /// A member who is not there, such as whoever made a schedule; looked up anew when it runs.
    static SavedRunner member(const TenantScope &scope, UserId user, QString action, QString rule);
};

/// A statement that nobody saved, such as that of a step of a workflow. Whoever runs it needs chat.run.
struct FixedStatement
{
    ConnectionId database;
    QString name; ///< of what is run
    QString sql;
};

/// What came of it.
struct SavedOutcome
{
    api::SavedQuestion saved;
    std::vector<ResultColumn> columns;
    std::vector<Row> rows;
    bool truncated = false; ///< there are more rows
    QString text;
    std::optional<ask::ChartSpec> chart; ///< that fits the result; nothing where none does
    std::vector<ask::ColumnTotals> totals;
    Instant ranAt;
    qint64 ms = 0;
};

/// Runs saved questions as answers in chat are run: for somebody who sees the question and may
/// ask now, within the plan, through the guard and the engine's read-only mode, within the limits
/// of answers, counted as a question and told to the audit log. Thread-safe.
class SavedQuestionRunner
{
public:
    explicit SavedQuestionRunner(SavedRunnerParts parts);

    /// Throws NotFound when the runner does not see it, Forbidden when they may not ask (any more),
    /// LimitReached, Conflict where its workspace is archived, and whatever the database says.
    Awaitable<SavedOutcome> run(TenantScope scope, SavedRunner runner, SavedQuestionId id, SavedRunBounds bounds);
    /// The same for threads that may wait; not for those of the pool of targets.
    SavedOutcome runNow(const TenantScope &scope, const SavedRunner &runner, SavedQuestionId id,
                        const SavedRunBounds &bounds);

    /// A statement as a saved question is run; it passes the same guard. For the same threads.
    SavedOutcome runStatementNow(const TenantScope &scope, const SavedRunner &runner, FixedStatement statement,
                                 const SavedRunBounds &bounds);

    /// Asks everything under way to stop.
    void stopAll() { m_running.stopAll(); }
    /// As RunningAnswers::endTenant; blocking.
    bool endTenant(TenantId tenant, std::chrono::milliseconds patience)
    {
        return m_running.endTenant(tenant, patience);
    }

private:
    struct Run;

    Run make(const TenantScope &scope, const SavedRunner &runner, std::optional<SavedQuestionId> id,
             const SavedRunBounds &bounds) const;
    SavedOutcome toItsEnd(Run run);
    std::function<void()> stopperOf(const Run &run);
    Result<SavedOutcome> onPool(const Run &run);
    /// Within a transaction: sees it, may ask, is within the plan.
    static void begin(Transaction &transaction, Run &run);
    /// On a thread of the pool of targets.
    Result<SavedOutcome> execute(const Run &run);
    /// Counts it, and tells the audit log.
    std::function<void(Transaction &)> counterOf(const Run &run, const Result<SavedOutcome> &outcome) const;
    void record(const Run &run, const Result<SavedOutcome> &outcome);

    SavedRunnerParts m_parts;
    RunningAnswers m_running;
};

} // namespace tabletalk
