// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accuracy/AccuracyRunner.h"

#include "core/ask/Translator.h"
#include "core/base/Clock.h"
#include "server/base/AwaitNow.h"
#include "server/connections/ConnectionService.h"
#include "server/evaluation/DatabaseEvaluation.h"
#include "server/examples/ExampleService.h"
#include "server/platform/PlatformDatabase.h"
#include "server/vocabulary/VocabularyService.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

const QString runKind = u"accuracy.run"_s;
const QString checkKind = u"accuracy.check"_s;

/// Of each statement that is run to be compared: the expected one, and the few that answering a question may try.
constexpr StatementLimits comparing{
    .maxRows = 100'000, .maxBytes = 64LL * 1024 * 1024, .timeLimit = std::chrono::seconds(5)};
/// Enough to see whether its names are there.
constexpr StatementLimits checking{.maxRows = 1, .maxBytes = 1024 * 1024, .timeLimit = std::chrono::seconds(2)};

QString tr(const char *text)
{
    return QCoreApplication::translate("Accuracy", text);
}

QString inWords(const Problem &problem)
{
    return problem.detail.isEmpty() ? problem.title : problem.detail;
}

QString differenceOf(const evaluation::Outcome &outcome)
{
    if (outcome.isRight() || !outcome.rows)
        return outcome.problem;
    if (outcome.match.withMoreColumns)
        return tr("The right rows, with columns that were not asked for.");
    if (*outcome.rows != *outcome.goldRows)
        return tr("%1 rows instead of %2.").arg(*outcome.rows).arg(*outcome.goldRows);
    return tr("As many rows (%1), with other values or in another order.").arg(*outcome.rows);
}

QString verdictOf(const evaluation::Outcome &outcome)
{
    if (!outcome.counts())
        return u"broken"_s;
    if (outcome.isRight())
        return u"right"_s;
    return outcome.rows ? u"wrong"_s : u"failed"_s;
}

/// Takes rows and keeps none.
class NoRows final : public RowSink
{
public:
    void begin(const std::vector<ResultColumn> &) override {}
    void row(Row &&) override {}
};

/// Why a statement does not hold any more; nothing where it does. Throws where the database cannot say.
std::optional<QString> brokenBecause(TargetDatabase &target, const QString &sql, const std::stop_token &stop)
{
    NoRows rows;
    const auto outcome = target.run(sql, checking, rows, stop);
    if (outcome || outcome.error().code == ProblemCode::DatabaseTimeout
        || outcome.error().code == ProblemCode::TooLarge)
        return std::nullopt;
    if (outcome.error().code == ProblemCode::StatementRefused || outcome.error().code == ProblemCode::DatabaseFailed)
        return inWords(outcome.error());
    throw outcome.error();
}

} // namespace

/// What a job is about; its payload.
struct AccuracyRunner::Task
{
    ConnectionId connection;
    QString thing; ///< of a run its id, of a check that of the pair, or "all"

    QByteArray toPayload() const { return (connection.toString() + u' ' + thing).toLatin1(); }
    static Task fromPayload(const QByteArray &payload)
    {
        const QStringList parts = QString::fromLatin1(payload).split(u' ');
        return {ConnectionId::fromString(parts.value(0)).value_or(ConnectionId()), parts.value(1)};
    }
    AccuracyRunId run() const { return AccuracyRunId::fromString(thing).value_or(AccuracyRunId()); }
};

AccuracyRunner::AccuracyRunner(AccuracyParts parts)
    : m_parts(parts)
{
    constexpr int attempts = 3;
    JobKind running;
    running.name = runKind;
    running.run = [this](JobContext &context) { run(context); };
    running.ended = [this](const JobEnd &end) { runEnded(end); };
    running.maxAttempts = attempts;
    running.mostAtOnce = 1;
    m_parts.jobs.addKind(std::move(running));
    JobKind checkingKind;
    checkingKind.name = checkKind;
    checkingKind.run = [this](JobContext &context) { check(context); };
    checkingKind.maxAttempts = attempts;
    checkingKind.mostAtOnce = 1;
    m_parts.jobs.addKind(std::move(checkingKind));
}

void AccuracyRunner::enqueueRunIn(Transaction &transaction, const TenantScope &scope, ConnectionId connection,
                                  AccuracyRunId run)
{
    const Task task{connection, run.toString()};
    const JobId job = m_parts.jobs.enqueueIn(transaction, scope, runKind, task.toPayload());
    AccuracyStore(transaction, scope, connection).setJob(run, job);
}

/// Without a key: one that is under way may have been past what changed since.
void AccuracyRunner::enqueueCheckIn(Transaction &transaction, const TenantScope &scope, ConnectionId connection,
                                    const std::optional<AccuracyPairId> &pair)
{
    const Task task{connection, pair ? pair->toString() : u"all"_s};
    m_parts.jobs.enqueueIn(transaction, scope, checkKind, task.toPayload());
}

std::unique_ptr<evaluation::DatabaseEvaluation> AccuracyRunner::open(const JobContext &context, const Task &task)
{
    auto read = awaitNow(m_parts.connections.understandingOf(context.scope, task.connection));
    auto understanding = awaitNow(m_parts.examples.applyTo(context.scope, task.connection, std::move(read)));
    auto vocabulary = awaitNow(m_parts.vocabularies.current(context.scope, task.connection));
    auto prepared = m_parts.translator.prepare(std::move(understanding), std::move(vocabulary));
    auto target = orThrow(m_parts.connections.openNow(context.scope, task.connection));
    return std::make_unique<evaluation::DatabaseEvaluation>(
        std::move(target), m_parts.translator, std::move(prepared),
        evaluation::ComparisonBounds{.statement = comparing, .cellsKept = 0, .stop = context.stop});
}

