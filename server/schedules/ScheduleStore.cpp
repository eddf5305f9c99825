// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/schedules/ScheduleStore.h"

#include "core/api/Codec.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

template <class Message>
QString kept(const Message &message)
{
    return QString::fromStdString(api::toJsonText(message));
}

template <class Message>
Message unkept(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    const auto json = api::parseJson({utf8.constData(), size_t(utf8.size())});
    auto message = json ? api::fromJson<Message>(*json) : std::unexpected(Problem());
    return message ? *std::move(message) : Message();
}

ScheduleStore::Kept keptFrom(const Record &row)
{
    ScheduleStore::Kept found;
    api::Schedule &schedule = found.schedule;
    schedule.id = row.id<ScheduleId>(u"id"_s);
    schedule.savedQuestionId = row.id<SavedQuestionId>(u"saved_question_id"_s);
    schedule.name = row.text(u"name"_s);
    schedule.ownerName = row.text(u"owner_name"_s);
    schedule.times = unkept<api::ScheduleTimes>(row.text(u"times"_s));
    schedule.timeZone = row.text(u"time_zone"_s);
    schedule.condition = unkept<api::ScheduleCondition>(row.text(u"condition_on"_s));
    schedule.delivery = unkept<api::ScheduleDelivery>(row.text(u"delivery"_s));
    schedule.state = row.text(u"state"_s);
    schedule.pausedBecause = row.optionalText(u"paused_because"_s);
    schedule.nextAt = row.optionalInstant(u"next_at"_s);
    schedule.lastAt = row.optionalInstant(u"last_at"_s);
    schedule.lastOutcome = row.optionalText(u"last_outcome"_s);
    schedule.lastDetail = row.optionalText(u"last_detail"_s);
    schedule.failures = row.integer(u"failures"_s);
    schedule.files = row.integer(u"files"_s);
    schedule.createdAt = row.instant(u"created_at"_s);
    found.owner = row.id<UserId>(u"owner_id"_s);
    found.seen = row.optionalText(u"seen"_s);
    return found;
}

ScheduleStore::Due dueFrom(const Record &row)
{
    return {TenantScope::ofJob(row.id<TenantId>(u"tenant_id"_s)), row.id<ScheduleId>(u"id"_s),
            row.instant(u"next_at"_s), unkept<api::ScheduleTimes>(row.text(u"times"_s)), row.text(u"time_zone"_s)};
}

api::ScheduleFile fileFrom(const Record &row)
{
    return {row.id<ScheduleFileId>(u"id"_s), row.text(u"name"_s), row.integer(u"bytes"_s),
            row.instant(u"created_at"_s)};
}

} // namespace

void ScheduleStore::insert(const Kept &one)
{
    const api::Schedule &schedule = one.schedule;
    m_transaction.execute(m_scope, u"schedules/insert"_s,
                          {{u"id"_s, stored(schedule.id)},
                           {u"saved_question"_s, stored(schedule.savedQuestionId)},
                           {u"name"_s, schedule.name},
                           {u"owner"_s, stored(one.owner)},
                           {u"times"_s, kept(schedule.times)},
                           {u"time_zone"_s, schedule.timeZone},
                           {u"condition"_s, kept(schedule.condition)},
                           {u"delivery"_s, kept(schedule.delivery)},
                           {u"next_at"_s, stored(schedule.nextAt)},
                           {u"now"_s, stored(schedule.createdAt)}});
}

std::vector<ScheduleStore::Kept> ScheduleStore::select(const QString &owner, const QString &id,
                                                       const QString &workspace, int limit)
{
    std::vector<Kept> found;
    for (const Record &row :
         m_transaction.select(m_scope, u"schedules/list"_s,
                              {{u"owner"_s, owner}, {u"id"_s, id}, {u"workspace"_s, workspace}, {u"limit"_s, limit}}))
        found.push_back(keptFrom(row));
    return found;
}

std::vector<ScheduleStore::Kept> ScheduleStore::list(UserId owner, const std::optional<WorkspaceId> &within, int limit)
{
    return select(owner.toString(), u""_s, within ? within->toString() : u""_s, limit);
}

