// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/schedules/ScheduleRunner.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/jobs/JobStore.h"
#include "server/outbound/Mailer.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"
#include "server/schedules/ScheduleForms.h"
#include "server/schedules/ScheduleParcel.h"
#include "server/webhooks/WebhookEvents.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QTimeZone>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcSchedules, "tabletalk.schedules")

namespace tabletalk {

namespace {

const QString jobKind = u"schedule.run"_s;
constexpr int mostAtATime = 200; ///< queued in one go
constexpr qint64 mostBytesOfOrganization = 200LL * 1024 * 1024;
constexpr std::chrono::hours filesKeptFor{24 * 90};
constexpr qsizetype longestDetail = 500;

QString tr(const char *text)
{
    return QCoreApplication::translate("Schedules", text);
}

QString inWords(const Problem &problem)
{
    return (problem.detail.isEmpty() ? problem.title : problem.detail).left(longestDetail);
}

/// What no later run will mend by itself: the person's rights are gone, or the question is.
bool isForGood(ProblemCode code)
{
    static constexpr std::array codes{ProblemCode::NotFound, ProblemCode::Forbidden, ProblemCode::NotSignedIn};
    return std::ranges::find(codes, code) != codes.end();
}

QString whyPaused(const Problem &problem)
{
    if (problem.code == ProblemCode::NotFound)
        return tr("The saved question is gone, or is not shown to you any more.");
    return tr("You may not run this question any more: %1").arg(inWords(problem));
}

} // namespace

/// What a job is about; its payload.
struct ScheduleRunner::Task
{
    ScheduleId schedule;
    Instant due;
    bool byHand = false;