void AccuracyRunner::run(JobContext &context)
{
    const Task task = Task::fromPayload(context.payload);
    const auto left = m_parts.database.readNow([&](Transaction &transaction) {
        AccuracyStore store(transaction, context.scope, task.connection);
        const auto run = store.findRun(task.run());
        std::vector<AccuracyStore::Outcome> outcomes;
        if (run && run->run.state == u"running")
            outcomes = store.outcomes(task.run(), std::nullopt);
        std::erase_if(outcomes, [](const AccuracyStore::Outcome &each) { return each.said.verdict != u"waiting"; });
        return outcomes;
    });
    const auto begun = std::chrono::steady_clock::now();
    std::unique_ptr<evaluation::DatabaseEvaluation> evaluation;
    for (AccuracyStore::Outcome outcome : left) {
        if (context.stop.stop_requested())
            return;
        if (std::chrono::steady_clock::now() - begun > m_parts.slice) {
            m_parts.database.writeNow([&](Transaction &transaction) {
                const auto run = AccuracyStore(transaction, context.scope, task.connection).findRun(task.run());
                if (run && run->run.state == u"running")
                    enqueueRunIn(transaction, context.scope, task.connection, task.run());
            });
            m_parts.jobs.wake();
            return;
        }
        if (!evaluation)
            evaluation = open(context, task);
        evaluation::GoldQuestion question;
        question.text = outcome.said.question;
        question.gold = {outcome.said.expectedSql};
        const auto came = evaluation->ask(question, m_parts.clock.now(), evaluation::Ranks::Left);
        if (context.stop.stop_requested())
            return; // what came of it is of the stop
        if (!evaluation->target().isUsable())
            throw Problem::of(ProblemCode::CannotConnect, came.problem);
        outcome.said.givenSql = came.sql;
        outcome.said.verdict = verdictOf(came);
        outcome.said.difference = differenceOf(came);
        outcome.said.ms = qint64(came.milliseconds);
        if (!keep(context, task, outcome))
            return;
    }
    finish(context, task);
}

/// False when the run has ended meanwhile.
bool AccuracyRunner::keep(const JobContext &context, const Task &task, const AccuracyStore::Outcome &outcome)
{
    return m_parts.database.writeNow([&](Transaction &transaction) {
        AccuracyStore store(transaction, context.scope, task.connection);
        const auto run = store.findRun(task.run());
        if (!run || run->run.state != u"running")
            return false;
        store.saveOutcome(task.run(), outcome);
        return true;
    });
}

/// Compares it with the one before that came to its end, and lets the oldest go.
void AccuracyRunner::finish(const JobContext &context, const Task &task)
{
    m_parts.database.writeNow([&](Transaction &transaction) {
        AccuracyStore store(transaction, context.scope, task.connection);
        const auto finished = store.findRun(task.run());
        if (!finished || finished->run.state != u"running")
            return;
        AccuracyStore::RunEnd end{u"done"_s, {}, {}, {}, false};
        const auto runs = store.runs(mostRuns * 2);
        const auto before = std::ranges::find(runs, u"done"_s, [](const auto &each) { return each.run.state; });
        if (before != runs.end()) {
            end.before = before->run.id;
            end.accuracyBefore = before->run.accuracy;
            end.warns =
                finished->run.accuracy && before->run.accuracy && *finished->run.accuracy < *before->run.accuracy;
        }
        store.finishRun(task.run(), end, m_parts.clock.now());
        for (size_t i = mostRuns; i < runs.size(); ++i)
            store.removeRun(runs[i].run.id);
    });
}

void AccuracyRunner::runEnded(const JobEnd &end)
{
    if (end.state == JobState::Done)
        return;
    const Task task = Task::fromPayload(end.payload);
    const bool stopped = end.state == JobState::Cancelled;
    AccuracyStore::RunEnd ending{stopped ? u"stopped"_s : u"failed"_s, {}, {}, {}, false};
    if (end.problem)
        ending.problem = inWords(*end.problem);
    m_parts.database.writeNow([&](Transaction &transaction) {
        AccuracyStore store(transaction, end.scope, task.connection);
        const auto run = store.findRun(task.run());
        if (run && run->job == end.id)
            store.finishRun(task.run(), ending, m_parts.clock.now());
    });
}

void AccuracyRunner::check(JobContext &context)
{
    const Task task = Task::fromPayload(context.payload);
    auto pairs = m_parts.database.readNow([&](Transaction &transaction) {
        return AccuracyStore(transaction, context.scope, task.connection).pairs(mostPairs);
    });
    if (task.thing != u"all")
        std::erase_if(pairs, [&](const api::AccuracyPair &pair) { return pair.id.toString() != task.thing; });
    if (pairs.empty())
        return;
    const auto target = orThrow(m_parts.connections.openNow(context.scope, task.connection));
    for (const api::AccuracyPair &pair : pairs) {
        const std::optional<QString> broken = brokenBecause(*target, pair.sql, context.stop);
        if (broken == pair.broken)
            continue;
        m_parts.database.writeNow([&](Transaction &transaction) {
            AccuracyStore(transaction, context.scope, task.connection).markPair(pair, broken, m_parts.clock.now());
        });
    }
}

} // namespace tabletalk