std::optional<ScheduleStore::Kept> ScheduleStore::find(ScheduleId id)
{
    std::vector<Kept> found = select(u""_s, id.toString(), u""_s, 1);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

qint64 ScheduleStore::count(const std::optional<UserId> &owner)
{
    return m_transaction.selectOne(m_scope, u"schedules/count"_s, {{u"owner"_s, owner ? owner->toString() : u""_s}})
        ->integer(u"schedules"_s);
}

void ScheduleStore::update(const api::Schedule &schedule)
{
    m_transaction.execute(m_scope, u"schedules/update"_s,
                          {{u"id"_s, stored(schedule.id)},
                           {u"times"_s, kept(schedule.times)},
                           {u"time_zone"_s, schedule.timeZone},
                           {u"condition"_s, kept(schedule.condition)},
                           {u"delivery"_s, kept(schedule.delivery)},
                           {u"next_at"_s, stored(schedule.nextAt)}});
}

bool ScheduleStore::remove(ScheduleId id)
{
    return m_transaction.execute(m_scope, u"schedules/delete"_s, {{u"id"_s, stored(id)}}) > 0;
}

void ScheduleStore::pause(ScheduleId id, const std::optional<QString> &because)
{
    m_transaction.execute(m_scope, u"schedules/pause"_s, {{u"id"_s, stored(id)}, {u"because"_s, stored(because)}});
}

void ScheduleStore::resume(ScheduleId id, Instant next, const QString &timeZone)
{
    m_transaction.execute(m_scope, u"schedules/resume"_s,
                          {{u"id"_s, stored(id)}, {u"next_at"_s, stored(next)}, {u"time_zone"_s, timeZone}});
}

bool ScheduleStore::setNext(ScheduleId id, Instant due, Instant next, const QString &timeZone)
{
    return m_transaction.execute(m_scope, u"schedules/set_next"_s,
                                 {{u"id"_s, stored(id)},
                                  {u"due"_s, stored(due)},
                                  {u"next_at"_s, stored(next)},
                                  {u"time_zone"_s, timeZone}})
           > 0;
}

std::vector<ScheduleStore::Due> ScheduleStore::due(Transaction &transaction, Instant now, int limit)
{
    std::vector<Due> found;
    for (const Record &row : transaction.select(PlatformScope::ofJobs(), u"schedules/find_due"_s,
                                                {{u"now"_s, stored(now)}, {u"limit"_s, limit}}))
        found.push_back(dueFrom(row));
    return found;
}

std::vector<ScheduleStore::Due> ScheduleStore::moved(Transaction &transaction, int limit)
{
    std::vector<Due> found;
    for (const Record &row :
         transaction.select(PlatformScope::ofJobs(), u"schedules/find_moved"_s, {{u"limit"_s, limit}}))
        found.push_back(dueFrom(row));
    return found;
}

bool ScheduleStore::insertRun(ScheduleId schedule, const api::ScheduleRun &run)
{
    return m_transaction.execute(m_scope, u"schedules/insert_run"_s,
                                 {{u"id"_s, stored(run.id)},
                                  {u"schedule"_s, stored(schedule)},
                                  {u"due_at"_s, stored(run.dueAt)},
                                  {u"now"_s, stored(run.finishedAt)},
                                  {u"outcome"_s, run.outcome},
                                  {u"detail"_s, run.detail.isNull() ? u""_s : run.detail},
                                  {u"rows"_s, run.rows},
                                  {u"by_hand"_s, run.byHand ? 1 : 0},
                                  {u"file"_s, stored(run.fileId)}})
           > 0;
}

std::vector<api::ScheduleRun> ScheduleStore::runs(ScheduleId schedule, int limit)
{
    std::vector<api::ScheduleRun> runs;
    for (const Record &row : m_transaction.select(m_scope, u"schedules/list_runs"_s,
                                                  {{u"schedule"_s, stored(schedule)}, {u"limit"_s, limit}})) {
        api::ScheduleRun run;
        run.id = row.id<ScheduleRunId>(u"id"_s);
        run.dueAt = row.instant(u"due_at"_s);
        run.finishedAt = row.instant(u"finished_at"_s);
        run.outcome = row.text(u"outcome"_s);
        run.detail = row.text(u"detail"_s);
        run.rows = row.integer(u"row_count"_s);
        run.byHand = row.flag(u"by_hand"_s);
        if (!row.isNull(u"file_id"_s))
            run.fileId = row.id<ScheduleFileId>(u"file_id"_s);
        runs.push_back(std::move(run));
    }
    return runs;
}

void ScheduleStore::dropRuns(ScheduleId schedule, int keep)
{
    m_transaction.execute(m_scope, u"schedules/drop_runs"_s, {{u"schedule"_s, stored(schedule)}, {u"keep"_s, keep}});
}

void ScheduleStore::saveEnd(const Kept &one)
{
    const api::Schedule &schedule = one.schedule;
    m_transaction.execute(m_scope, u"schedules/save_end"_s,
                          {{u"id"_s, stored(schedule.id)},
                           {u"name"_s, schedule.name},
                           {u"now"_s, stored(schedule.lastAt)},
                           {u"outcome"_s, stored(schedule.lastOutcome)},
                           {u"detail"_s, stored(schedule.lastDetail)},
                           {u"failures"_s, schedule.failures},
                           {u"seen"_s, stored(one.seen)}});
}

void ScheduleStore::insertFile(ScheduleId schedule, const api::ScheduleFile &file, const QByteArray &sealed)
{
    m_transaction.execute(m_scope, u"schedules/insert_file"_s,
                          {{u"id"_s, stored(file.id)},
                           {u"schedule"_s, stored(schedule)},
                           {u"name"_s, file.name},
                           {u"bytes"_s, file.bytes},
                           {u"now"_s, stored(file.createdAt)},
                           {u"sealed"_s, sealed}});
}

std::vector<api::ScheduleFile> ScheduleStore::files(ScheduleId schedule, int limit)
{
    std::vector<api::ScheduleFile> files;
    for (const Record &row : m_transaction.select(m_scope, u"schedules/list_files"_s,
                                                  {{u"schedule"_s, stored(schedule)}, {u"limit"_s, limit}}))
        files.push_back(fileFrom(row));
    return files;
}

std::optional<ScheduleStore::SealedFile> ScheduleStore::findFile(ScheduleId schedule, ScheduleFileId id)
{
    const auto row = m_transaction.selectOne(m_scope, u"schedules/find_file"_s,
                                             {{u"schedule"_s, stored(schedule)}, {u"id"_s, stored(id)}});
    return row ? std::optional(SealedFile{fileFrom(*row), row->bytes(u"sealed"_s)}) : std::nullopt;
}

void ScheduleStore::trimFiles(ScheduleId schedule, int most, qint64 mostBytes)
{
    int ofSchedule = 0;
    qint64 bytes = 0;
    for (const Record &row : m_transaction.select(m_scope, u"schedules/list_file_sizes"_s)) { // newest first
        bytes += row.integer(u"bytes"_s);
        const bool isOfSchedule = row.id<ScheduleId>(u"schedule_id"_s) == schedule;
        if (isOfSchedule)
            ++ofSchedule;
        if (bytes > mostBytes || (isOfSchedule && ofSchedule > most))
            m_transaction.execute(m_scope, u"schedules/delete_file"_s, {{u"id"_s, row.text(u"id"_s)}});
    }
}

void ScheduleStore::dropOldFiles(Transaction &transaction, Instant before)
{
    transaction.execute(PlatformScope::ofJobs(), u"schedules/drop_old_files"_s, {{u"before"_s, stored(before)}});
}

std::optional<QString> ScheduleStore::memberMail(const QString &address)
{
    const auto row =
        m_transaction.selectOne(m_scope, u"schedules/find_member_mail"_s, {{u"email"_s, address.trimmed().toLower()}});
    return row ? std::optional(row->text(u"email"_s)) : std::nullopt;
}

std::optional<QString> ScheduleStore::mailOf(UserId member)
{
    const auto row = m_transaction.selectOne(m_scope, u"schedules/find_owner_mail"_s, {{u"owner"_s, stored(member)}});
    return row ? std::optional(row->text(u"email"_s)) : std::nullopt;
}

QString ScheduleStore::timeZone()
{
    const auto row = m_transaction.selectOne(m_scope, u"schedules/find_time_zone"_s);
    return row ? row->text(u"time_zone"_s) : QString();
}

} // namespace tabletalk
