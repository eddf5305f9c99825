// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accuracy/AccuracyService.h"

#include "core/ask/Translator.h"
#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/connect/KindDialect.h"
#include "core/evaluation/PairsFile.h"
#include "core/sql/StatementGuard.h"
#include "core/text/SearchText.h"
#include "server/connections/ConnectionStore.h"
#include "server/examples/ExampleStore.h"
#include "server/jobs/JobStore.h"
#include "server/platform/PlatformDatabase.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcAccuracy, "tabletalk.accuracy")

namespace tabletalk {

namespace {

constexpr qsizetype longestStatement = 10'000;
constexpr size_t mostPairs = AccuracyRunner::mostPairs;

QString tr(const char *text)
{
    return QCoreApplication::translate("Accuracy", text);
}

Dialect dialectIn(Transaction &transaction, const TenantScope &scope, ConnectionId id)
{
    const auto connection = ConnectionStore(transaction, scope).find(id);
    if (!connection)
        throw Problem::of(ProblemCode::NotFound);
    return dialectOfKind(connection->database.kind);
}

QString checkedQuestion(const QString &text)
{
    const QString question = text.simplified();
    if (question.isEmpty())
        throw Problem::invalid(u"params.question"_s, tr("must not be empty"));
    if (question.size() > ask::maxQuestionLength)
        throw Problem::invalid(u"params.question"_s, tr("may have %1 characters").arg(ask::maxQuestionLength));
    return question;
}

QString checkedStatement(const QString &text, Dialect dialect)
{
    QString sql = text.trimmed();
    if (sql.isEmpty())
        throw Problem::invalid(u"params.sql"_s, tr("must not be empty"));
    if (sql.size() > longestStatement)
        throw Problem::invalid(u"params.sql"_s, tr("may have %1 characters").arg(longestStatement));
    orThrow(sql::checkReadOnly(sql, dialect));
    return sql;
}

bool isKnown(const std::vector<api::AccuracyPair> &pairs, const QString &question, AccuracyPairId but = {})
{
    const QString same = searchText(question);
    return std::ranges::any_of(
        pairs, [&](const api::AccuracyPair &pair) { return pair.id != but && searchText(pair.question) == same; });
}

void requireRoom(size_t pairs)
{
    if (pairs > mostPairs)
        throw Problem::of(ProblemCode::LimitReached, tr("A database may have %1 accuracy tests.").arg(mostPairs),
                          tr("Remove some that are not needed any more."));
}

void refuseKnown(const std::vector<api::AccuracyPair> &pairs, const QString &question, AccuracyPairId but = {})
{
    if (isKnown(pairs, question, but))
        throw Problem::of(ProblemCode::Conflict, tr("There is an accuracy test with this question already."),
                          tr("Change that one, or ask in other words."));
}

api::AccuracyPair pairIn(AccuracyStore &store, AccuracyPairId id)
{
    const auto pairs = store.pairs(AccuracyRunner::mostPairs);
    const auto found = std::ranges::find(pairs, id, &api::AccuracyPair::id);
    if (found == pairs.end())
        throw Problem::of(ProblemCode::NotFound);
    return *found;
}

api::AccuracyPair newPair(const QString &question, const QString &sql, const char *source, Instant now)
{
    api::AccuracyPair pair;
    pair.id = makeId<AccuracyPairId>(now);
    pair.question = question;
    pair.sql = sql;
    pair.source = QString::fromLatin1(source);
    pair.addedAt = now;
    return pair;
}

std::vector<api::AccuracyWarning> warningsOf(const api::AccuracyState &state)
{
    std::vector<api::AccuracyWarning> warnings;
    const auto broken = std::ranges::count_if(state.pairs, [](const auto &pair) { return pair.broken.has_value(); });
    if (broken > 0)
        warnings.push_back({u"broken"_s, tr("The statements of %1 of %2 accuracy tests do not run on this database any "
                                            "more. Change or remove them.")
                                             .arg(broken)
                                             .arg(state.pairs.size())});
    const auto last = std::ranges::find(state.runs, u"done"_s, &api::AccuracyRun::state);
    if (last != state.runs.end() && last->accuracy && last->accuracyBefore && *last->accuracy < *last->accuracyBefore)
        warnings.push_back({u"fallen"_s, tr("The last run was right in %1 % of its questions, the one before in %2 %.")
                                             .arg(qRound(*last->accuracy * 100))
                                             .arg(qRound(*last->accuracyBefore * 100))});
    return warnings;
}

AccuracyStore::Run requireRun(AccuracyStore &store, AccuracyRunId id)
{
    auto run = store.findRun(id);
    if (!run)
        throw Problem::of(ProblemCode::NotFound);
    return *std::move(run);
}

} // namespace

Awaitable<api::AccuracyState> AccuracyService::read(Call call, api::AccuracyRequest request)
{
    auto find = [scope = call.scope, id = request.id](Transaction &transaction) {
        dialectIn(transaction, scope, id); // NotFound
        AccuracyStore store(transaction, scope, id);
        api::AccuracyState state;
        state.mostPairs = AccuracyRunner::mostPairs;
        state.pairs = store.pairs(AccuracyRunner::mostPairs);
        for (AccuracyStore::Run &run : store.runs(AccuracyRunner::mostRuns))
            state.runs.push_back(std::move(run.run));
        state.warnings = warningsOf(state);
        return state;
    };
    co_return co_await m_parts.database.read(std::move(find));
}

Awaitable<api::AccuracyPair> AccuracyService::add(Call call, api::AddAccuracyPairRequest request)
{
    auto write = [this, &call, &request, now = m_parts.clock.now()](Transaction &transaction) {
        const Dialect dialect = dialectIn(transaction, call.scope, request.databaseId);
        const QString question = checkedQuestion(request.question);
        const api::AccuracyPair pair = newPair(question, checkedStatement(request.sql, dialect), "hand", now);
        AccuracyStore store(transaction, call.scope, request.databaseId);
        const auto known = store.pairs(AccuracyRunner::mostPairs);
        refuseKnown(known, question);
        requireRoom(known.size() + 1);
        store.insertPair(pair, call.caller.user);
        m_runner.enqueueCheckIn(transaction, call.scope, request.databaseId, pair.id);
        return pairIn(store, pair.id);
    };
    api::AccuracyPair added = co_await m_parts.database.write(std::move(write));
    m_parts.jobs.wake();
    co_return added;
}

Awaitable<api::AccuracyPair> AccuracyService::addExample(Call call, api::ExampleRequest request)
{
    auto write = [this, &call, request, now = m_parts.clock.now()](Transaction &transaction) {
        const auto example = ExampleStore(transaction, call.scope).find(request.databaseId, request.id);
        if (!example)
            throw Problem::of(ProblemCode::NotFound);
        if (!example->answer.approvedAt)
            throw Problem::of(ProblemCode::Conflict, tr("This example is not approved yet."),
                              tr("Approve it first: what is tested by must be right."));
        AccuracyStore store(transaction, call.scope, request.databaseId);
        const auto known = store.pairs(AccuracyRunner::mostPairs);
        const api::KnownAnswer &answer = example->answer;
        const QString sql = checkedStatement(answer.sql, dialectIn(transaction, call.scope, request.databaseId));
        refuseKnown(known, answer.question);
        requireRoom(known.size() + 1);
        const api::AccuracyPair pair = newPair(checkedQuestion(answer.question), sql, "example", now);
        store.insertPair(pair, call.caller.user);
        m_runner.enqueueCheckIn(transaction, call.scope, request.databaseId, pair.id);
        return pairIn(store, pair.id);
    };
    api::AccuracyPair added = co_await m_parts.database.write(std::move(write));
    m_parts.jobs.wake();
    co_return added;
}

Awaitable<api::AccuracyPairsImported> AccuracyService::import(Call call, api::ImportAccuracyPairsRequest request)
{
    auto write = [this, &call, &request, now = m_parts.clock.now()](Transaction &transaction) {
        const Dialect dialect = dialectIn(transaction, call.scope, request.id);
        const auto read = orThrow(evaluation::readPairs(request.text, mostPairs));
        AccuracyStore store(transaction, call.scope, request.id);
        auto known = store.pairs(AccuracyRunner::mostPairs);
        api::AccuracyPairsImported imported;
        for (size_t i = 0; i < read.size(); ++i) {
            try {
                const QString question = checkedQuestion(read[i].question);
                const QString sql = checkedStatement(read[i].sql, dialect);
                if (isKnown(known, question)) {
                    ++imported.known;
                    continue;
                }
                known.push_back(newPair(question, sql, "import", now));
            } catch (Problem &problem) {
                const QString why = problem.errors.empty() ? problem.detail : problem.errors.front().message;
                problem.detail = tr("Question %1 of the file, \"%2\": %3")
                                     .arg(QString::number(i + 1), read[i].question.left(80), why);
                throw;
            }
            requireRoom(known.size());
            store.insertPair(known.back(), call.caller.user);
            ++imported.added;
        }
        if (imported.added > 0)
            m_runner.enqueueCheckIn(transaction, call.scope, request.id);
        return imported;
    };
    const api::AccuracyPairsImported imported = co_await m_parts.database.write(std::move(write));
    m_parts.jobs.wake();
    co_return imported;
}

Awaitable<api::AccuracyPair> AccuracyService::update(Call call, api::UpdateAccuracyPairRequest request)
{
    auto write = [this, &call, &request](Transaction &transaction) {
        const Dialect dialect = dialectIn(transaction, call.scope, request.databaseId);
        AccuracyStore store(transaction, call.scope, request.databaseId);
        api::AccuracyPair pair = pairIn(store, request.id);
        if (request.question) {
            pair.question = checkedQuestion(*request.question);
            refuseKnown(store.pairs(AccuracyRunner::mostPairs), pair.question, pair.id);
        }
        if (request.sql)
            pair.sql = checkedStatement(*request.sql, dialect);
        store.updatePair(pair);
        m_runner.enqueueCheckIn(transaction, call.scope, request.databaseId, pair.id);
        return pairIn(store, pair.id);
    };
    api::AccuracyPair updated = co_await m_parts.database.write(std::move(write));
    m_parts.jobs.wake();
    co_return updated;
}

Awaitable<api::Empty> AccuracyService::remove(Call call, api::AccuracyPairRequest request)
{
    auto write = [scope = call.scope, request](Transaction &transaction) {
        if (!AccuracyStore(transaction, scope, request.databaseId).removePair(request.id))
            throw Problem::of(ProblemCode::NotFound);
    };
    co_await m_parts.database.write(std::move(write));
    co_return api::Empty();
}

Awaitable<api::AccuracyRun> AccuracyService::start(Call call, api::AccuracyRequest request)
{
    auto write = [this, &call, request, now = m_parts.clock.now()](Transaction &transaction) {
        ConnectionStore(transaction, call.scope).requireInUse(request.id);
        AccuracyStore store(transaction, call.scope, request.id);
        for (const AccuracyStore::Run &run : store.runs(1)) {
            if (run.run.state != u"running")
                continue;
            const auto job = run.job ? JobStore(transaction, call.scope).status(*run.job) : std::nullopt;
            if (job && (job->state == JobState::Queued || job->state == JobState::Running))
                return run.run;
            store.finishRun(run.run.id, {u"failed"_s, tr("The server stopped while it ran."), {}, {}, false}, now);
        }
        const auto pairs = store.pairs(AccuracyRunner::mostPairs);
        if (pairs.empty())
            throw Problem::of(ProblemCode::Conflict, tr("This database has no accuracy tests."),
                              tr("Add a question with the statement that answers it."));
        const auto id = makeId<AccuracyRunId>(now);
        store.insertRun(id, call.caller.user, pairs, now);
        m_runner.enqueueRunIn(transaction, call.scope, request.id, id);
        return requireRun(store, id).run;
    };
    api::AccuracyRun run = co_await m_parts.database.write(std::move(write));
    m_parts.jobs.wake();
    co_return run;
}

Awaitable<api::AccuracyRun> AccuracyService::stop(Call call, api::AccuracyRunRequest request)
{
    auto write = [scope = call.scope, request, now = m_parts.clock.now()](Transaction &transaction) {
        AccuracyStore store(transaction, scope, request.databaseId);
        const AccuracyStore::Run run = requireRun(store, request.id);
        store.finishRun(request.id, {u"stopped"_s, {}, {}, {}, false}, now);
        AccuracyStore::Run stopped = requireRun(store, request.id);
        if (run.run.state != u"running")
            stopped.job.reset();
        return stopped;
    };
    AccuracyStore::Run stopped = co_await m_parts.database.write(std::move(write));
    if (stopped.job)
        co_await m_parts.jobs.cancel(call.scope, *stopped.job);
    co_return std::move(stopped.run);
}

Awaitable<api::AccuracyReport> AccuracyService::report(Call call, api::AccuracyRunRequest request)
{
    auto find = [scope = call.scope, request](Transaction &transaction) {
        AccuracyStore store(transaction, scope, request.databaseId);
        AccuracyStore::Run run = requireRun(store, request.id);
        api::AccuracyReport report;
        for (AccuracyStore::Outcome &outcome : store.outcomes(request.id, run.before))
            report.outcomes.push_back(std::move(outcome.said));
        report.run = std::move(run.run);
        return report;
    };
    co_return co_await m_parts.database.read(std::move(find));
}

void AccuracyService::checkNow(const TenantScope &scope, ConnectionId connection)
{
    try {
        m_parts.database.writeNow([&](Transaction &transaction) {
            if (!AccuracyStore(transaction, scope, connection).pairs(1).empty())
                m_runner.enqueueCheckIn(transaction, scope, connection);
        });
        m_parts.jobs.wake();
    } catch (const Problem &problem) { // too much waits; the next reading checks again
        qCWarning(lcAccuracy).noquote() << "accuracy tests are not checked:" << problem.title;
    }
}

} // namespace tabletalk
