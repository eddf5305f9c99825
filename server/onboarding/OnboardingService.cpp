// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/onboarding/OnboardingService.h"

#include "core/api/Chat.h"
#include "core/api/Codec.h"
#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/connections/ConnectionService.h"
#include "server/connections/ConnectionStore.h"
#include "server/events/EventService.h"
#include "server/jobs/JobService.h"
#include "server/onboarding/OnboardingRecorder.h"
#include "server/onboarding/PatientTarget.h"
#include "server/onboarding/ReadingStore.h"
#include "server/onboarding/Selections.h"
#include "server/platform/PlatformDatabase.h"
#include "server/webhooks/WebhookEvents.h"

#include <QCoreApplication>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

const QString jobKind = u"onboard"_s;

bool isUnderWay(const QString &stage)
{
    return stage != u"none" && stage != u"ready" && stage != u"failed" && stage != u"cancelled" && stage != u"paused";
}

api::ProblemEvent toEvent(const Problem &problem)
{
    return {problem.codeName(), problem.title, problem.detail, problem.hint, {}};
}

StoredConnection requireIn(Transaction &transaction, const TenantScope &scope, ConnectionId id)
{
    auto connection = ConnectionStore(transaction, scope).find(id);
    if (!connection)
        throw Problem::of(ProblemCode::NotFound);
    return *std::move(connection);
}

api::Database databaseIn(Transaction &transaction, const TenantScope &scope, ConnectionId id)
{
    api::Database database = requireIn(transaction, scope, id).database;
    ReadingStore(transaction, scope).addTo(database);
    return database;
}

} // namespace

/// What a job is about; its payload.
struct OnboardingService::Task
{
    ConnectionId connection;
    StreamId stream;

    QByteArray toPayload() const { return (connection.toString() + u' ' + stream.toString()).toLatin1(); }

    static Task fromPayload(const QByteArray &payload)
    {
        const QStringList parts = QString::fromLatin1(payload).split(u' ');
        return {ConnectionId::fromString(parts.value(0)).value_or(ConnectionId()),
                StreamId::fromString(parts.value(1)).value_or(StreamId())};
    }
};

OnboardingService::OnboardingService(PlatformDatabase &database, ConnectionService &connections, JobService &jobs,
                                     EventService &events, const Clock &clock, OnboardingOptions options)
    : m_database(database)
    , m_connections(connections)
    , m_jobs(jobs)
    , m_events(events)
    , m_clock(clock)
    , m_options(options)
{
    JobKind kind;
    kind.name = jobKind;
    kind.run = [this](JobContext &context) { run(context); };
    kind.ended = [this](const JobEnd &end) { ended(end); };
    kind.mostAtOnce = 2;
    m_jobs.addKind(std::move(kind));
}

Awaitable<api::Database> OnboardingService::require(TenantScope scope, ConnectionId id)
{
    auto read = [scope, id](Transaction &transaction) { return databaseIn(transaction, scope, id); };
    co_return co_await m_database.read(scope, std::move(read));
}

Awaitable<api::Database> OnboardingService::begin(TenantScope scope, ConnectionId id,
                                                  std::function<void(Transaction &)> prepare)
{
    // The stream is there before the job is, so that whoever reads its id can follow at once.
    const Task task{id, makeId<StreamId>(m_clock.now())};
    m_events.create(scope, task.stream, nullptr)
        ->append("progress", api::toJson(api::OnboardingProgress{u"queued"_s, 0, 0, {}, {}}));
    auto write = [this, scope, task, &prepare](Transaction &transaction) {
        ConnectionStore(transaction, scope).requireInUse(task.connection);
        if (prepare)
            prepare(transaction);
        if (!isUnderWay(requireIn(transaction, scope, task.connection).database.onboarding.stage)) {
            const JobId job =
                m_jobs.enqueueIn(transaction, scope, jobKind, task.toPayload(), task.connection.toString());
            ConnectionStore(transaction, scope).beginOnboarding(task.connection, task.stream, job);
        }
        return databaseIn(transaction, scope, task.connection);
    };
    api::Database database = co_await m_database.write(scope, std::move(write));
    m_jobs.wake();
    co_return database;
}