    QByteArray toPayload() const
    {
        return QString(schedule.toString() + u' ' + QString::number(due.msSinceEpoch) + (byHand ? u" hand"_s : u""_s))
            .toLatin1();
    }
    static Task fromPayload(const QByteArray &payload)
    {
        const QStringList parts = QString::fromLatin1(payload).split(u' ');
        return {ScheduleId::fromString(parts.value(0)).value_or(ScheduleId()),
                {parts.value(1).toLongLong()},
                parts.size() > 2};
    }
};

/// What came of one run.
struct ScheduleRunner::Came
{
    QString outcome = u"failed"_s;
    QString detail = {};
    QString name = {}; ///< of the question, as it is called now
    qint64 rows = 0;
    std::optional<QString> seen = std::nullopt;
    std::optional<QString> pauseBecause = std::nullopt;
    std::optional<api::ScheduleFile> file = std::nullopt;
    QByteArray sealed = {};
};

QByteArray placeOfScheduleFile(ScheduleFileId id)
{
    return "schedule_files/" + id.toString().toLatin1();
}

ScheduleRunner::ScheduleRunner(ScheduleParts parts)
    : m_parts(std::move(parts))
{
    constexpr int attempts = 3;
    JobKind kind;
    kind.name = jobKind;
    kind.run = [this](JobContext &context) { run(context); };
    kind.ended = [this](const JobEnd &end) { runEnded(end); };
    kind.maxAttempts = attempts;
    m_parts.jobs.addKind(std::move(kind));
}

/// With a key: one that still waits, or runs, is enough for whoever asks by hand.
void ScheduleRunner::queue(Transaction &transaction, const TenantScope &scope, const Task &task)
{
    m_parts.jobs.enqueueIn(transaction, scope, jobKind, task.toPayload(), task.schedule.toString());
}

void ScheduleRunner::queueByHandIn(Transaction &transaction, const TenantScope &scope, ScheduleId id)
{
    queue(transaction, scope, {id, m_parts.clock.now(), true});
}

/// Schedules of organisations that moved to another time zone.
void ScheduleRunner::follow()
{
    const auto moved = m_parts.database.readNow(
        [](Transaction &transaction) { return ScheduleStore::moved(transaction, mostAtATime); });
    for (const ScheduleStore::Due &each : moved) {
        const auto timetable = toTimetable(each.times);
        if (!timetable)
            continue;
        const Instant now = m_parts.clock.now();
        // What is due already is not moved into the future.
        const Instant next = each.at <= now ? each.at : schedule::nextAfter(*timetable, zoneNamed(each.timeZone), now);
        m_parts.database.writeNow([&](Transaction &transaction) {
            ScheduleStore(transaction, each.scope).setNext(each.id, each.at, next, each.timeZone);
        });
    }
}

int ScheduleRunner::queueDue()
{
    follow();
    const Instant now = m_parts.clock.now();
    const auto due = m_parts.database.readNow(
        [now](Transaction &transaction) { return ScheduleStore::due(transaction, now, mostAtATime); });
    int queued = 0;
    for (const ScheduleStore::Due &each : due) {
        const auto timetable = toTimetable(each.times);
        if (!timetable)
            continue;
        const Instant next = schedule::nextAfter(*timetable, zoneNamed(each.timeZone), now);
        try {
            queued += m_parts.database.writeNow([&](Transaction &transaction) {
                JobStore store(transaction, each.scope);
                const auto open = store.findOpen(jobKind, each.id.toString());
                const auto status = open ? store.status(*open) : std::nullopt;
                if (status && status->state == JobState::Running)
                    return 0; // it stays due until that has ended
                if (!ScheduleStore(transaction, each.scope).setNext(each.id, each.at, next, each.timeZone))
                    return 0; // another server was first, or it was changed
                if (!open)    // what waits tells the same
                    queue(transaction, each.scope, {each.id, each.at, false});
                return 1;
            });
        } catch (const Problem &problem) { // too much of the organisation waits: it stays due
            qCWarning(lcSchedules).noquote() << "schedule" << each.id.toString() << "waits:" << problem.title;
        }
    }
    if (queued > 0)
        m_parts.jobs.wake();
    return queued;
}

void ScheduleRunner::run(JobContext &context)
{
    const Task task = Task::fromPayload(context.payload);
    const auto runId = ScheduleRunId::fromString(context.id.toString()).value_or(ScheduleRunId());
    const auto kept = m_parts.database.readNow([&](Transaction &transaction) {
        ScheduleStore store(transaction, context.scope);
        // The server may have stopped, or died, between the end of the run and that of its job.
        const auto ended = store.runs(task.schedule, runsKept);
        const bool isOver = std::ranges::find(ended, runId, &api::ScheduleRun::id) != ended.end();
        return isOver ? std::nullopt : store.find(task.schedule);
    });
    if (!kept || (!task.byHand && kept->schedule.state != u"active"))
        return;
    const Came came = attempt(*kept, context.scope, context.stop);
    if (context.stop.stop_requested() && came.outcome == u"failed")
        return; // of the stop; it runs again
    finish(context.scope, task, runId, came);
}

/// A job that ended otherwise than by its own doing: the server died with it too often.
void ScheduleRunner::runEnded(const JobEnd &end)
{
    if (end.state != JobState::Failed)
        return;
    Came came;
    came.detail = end.problem ? inWords(*end.problem) : tr("The server could not finish this run.");
    finish(end.scope, Task::fromPayload(end.payload),
           ScheduleRunId::fromString(end.id.toString()).value_or(ScheduleRunId()), came);
}

ScheduleRunner::Came ScheduleRunner::attempt(const ScheduleStore::Kept &kept, const TenantScope &scope,
                                             const std::stop_token &stop)
{
    Came came;
    came.seen = kept.seen;
    came.name = kept.schedule.name;
    try {
        const SavedOutcome outcome = m_parts.runSaved(scope, kept.owner, kept.schedule.savedQuestionId);
        came.name = outcome.saved.name;
        came.rows = qint64(outcome.rows.size());
        const auto condition = orThrow(toCondition(kept.schedule.condition));
        const schedule::Verdict verdict = orThrow(schedule::holds(condition, outcome.columns, outcome.rows, kept.seen));
        if (stop.stop_requested())
            return came;
        came.detail = verdict.why.left(longestDetail);
        if (verdict.holds)
            deliver(came, kept, scope, outcome);
        came.seen = verdict.seen;
        came.outcome = verdict.holds ? u"delivered"_s : u"notMet"_s;
    } catch (const Problem &problem) {
        came.detail = inWords(problem);
        if (isForGood(problem.code))
            came.pauseBecause = whyPaused(problem);
    }
    return came;
}

void ScheduleRunner::deliver(Came &came, const ScheduleStore::Kept &kept, const TenantScope &scope,
                             const SavedOutcome &outcome)
{
    const api::ScheduleDelivery &delivery = kept.schedule.delivery;
    QStringList said;
    if (!came.detail.isEmpty())
        said << came.detail;
    said << (outcome.truncated ? tr("more than %1 rows").arg(came.rows) : tr("%1 rows").arg(came.rows));
    if (delivery.file) {
        const QByteArray bytes = orThrow(fileOf(outcome, *delivery.file));
        api::ScheduleFile file;
        file.id = makeId<ScheduleFileId>(m_parts.clock.now());
        file.name = fileNameOf(outcome, *delivery.file, zoneNamed(kept.schedule.timeZone));
        file.bytes = bytes.size();
        file.createdAt = m_parts.clock.now();
        came.sealed = m_parts.vault.seal(scope, placeOfScheduleFile(file.id), bytes);
        came.file = file;
        said << file.name;
    }
    if (!delivery.mail.empty())
        mail(kept, scope, outcome, came.detail, said);
    came.detail = said.join(u"; "_s).left(longestDetail);
}

void ScheduleRunner::mail(const ScheduleStore::Kept &kept, const TenantScope &scope, const SavedOutcome &outcome,
                          const QString &why, QStringList &said)
{
    if (!m_parts.mailer)
        throw Problem::of(ProblemCode::Unavailable, tr("This server sends no mail any more."));
    const auto timetable = toTimetable(kept.schedule.times);
    const QString sentBy = tr("Sent by a schedule in Tabletalk: %1. Whoever made it can pause or change it there.")
                               .arg(timetable ? schedule::inWords(*timetable) : QString());
    const QString text = mailTextOf(outcome, why, sentBy);
    int sent = 0;
    for (const QString &address : kept.schedule.delivery.mail) {
        const auto member = m_parts.database.readNow(
            [&](Transaction &transaction) { return ScheduleStore(transaction, scope).memberMail(address); });
        if (!member)
            continue; // left the organisation
        const Mail letter{*member, outcome.saved.name, text};
        if (!m_parts.mailer->send([letter] { return std::optional(letter); }))
            throw Problem::of(ProblemCode::Busy, tr("Too much mail waits to be sent."));
        ++sent;
    }
    if (sent == 0)
        throw Problem::of(ProblemCode::Conflict, tr("None of those it is mailed to is a member any more."));
    said << tr("mailed to %1").arg(sent);
}

/// Once for each run, whoever else ran it.
void ScheduleRunner::finish(const TenantScope &scope, const Task &task, ScheduleRunId runId, const Came &came)
{
    const Instant now = m_parts.clock.now();
    api::ScheduleRun run{runId, task.due, now, came.outcome, came.detail, came.rows, task.byHand, {}};
    if (came.file)
        run.fileId = came.file->id;
    std::optional<QString> because;
    std::optional<ScheduleStore::Kept> told;
    m_parts.database.writeNow([&](Transaction &transaction) {
        because.reset();
        ScheduleStore store(transaction, scope);
        auto kept = store.find(task.schedule);
        if (!kept || !store.insertRun(task.schedule, run))
            return;
        api::Schedule &schedule = kept->schedule;
        if (came.file) {
            store.insertFile(task.schedule, *came.file, came.sealed);
            store.trimFiles(task.schedule, filesKept, mostBytesOfOrganization);
        }
        if (came.outcome == u"delivered" && schedule.delivery.webhook)
            emitWebhookEvent(transaction, scope, webhook_events::scheduleFired,
                             {{"scheduleId", task.schedule.toString().toStdString()},
                              {"savedQuestionId", schedule.savedQuestionId.toString().toStdString()},
                              {"runId", runId.toString().toStdString()},
                              {"dueAt", task.due.toRfc3339().toStdString()},
                              {"rows", came.rows}},
                             now);
        if (!came.name.isEmpty())
            schedule.name = came.name;
        schedule.lastAt = now;
        schedule.lastOutcome = came.outcome;
        schedule.lastDetail = came.detail;
        schedule.failures = came.outcome == u"failed" ? schedule.failures + 1 : 0;
        if (came.outcome != u"failed")
            kept->seen = came.seen;
        store.saveEnd(*kept);
        store.dropRuns(task.schedule, runsKept);
        because = came.pauseBecause;
        if (!because && schedule.failures >= failuresUntilPause)
            because = tr("It failed %1 times in a row. The last time: %2").arg(failuresUntilPause).arg(came.detail);
        if (schedule.state != u"active")
            because.reset(); // paused already
        if (because)
            store.pause(task.schedule, because);
        told = std::move(kept);
    });
    if (because && told)
        tellOwner(scope, *told, *because);
}

void ScheduleRunner::tellOwner(const TenantScope &scope, const ScheduleStore::Kept &kept, const QString &because)
{
    qCInfo(lcSchedules).noquote() << "schedule" << kept.schedule.id.toString() << "is paused";
    if (!m_parts.mailer)
        return;
    const auto address = m_parts.database.readNow(
        [&](Transaction &transaction) { return ScheduleStore(transaction, scope).mailOf(kept.owner); });
    if (!address)
        return;
    const Mail letter{*address, tr("Paused: %1").arg(kept.schedule.name),
                      tr("Your schedule of \"%1\" does not run any more.\n\n%2\n\nOnce that is mended, let it go on in "
                         "Tabletalk.")
                          .arg(kept.schedule.name, because)};
    if (!m_parts.mailer->send([letter] { return std::optional(letter); }))
        qCWarning(lcSchedules) << "nobody could be told that a schedule was paused";
}

void ScheduleRunner::dropOldFiles()
{
    m_parts.database.writeNow([before = m_parts.clock.now() - filesKeptFor](Transaction &transaction) {
        ScheduleStore::dropOldFiles(transaction, before);
    });
}

} // namespace tabletalk
