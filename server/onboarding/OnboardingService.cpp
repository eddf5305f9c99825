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
#include "server/onboarding/Onboarder.h"
#include "server/platform/PlatformDatabase.h"

#include <QCoreApplication>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

const QString jobKind = u"onboard"_s;

bool isUnderWay(const QString &stage)
{
    return stage != u"none" && stage != u"ready" && stage != u"failed" && stage != u"cancelled";
}

api::ProblemEvent toEvent(const Problem &problem)
{
    return {problem.codeName(), problem.title, problem.detail, problem.hint};
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
                                     EventService &events, const Clock &clock)
    : m_database(database)
    , m_connections(connections)
    , m_jobs(jobs)
    , m_events(events)
    , m_clock(clock)
{
    JobKind kind;
    kind.name = jobKind;
    kind.run = [this](JobContext &context) { run(context); };
    kind.ended = [this](const JobEnd &end) { ended(end); };
    m_jobs.addKind(std::move(kind));
}

Awaitable<api::Database> OnboardingService::start(Call call, api::DatabaseRequest request)
{
    const TenantScope scope = call.scope;
    auto read = [scope, id = request.id](Transaction &transaction) {
        auto connection = ConnectionStore(transaction, scope).find(id);
        if (!connection)
            throw Problem::of(ProblemCode::NotFound);
        return connection->database;
    };
    const api::Database current = co_await m_database.read(std::move(read));
    if (isUnderWay(current.onboarding.stage))
        co_return current;

    // The stream is there before the job is, so that whoever reads its id can follow at once.
    const Task task{request.id, makeId<StreamId>(m_clock.now())};
    m_events.create(scope, task.stream, nullptr)
        ->append("progress", api::toJson(api::OnboardingProgress{u"queued"_s, 0, 0, {}, {}}));
    auto write = [this, scope, task](Transaction &transaction) {
        ConnectionStore store(transaction, scope);
        auto connection = store.find(task.connection);
        if (!connection)
            throw Problem::of(ProblemCode::NotFound);
        if (isUnderWay(connection->database.onboarding.stage))
            return connection->database;
        const JobId job = m_jobs.enqueueIn(transaction, scope, jobKind, task.toPayload(), task.connection.toString());
        store.beginOnboarding(task.connection, task.stream, job);
        return store.find(task.connection)->database;
    };
    api::Database database = co_await m_database.write(std::move(write));
    m_jobs.wake();
    co_return database;
}

Awaitable<api::Empty> OnboardingService::cancel(Call call, api::DatabaseRequest request)
{
    const TenantScope scope = call.scope;
    auto read = [scope, id = request.id](Transaction &transaction) {
        return ConnectionStore(transaction, scope).find(id);
    };
    const auto connection = co_await m_database.read(std::move(read));
    if (!connection || !connection->job)
        throw Problem::of(ProblemCode::NotFound);
    co_await m_jobs.cancel(scope, *connection->job);
    co_return api::Empty();
}

Awaitable<void> OnboardingService::stopFor(TenantScope scope, ConnectionId id)
{
    auto read = [scope, id](Transaction &transaction) { return ConnectionStore(transaction, scope).find(id); };
    const auto connection = co_await m_database.read(std::move(read));
    if (connection && connection->job && isUnderWay(connection->database.onboarding.stage))
        co_await m_jobs.cancel(scope, *connection->job);
}

/// On a job thread.
void OnboardingService::run(JobContext &context)
{
    const Task task = Task::fromPayload(context.payload);
    const auto events = m_events.open(context.scope, task.stream, nullptr);
    QString lastStage;
    const auto report = [&](const OnboardingStep &step) {
        // Every step is an event; the row changes with the stage and at whole tens of percents.
        events->append("progress", api::toJson(step));
        const bool tenth = step.total > 0 && step.done % std::max<qint64>(1, step.total / 10) == 0;
        if (step.stage == lastStage && !tenth)
            return;
        lastStage = step.stage;
        setStage(context.scope, task, step);
    };

    report({.stage = u"connecting"_s, .done = 0, .total = 1, .secondsLeft = {}, .detail = {}});
    const auto target = orThrow(m_connections.openNow(context.scope, task.connection));
    Understanding understanding = orThrow(Onboarder().understand(
        *target,
        [&](const OnboardingStep &step) {
            if (step.stage != u"ready") // not before it is kept
                report(step);
        },
        context.stop));
    const auto tables = qint64(understanding.schema.tables.size());
    m_connections.keepUnderstanding(context.scope, task.connection, std::move(understanding));

    const OnboardingStep ready{.stage = u"ready"_s, .done = tables, .total = tables, .secondsLeft = 0, .detail = {}};
    setStage(context.scope, task, ready);
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
    setStage(end.scope, task,
             {.stage = cancelled ? u"cancelled"_s : u"failed"_s,
              .done = 0,
              .total = 0,
              .secondsLeft = {},
              .detail = reason});
    m_events.open(end.scope, task.stream, nullptr)->finishNow("problem", api::toJson(toEvent(problem)));
}

void OnboardingService::setStage(const TenantScope &scope, const Task &task, const api::OnboardingProgress &progress)
{
    m_database.writeNow([&](Transaction &transaction) {
        ConnectionStore(transaction, scope).setStage(task.connection, task.stream, progress);
    });
}

} // namespace tabletalk