Awaitable<api::Database> OnboardingService::start(Call call, api::OnboardRequest request)
{
    const TenantScope scope = call.scope;
    auto read = [scope, id = request.id](Transaction &transaction) {
        api::Database found = databaseIn(transaction, scope, id);
        ConnectionStore(transaction, scope).requireInUse(id);
        return found;
    };
    api::Database current = co_await m_database.read(call.scope, std::move(read));
    if (isUnderWay(current.onboarding.stage))
        co_return current;
    std::function<void(Transaction &)> prepare;
    if (request.full)
        prepare = [scope, id = request.id](Transaction &transaction) {
            ReadingStore(transaction, scope).want(id, ReadAgain::Everything);
        };
    co_return co_await begin(scope, request.id, std::move(prepare));
}

Awaitable<api::Database> OnboardingService::select(Call call, api::SelectionRequest request)
{
    const TenantScope scope = call.scope;
    checkSelection(request.selection);
    co_await require(scope, request.id);
    co_await stopFor(scope, request.id);
    // Whatever stage the one that was stopped is in, another one begins.
    std::function<void(Transaction &)> prepare = [scope, &request](Transaction &transaction) {
        ReadingStore(transaction, scope)
            .saveSelection(request.id,
                           isEverything(request.selection) ? std::nullopt : std::optional(request.selection));
        const auto stored = ConnectionStore(transaction, scope).find(request.id);
        if (stored && stored->database.onboardingStream && isUnderWay(stored->database.onboarding.stage)) {
            const api::OnboardingProgress stopped{u"cancelled"_s, 0, 0, {}, {}};
            ConnectionStore(transaction, scope).setStage(request.id, *stored->database.onboardingStream, stopped, true);
        }
    };
    co_return co_await begin(scope, request.id, std::move(prepare));
}

Awaitable<api::Database> OnboardingService::pause(Call call, api::DatabaseRequest request)
{
    const TenantScope scope = call.scope;
    auto write = [scope, id = request.id](Transaction &transaction) {
        const StoredConnection connection = requireIn(transaction, scope, id);
        // Noted first, so that the end of the job finds it.
        if (!connection.job || !ReadingStore(transaction, scope).pause(id))
            throw Problem::of(ProblemCode::NotFound,
                              QCoreApplication::translate("Onboarding", "Nothing is being read at the moment."));
        return *connection.job;
    };
    const JobId job = co_await m_database.write(call.scope, std::move(write));
    co_await m_jobs.cancel(scope, job);
    co_return co_await require(scope, request.id);
}

Awaitable<api::Database> OnboardingService::resume(Call call, api::DatabaseRequest request)
{
    const TenantScope scope = call.scope;
    api::Database current = co_await require(scope, request.id);
    if (isUnderWay(current.onboarding.stage))
        co_return current;
    co_return co_await begin(scope, request.id, {});
}

Awaitable<api::Empty> OnboardingService::cancel(Call call, api::DatabaseRequest request)
{
    const TenantScope scope = call.scope;
    auto read = [scope, id = request.id](Transaction &transaction) {
        return ConnectionStore(transaction, scope).find(id);
    };
    const auto connection = co_await m_database.read(call.scope, std::move(read));
    if (!connection || !connection->job)
        throw Problem::of(ProblemCode::NotFound);
    if (connection->database.onboarding.stage == u"paused" && connection->database.onboardingStream) {
        auto write = [scope, id = request.id,
                      stream = *connection->database.onboardingStream](Transaction &transaction) {
            ConnectionStore(transaction, scope).setStage(id, stream, {u"cancelled"_s, 0, 0, {}, {}}, true);
            ReadingStore readings(transaction, scope);
            readings.saveStages(id, StageLog::stopped(readings.find(id).stages, u"paused"_s, u"cancelled"_s, {}));
        };
        co_await m_database.write(call.scope, std::move(write));
    }
    co_await m_jobs.cancel(scope, *connection->job);
    co_return api::Empty();
}

