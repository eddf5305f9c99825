// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/workflows/WorkflowRunner.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/access/AbsentMember.h"
#include "server/jobs/JobStore.h"
#include "server/outbound/Mailer.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"
#include "server/schedules/ScheduleForms.h"
#include "server/schedules/ScheduleStore.h"
#include "server/workflows/WorkflowEvents.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLoggingCategory>
#include <QTimeZone>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcWorkflows, "tabletalk.workflows")

namespace tabletalk {

namespace {

const QString jobKind = u"workflow.run"_s;
constexpr int mostAtATime = 200; ///< queued in one go
constexpr qsizetype longestDetail = 500;

QString tr(const char *text)
{
    return QCoreApplication::translate("Workflows", text);
}

QString inWords(const Problem &problem)
{
    return (problem.detail.isEmpty() ? problem.title : problem.detail).left(longestDetail);
}

/// What no later run will mend by itself: rights are gone, or what a step asks is.
bool isForGood(ProblemCode code)
{
    static constexpr std::array codes{ProblemCode::NotFound, ProblemCode::Forbidden, ProblemCode::NotSignedIn};
    return std::ranges::find(codes, code) != codes.end();
}

WorkflowRunId runIn(const QByteArray &payload)
{
    return WorkflowRunId::fromString(QString::fromLatin1(payload)).value_or(WorkflowRunId());
}

QString titleOf(const api::WorkflowStep &step)
{
    return step.name.isEmpty() ? step.key : step.name;
}

api::WorkflowStepRun begun(const api::WorkflowStep &step, Instant now)
{
    api::WorkflowStepRun run;
    run.key = step.key;
    run.kind = step.kind;
    run.name = step.name;
    run.state = u"running"_s;
    run.startedAt = now;
    return run;
}

} // namespace

/// One run on its way.
struct WorkflowRunner::Walk
{
    TenantScope scope;
    WorkflowStore::KeptRun kept;
    StepSetting setting;
    QString timeZone;
    std::map<QString, QString> seen; ///< by conditions
    Instant startedAt;
    std::stop_token stop;
};

/// How a run ended.
struct WorkflowRunner::Ended
{
    QString state = u"done"_s;
    QString detail = {};
    std::optional<QString> pauseBecause = std::nullopt;
    std::optional<std::map<QString, QString>> seen = std::nullopt;
};

WorkflowRunner::WorkflowRunner(WorkflowParts parts)
    : m_parts(std::move(parts))
    , m_asker(m_parts.doors)
    , m_delivery({m_parts.database, m_parts.vault, m_parts.mailer, m_parts.clock})
{
    constexpr int attempts = 5; // each death of a server is one
    JobKind kind;
    kind.name = jobKind;
    kind.run = [this](JobContext &context) { run(context); };
    kind.ended = [this](const JobEnd &end) { runEnded(end); };
    kind.maxAttempts = attempts;
    kind.mostAtOnce = 2;
    m_parts.jobs.addKind(std::move(kind));
}

QString WorkflowRunner::dateOf(Instant at, const QString &timeZone)
{
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(at.msSinceEpoch, QTimeZone::utc());
    return utc.addSecs(zoneNamed(timeZone).offsetFromUtc(utc)).date().toString(Qt::ISODate);
}

void WorkflowRunner::giveJob(Transaction &transaction, const TenantScope &scope, WorkflowRunId run)
{
    const JobId job = m_parts.jobs.enqueueIn(transaction, scope, jobKind, run.toString().toLatin1(), run.toString());
    WorkflowStore(transaction, scope).setJob(run, job);
}

WorkflowRunId WorkflowRunner::queueIn(Transaction &transaction, const TenantScope &scope, const api::Workflow &workflow,
                                      WorkflowStore::KeptRun run)
{
    WorkflowStore store(transaction, scope);
    if (store.countRuns(workflow.id, m_parts.clock.now()).unfinished >= mostUnfinishedRuns)
        throw Problem::of(ProblemCode::Busy, tr("%1 runs of workflows are under way.").arg(mostUnfinishedRuns));
    run.run.id = makeId<WorkflowRunId>(m_parts.clock.now());
    run.run.workflowId = workflow.id;
    run.run.createdAt = m_parts.clock.now();
    run.workspace = workflow.workspaceId;
    run.definition = {workflow.inputs, workflow.steps, workflow.trigger};
    store.insertRun(run);
    giveJob(transaction, scope, run.run.id);
    return run.run.id;
}

bool WorkflowRunner::cancel(const TenantScope &scope, const WorkflowStore::KeptRun &run)
{
    const bool isCancelled = m_parts.database.writeNow([&](Transaction &transaction) {
        return WorkflowStore(transaction, scope)
            .finishRun(run.run.id, u"cancelled"_s, tr("Somebody cancelled it."), m_parts.clock.now());
    });
    if (isCancelled && run.job)
        m_parts.jobs.cancelNow(scope, *run.job);
    return isCancelled;
}

/// Workflows of organisations that moved to another time zone.
void WorkflowRunner::follow()
{
    const auto moved = m_parts.database.readNow(
        [](Transaction &transaction) { return WorkflowStore::moved(transaction, mostAtATime); });
    for (const WorkflowStore::Due &each : moved) {
        const auto timetable = toTimetable(each.trigger.times.value_or(api::ScheduleTimes()));
        if (!timetable)
            continue;
        const Instant now = m_parts.clock.now();
        // What is due already is not moved into the future.
        const Instant next = each.at <= now ? each.at : schedule::nextAfter(*timetable, zoneNamed(each.timeZone), now);
        m_parts.database.writeNow([&](Transaction &transaction) {
            WorkflowStore(transaction, each.scope).setNext(each.id, each.at, next, each.timeZone);
        });
    }
}

/// Once, however many times of a workflow went by.
int WorkflowRunner::queueScheduled(Instant now)
{
    const auto due = m_parts.database.readNow(
        [now](Transaction &transaction) { return WorkflowStore::due(transaction, now, mostAtATime); });
    int queued = 0;
    for (const WorkflowStore::Due &each : due) {
        const auto timetable = toTimetable(each.trigger.times.value_or(api::ScheduleTimes()));
        if (!timetable)
            continue;
        const Instant next = schedule::nextAfter(*timetable, zoneNamed(each.timeZone), now);
        try {
            queued += m_parts.database.writeNow([&](Transaction &transaction) {
                WorkflowStore store(transaction, each.scope);
                if (!store.setNext(each.id, each.at, next, each.timeZone))
                    return 0; // another server was first, or it was changed
                const auto kept = store.find(each.id, std::nullopt);
                WorkflowStore::KeptRun run;
                run.run.startedBy = u"schedule"_s;
                run.run.inputs = orThrow(workflow::valuesFor(kept->workflow.inputs, {}));
                queueIn(transaction, each.scope, kept->workflow, std::move(run));
                return 1;
            });
        } catch (const Problem &problem) { // too much of the organisation waits: it stays due
            qCWarning(lcWorkflows).noquote() << "workflow" << each.id.toString() << "waits:" << problem.title;
        }
    }
    return queued;
}

int WorkflowRunner::queueWaiting()
{
    const auto waiting = m_parts.database.readNow(
        [](Transaction &transaction) { return WorkflowStore::waiting(transaction, mostAtATime); });
    int queued = 0;
    for (const WorkflowStore::Waiting &each : waiting) {
        try {
            m_parts.database.writeNow([&](Transaction &transaction) { giveJob(transaction, each.scope, each.id); });
            ++queued;
        } catch (const Problem &problem) {
            qCWarning(lcWorkflows).noquote() << "run" << each.id.toString() << "waits:" << problem.title;
        }
    }
    return queued;
}

int WorkflowRunner::queueDue()
{
    follow();
    const int queued = queueScheduled(m_parts.clock.now()) + queueWaiting();
    if (queued > 0)
        m_parts.jobs.wake();
    return queued;
}

void WorkflowRunner::run(JobContext &context)
{
    const WorkflowRunId id = runIn(context.payload);
    std::optional<WorkflowStore::Kept> kept;
    Walk walk{context.scope, {}, {}, {}, {}, m_parts.clock.now(), context.stop};
    const bool isOn = m_parts.database.writeNow([&](Transaction &transaction) {
        WorkflowStore store(transaction, context.scope);
        if (!store.startRun(id, m_parts.clock.now()))
            return false;
        walk.kept = *store.findRun(id);
        kept = store.find(walk.kept.run.workflowId, std::nullopt);
        walk.timeZone = store.timeZone();
        return kept.has_value();
    });
    if (!isOn)
        return; // cancelled, or ended by another server
    walk.startedAt = walk.kept.run.startedAt.value_or(m_parts.clock.now());
    walk.seen = kept->seen;
    StepSetting &setting = walk.setting;
    setting.runner =
        SavedRunner::member(context.scope, walk.kept.owner, u"workflows.run"_s, u"workflow of the member"_s);
    setting.workspace = walk.kept.workspace;
    setting.workflowName = walk.kept.run.workflowName;
    setting.inputs = walk.kept.run.inputs;
    setting.eventData = walk.kept.eventData;
    setting.date = dateOf(walk.startedAt, walk.timeZone);
    setting.stop = context.stop;
    setting.runner.stop = context.stop; // a statement under way ends with the run
    if (const auto ended = this->walk(walk))
        finish(context.scope, id, *ended);
}

/// Nothing where it goes on later: the server stops, or the run was cancelled.
std::optional<WorkflowRunner::Ended> WorkflowRunner::walk(Walk &walk)
{
    const auto done = m_parts.database.readNow(
        [&](Transaction &transaction) { return WorkflowStore(transaction, walk.scope).steps(walk.kept.run.id); });
    const auto &steps = walk.kept.definition.steps;
    for (int position = 0; position < int(steps.size()); ++position) {
        const auto before = done.find(position);
        if (before != done.end() && before->second.state == u"done") {
            if (workflow::givesResult(steps[size_t(position)].kind))
                walk.setting.results[steps[size_t(position)].key] = workflow::resultIn(before->second);
            continue;
        }
        if (before != done.end() && before->second.state == u"ended")
            return Ended{u"ended"_s, before->second.text, {}, walk.seen};
        if (before != done.end() && before->second.state == u"failed")
            return Ended{u"failed"_s, before->second.problem.value_or(QString()), {}, {}};
        if (walk.stop.stop_requested())
            return std::nullopt;
        if (m_parts.clock.now() - walk.startedAt > m_parts.longestRun) {
            const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(m_parts.longestRun).count();
            return Ended{u"failed"_s, tr("It took longer than %1 minutes.").arg(minutes), {}, {}};
        }
        if (auto ended = doStep(walk, position))
            return ended->state.isEmpty() ? std::nullopt : std::move(ended);
    }
    return Ended{u"done"_s, tr("%1 steps").arg(steps.size()), {}, walk.seen};
}

/// Nothing: the next step follows. A state that is empty: this run goes on later, or not at all.
std::optional<WorkflowRunner::Ended> WorkflowRunner::doStep(Walk &walk, int position)
{
    const api::WorkflowStep &step = walk.kept.definition.steps[size_t(position)];
    const WorkflowRunId id = walk.kept.run.id;
    Ended later{QString(), {}, {}, {}};
    const Instant startedAt = m_parts.clock.now();
    api::WorkflowStepRun run = begun(step, startedAt);
    std::optional<Ended> ended;
    WorkflowDelivery::Parcel parcel;
    const bool delivers = step.kind == u"delivery";
    try {
        const bool isOn = m_parts.database.writeNow([&](Transaction &transaction) {
            return WorkflowStore(transaction, walk.scope).startStep(id, position, run, startedAt);
        });
        if (!isOn)
            return later;
        const Identity owner = m_parts.database.readNow(
            [&](Transaction &transaction) { return absentMember(transaction, walk.scope, walk.kept.owner); });
        walk.setting.call = Call{owner, walk.scope, {}, nullptr, {}, walk.setting.runner.rule, nullptr};
        if (step.kind == u"condition") {
            ended = look(walk, step, run);
        } else if (delivers) {
            parcel = m_delivery.pack(step, walk.setting, position, walk.timeZone, run);
            m_delivery.mail(walk.scope, id, position, step, parcel, run);
            m_delivery.seal(walk.scope, id, parcel);
        } else {
            workflow::StepResult result = m_asker.ask(step, walk.setting, run);
            workflow::put(result, run);
            walk.setting.results[step.key] = workflow::resultIn(run); // what a run that goes on sees, no more
        }
        run.state = ended ? u"ended"_s : u"done"_s;
    } catch (const Problem &problem) {
        if (walk.stop.stop_requested())
            return later;
        run.state = u"failed"_s;
        run.problem = inWords(problem);
        ended = failed(walk, position, problem);
    }
    run.ms = (m_parts.clock.now() - startedAt).count();
    if (!endStep(walk, position, run, delivers && run.state == u"done" ? &parcel : nullptr))
        return later;
    return ended;
}

WorkflowRunner::Ended WorkflowRunner::failed(const Walk &walk, int position, const Problem &problem) const
{
    const api::WorkflowStep &step = walk.kept.definition.steps[size_t(position)];
    Ended ended{u"failed"_s, tr("Step %1, %2: %3").arg(position + 1).arg(titleOf(step), inWords(problem)), {}, {}};
    if (isForGood(problem.code))
        ended.pauseBecause = problem.code == ProblemCode::NotFound
                                 ? tr("Step %1, %2: what it asks is gone, or is not shown to its owner any more.")
                                       .arg(position + 1)
                                       .arg(titleOf(step))
                                 : ended.detail;
    return ended;
}

/// Whether the run goes on.
std::optional<WorkflowRunner::Ended> WorkflowRunner::look(Walk &walk, const api::WorkflowStep &step,
                                                          api::WorkflowStepRun &run) const
{
    api::ScheduleCondition said = step.condition.value_or(api::ScheduleCondition());
    if (said.value)
        said.value = StepAsker::filled(*said.value, walk.setting, StepAsker::rulesOfQuestions()).trimmed();
    const auto condition = orThrow(toCondition(said));
    workflow::StepResult result;
    if (const auto found = walk.setting.results.find(step.of.value_or(QString())); found != walk.setting.results.end())
        result = found->second;
    if (result.columns.empty()) {
        result.columns = {{u"text"_s, ColumnType::Text}};
        result.rows = {{result.text}};
    }
    const auto before = walk.seen.find(step.key);
    const auto verdict =
        orThrow(schedule::holds(condition, result.columns, result.rows,
                                before == walk.seen.end() ? std::nullopt : std::optional(before->second)));
    walk.seen[step.key] = verdict.seen;
    run.text = verdict.why.isEmpty() ? tr("It holds.") : verdict.why.left(longestDetail);
    if (verdict.holds)
        return std::nullopt;
    return Ended{u"ended"_s, run.text, {}, walk.seen};
}

/// False where the run was cancelled meanwhile, or another server did the step.
bool WorkflowRunner::endStep(Walk &walk, int position, const api::WorkflowStepRun &run,
                             const WorkflowDelivery::Parcel *parcel)
{
    return m_parts.database.writeNow([&](Transaction &transaction) {
        if (!WorkflowStore(transaction, walk.scope).endStep(walk.kept.run.id, position, run))
            return false;
        if (parcel)
            m_delivery.storeIn(transaction, walk.scope, walk.kept.run, walk.kept.definition.steps[size_t(position)],
                               *parcel);
        return true;
    });
}

/// A job that ended otherwise than by its own doing: the server died with it too often.
void WorkflowRunner::runEnded(const JobEnd &end)
{
    if (end.state != JobState::Failed)
        return;
    finish(end.scope, runIn(end.payload),
           {u"failed"_s, end.problem ? inWords(*end.problem) : tr("The server could not finish this run."), {}, {}});
}

/// Once for each run, whoever else ran it.
void WorkflowRunner::finish(const TenantScope &scope, WorkflowRunId id, const Ended &ended)
{
    const Instant now = m_parts.clock.now();
    std::optional<QString> because;
    std::optional<api::Workflow> told;
    m_parts.database.writeNow([&](Transaction &transaction) {
        because.reset();
        WorkflowStore store(transaction, scope);
        const auto run = store.findRun(id);
        if (!run || !store.finishRun(id, ended.state, ended.detail.left(longestDetail), now))
            return;
        auto kept = store.find(run->run.workflowId, std::nullopt);
        api::Workflow &workflow = kept->workflow;
        const bool byItself = run->run.startedBy != u"hand";
        workflow.lastRunId = id;
        workflow.lastAt = now;
        workflow.lastState = ended.state;
        workflow.lastDetail = ended.detail.left(longestDetail);
        if (byItself)
            workflow.failures = ended.state == u"failed" ? workflow.failures + 1 : 0;
        if (ended.seen)
            kept->seen = *ended.seen;
        store.saveEnd(*kept);
        store.dropRuns(workflow.id, runsKept);
        if (workflow.state != u"active")
            return;
        because = ended.pauseBecause;
        if (!because && workflow.failures >= failuresUntilPause)
            because = tr("It failed %1 times in a row. The last time: %2").arg(failuresUntilPause).arg(ended.detail);
        if (because)
            store.pause(workflow.id, because);
        told = workflow;
    });
    if (because && told)
        tellOwner(scope, *told, *because);
}

void WorkflowRunner::tellOwner(const TenantScope &scope, const api::Workflow &workflow, const QString &because)
{
    qCInfo(lcWorkflows).noquote() << "workflow" << workflow.id.toString() << "is paused";
    if (!m_parts.mailer)
        return;
    const auto address = m_parts.database.readNow(
        [&](Transaction &transaction) { return ScheduleStore(transaction, scope).mailOf(workflow.ownerId); });
    if (!address)
        return;
    const Mail letter{*address, tr("Paused: %1").arg(workflow.name),
                      tr("Your workflow \"%1\" does not start by itself any more.\n\n%2\n\nOnce that is mended, let it "
                         "go on in Tabletalk.")
                          .arg(workflow.name, because)};
    if (!m_parts.mailer->send([letter] { return std::optional(letter); }))
        qCWarning(lcWorkflows) << "nobody could be told that a workflow was paused";
}

api::WorkflowStepRun WorkflowRunner::tryStep(const api::WorkflowStep &step, const StepSetting &setting,
                                             const QString &timeZone) const
{
    const Instant startedAt = m_parts.clock.now();
    api::WorkflowStepRun run = begun(step, startedAt);
    try {
        if (step.kind == u"delivery") {
            const auto parcel = m_delivery.pack(step, setting, 0, timeZone, run);
            run.text = parcel.subject + u"\n\n"_s + parcel.text;
        } else if (step.kind == u"condition") {
            Walk walk{TenantScope::ofJob(setting.call.scope.tenant()), {}, setting, timeZone, {}, startedAt, {}};
            look(walk, step, run);
        } else {
            workflow::put(m_asker.ask(step, setting, run), run);
        }
        run.state = u"done"_s;
    } catch (const Problem &problem) {
        run.state = u"failed"_s;
        run.problem = inWords(problem);
    }
    run.ms = (m_parts.clock.now() - startedAt).count();
    return run;
}

} // namespace tabletalk