Awaitable<void> OnboardingService::stopFor(TenantScope scope, ConnectionId id)
{
    auto read = [scope, id](Transaction &transaction) { return ConnectionStore(transaction, scope).find(id); };
    const auto connection = co_await m_database.read(scope, std::move(read));
    if (connection && connection->job && isUnderWay(connection->database.onboarding.stage))
        co_await m_jobs.cancel(scope, *connection->job);
}

/// On a job thread.
void OnboardingService::run(JobContext &context)
{
    const Task task = Task::fromPayload(context.payload);
    const auto events = m_events.open(context.scope, task.stream, nullptr);
    OnboardingRecorder recorder({m_database, m_connections, *events, m_clock}, context.scope, task.connection,
                                task.stream);
    const auto reading = m_database.readNow(
        [&](Transaction &transaction) { return ReadingStore(transaction, context.scope).find(task.connection); });

    recorder.progressed({.stage = u"connecting"_s, .done = 0, .total = 1, .secondsLeft = {}, .detail = {}});
    PatientTarget target([&] { return m_connections.openNow(context.scope, task.connection); }, m_options.patience,
                         context.stop, [&](std::chrono::milliseconds pause) { recorder.waiting(pause); });
    orThrow(target.connect());
    recorder.stageEnded(u"connecting"_s, orThrow(target.serverVersion()));

    OnboardingTask work;
    work.selection = toSelection(reading.selection);
    work.known = m_connections.storedUnderstandingNow(context.scope, task.connection);
    work.again = reading.again;
    Understanding understanding = orThrow(Onboarder().understand(target, std::move(work), recorder, context.stop));
    const auto tables = qint64(understanding.schema.tables.size());
    m_connections.keepUnderstanding(context.scope, task.connection, std::move(understanding));
    if (m_afterReading)
        m_afterReading(context.scope, task.connection);

    const OnboardingStep ready{.stage = u"ready"_s, .done = tables, .total = tables, .secondsLeft = 0, .detail = {}};
    recorder.finish(ready);
    m_database.writeNow([&](Transaction &transaction) {
        if (const auto connection = ConnectionStore(transaction, context.scope).find(task.connection))
            emitWebhookEvent(transaction, context.scope, webhook_events::onboardingFinished,
                             {{"databaseId", task.connection.toString().toStdString()},
                              {"workspaceId", connection->database.workspaceId.toString().toStdString()},
                              {"name", connection->database.name.toStdString()},
                              {"tables", tables}},
                             m_clock.now());
    });
    events->finishNow("done", api::toJson(ready));
}

void OnboardingService::ended(const JobEnd &end)
{
    if (end.state == JobState::Done)
        return;
    const Task task = Task::fromPayload(end.payload);
    const bool cancelled = end.state == JobState::Cancelled;
    const Problem problem =
        end.problem.value_or(Problem::of(cancelled ? ProblemCode::Cancelled : ProblemCode::Internal));
    const QString reason = problem.detail.isEmpty() ? problem.title : problem.detail;
    api::OnboardingProgress progress{cancelled ? u"cancelled"_s : u"failed"_s, 0, 0, {}, reason};
    m_database.writeNow([&](Transaction &transaction) {
        ConnectionStore store(transaction, end.scope);
        const auto connection = store.find(task.connection);
        if (!connection || connection->database.onboardingStream != task.stream)
            return;
        const api::OnboardingProgress &last = connection->database.onboarding;
        if (cancelled && last.stage == u"paused")
            progress = {last.stage, last.done, last.total, {}, {}};
        store.setStage(task.connection, task.stream, progress, true);
        ReadingStore readings(transaction, end.scope);
        readings.saveStages(task.connection, StageLog::stopped(readings.find(task.connection).stages, u"running"_s,
                                                               progress.stage, progress.detail));
    });
    const auto events = m_events.open(end.scope, task.stream, nullptr);
    if (progress.stage == u"paused")
        events->finishNow("done", api::toJson(progress));
    else
        events->finishNow("problem", api::toJson(toEvent(problem)));
}

} // namespace tabletalk
