// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/schedules/ScheduleService.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/access/Viewer.h"
#include "server/base/WorkerPool.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"
#include "server/saved/SavedQuestionStore.h"
#include "server/schedules/ScheduleForms.h"

#include <QCoreApplication>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int mostOfPerson = 50;
constexpr int mostOfOrganization = 500;
constexpr size_t mostAddresses = 20;
constexpr int timesPreviewed = 5;
constexpr qint64 partBytes = 192LL * 1024; ///< 256 KB as text

QString tr(const char *text)
{
    return QCoreApplication::translate("Schedules", text);
}

api::Schedule shown(ScheduleStore::Kept kept, const Call &call)
{
    kept.schedule.mine = kept.owner == call.caller.user;
    if (const auto timetable = toTimetable(kept.schedule.times))
        kept.schedule.timesInWords = schedule::inWords(*timetable);
    return std::move(kept.schedule);
}

/// Their own alone: those of others are not there.
ScheduleStore::Kept require(ScheduleStore &store, const Call &call, ScheduleId id)
{
    auto kept = store.find(id);
    if (!kept || kept->owner != call.caller.user)
        throw Problem::of(ProblemCode::NotFound);
    return *std::move(kept);
}

} // namespace

Instant ScheduleService::nextOf(const api::ScheduleTimes &times, const QString &timeZone) const
{
    return schedule::nextAfter(orThrow(toTimetable(times)), zoneNamed(timeZone), m_parts.clock.now());
}

void ScheduleService::checkDelivery(ScheduleStore &store, api::ScheduleDelivery &delivery) const
{
    if (delivery.file && *delivery.file != u"csv" && *delivery.file != u"xlsx")
        throw Problem::invalid(u"params.delivery.file"_s, tr("expected csv or xlsx"));
    if (delivery.mail.empty() && !delivery.webhook && !delivery.file)
        throw Problem::invalid(u"params.delivery"_s, tr("choose a mail, a webhook or a file"));
    if (delivery.mail.size() > mostAddresses)
        throw Problem::invalid(u"params.delivery.mail"_s, tr("may have %1 addresses").arg(mostAddresses));
    if (!delivery.mail.empty() && !m_parts.mailer)
        throw Problem::of(ProblemCode::Conflict, tr("This server sends no mail."),
                          tr("Choose a webhook or a file, or ask whoever runs the server to set up mail."));
    for (QString &address : delivery.mail) {
        const auto member = store.memberMail(address);
        if (!member)
            throw Problem::invalid(u"params.delivery.mail"_s,
                                   tr("%1 is no member of this organization").arg(address.trimmed()));
        address = *member;
    }
}

Awaitable<api::ScheduleList> ScheduleService::list(Call call, api::Empty)
{
    auto read = [&call](Transaction &transaction) {
        ScheduleStore store(transaction, call.scope);
        api::ScheduleList list;
        for (ScheduleStore::Kept &kept :
             store.list(call.caller.user, KeyGrant::workspaceOf(call.caller.key), mostOfPerson))
            list.items.push_back(shown(std::move(kept), call));
        list.timeZone = store.timeZone();
        return list;
    };
    api::ScheduleList list = co_await m_parts.database.read(std::move(read));
    list.mailWorks = m_parts.mailer != nullptr;
    co_return list;
}

Awaitable<api::Schedule> ScheduleService::create(Call call, api::CreateScheduleRequest request)
{
    auto write = [this, &call, &request](Transaction &transaction) {
        const auto saved =
            SavedQuestionStore(transaction, call.scope).find(request.savedQuestionId, Viewer::of(call.caller));
        if (!saved)
            throw Problem::of(ProblemCode::NotFound);
        ScheduleStore store(transaction, call.scope);
        ScheduleStore::Kept kept;
        api::Schedule &schedule = kept.schedule;
        schedule.id = makeId<ScheduleId>(m_parts.clock.now());
        schedule.savedQuestionId = saved->id;
        schedule.name = saved->name;
        schedule.times = request.times;
        schedule.timeZone = store.timeZone();
        schedule.nextAt = nextOf(schedule.times, schedule.timeZone);
        schedule.condition = request.condition.value_or(api::ScheduleCondition{u"always"_s, {}, {}, {}});
        orThrow(toCondition(schedule.condition));
        schedule.delivery = request.delivery;
        checkDelivery(store, schedule.delivery);
        schedule.createdAt = m_parts.clock.now();
        kept.owner = call.caller.user;
        if (store.count(kept.owner) >= mostOfPerson || store.count(std::nullopt) >= mostOfOrganization)
            throw Problem::of(
                ProblemCode::LimitReached,
                tr("A person may have %1 schedules, an organization %2.").arg(mostOfPerson).arg(mostOfOrganization),
                tr("Delete some that are not needed any more."));
        store.insert(kept);
        return shown(require(store, call, schedule.id), call);
    };
    co_return co_await m_parts.database.write(std::move(write));
}

Awaitable<api::Schedule> ScheduleService::change(Call call, ScheduleId id,
                                                 std::function<void(ScheduleStore &, ScheduleStore::Kept &)> how)
{
    auto write = [&call, id, &how](Transaction &transaction) {
        ScheduleStore store(transaction, call.scope);
        ScheduleStore::Kept kept = require(store, call, id);
        how(store, kept);
        return shown(require(store, call, id), call);
    };
    co_return co_await m_parts.database.write(std::move(write));
}

Awaitable<api::Schedule> ScheduleService::update(Call call, api::UpdateScheduleRequest request)
{
    std::function<void(ScheduleStore &, ScheduleStore::Kept &)> how = [this, &request](ScheduleStore &store,
                                                                                       ScheduleStore::Kept &kept) {
        api::Schedule &schedule = kept.schedule;
        if (request.times)
            schedule.times = *request.times;
        if (request.condition)
            schedule.condition = *request.condition;
        if (request.delivery)
            schedule.delivery = *request.delivery;
        orThrow(toCondition(schedule.condition));
        checkDelivery(store, schedule.delivery);
        schedule.timeZone = store.timeZone();
        const Instant next = nextOf(schedule.times, schedule.timeZone);
        if (schedule.state == u"active")
            schedule.nextAt = next;
        store.update(schedule);
    };
    co_return co_await change(std::move(call), request.id, std::move(how));
}

Awaitable<api::Empty> ScheduleService::remove(Call call, api::ScheduleRequest request)
{
    auto write = [&call, id = request.id](Transaction &transaction) {
        ScheduleStore store(transaction, call.scope);
        require(store, call, id);
        store.remove(id);
    };
    co_await m_parts.database.write(std::move(write));
    co_return api::Empty();
}

Awaitable<api::Schedule> ScheduleService::pause(Call call, api::ScheduleRequest request)
{
    std::function<void(ScheduleStore &, ScheduleStore::Kept &)> how = [](ScheduleStore &store,
                                                                         ScheduleStore::Kept &kept) {
        if (kept.schedule.state == u"active")
            store.pause(kept.schedule.id, std::nullopt);
    };
    co_return co_await change(std::move(call), request.id, std::move(how));
}

Awaitable<api::Schedule> ScheduleService::resume(Call call, api::ScheduleRequest request)
{
    std::function<void(ScheduleStore &, ScheduleStore::Kept &)> how = [this](ScheduleStore &store,
                                                                             ScheduleStore::Kept &kept) {
        if (kept.schedule.state == u"active")
            return;
        const QString zone = store.timeZone();
        store.resume(kept.schedule.id, nextOf(kept.schedule.times, zone), zone);
    };
    co_return co_await change(std::move(call), request.id, std::move(how));
}

Awaitable<api::Schedule> ScheduleService::runNow(Call call, api::ScheduleRequest request)
{
    auto write = [this, &call, id = request.id](Transaction &transaction) {
        ScheduleStore store(transaction, call.scope);
        ScheduleStore::Kept kept = require(store, call, id);
        m_runner.queueByHandIn(transaction, call.scope, id);
        return shown(std::move(kept), call);
    };
    api::Schedule schedule = co_await m_parts.database.write(std::move(write));
    m_parts.jobs.wake();
    co_return schedule;
}

Awaitable<api::SchedulePreview> ScheduleService::preview(Call call, api::SchedulePreviewRequest request)
{
    auto read = [scope = call.scope](Transaction &transaction) { return ScheduleStore(transaction, scope).timeZone(); };
    const auto timetable = orThrow(toTimetable(request.times));
    api::SchedulePreview preview;
    preview.timeZone = co_await m_parts.database.read(std::move(read));
    preview.timesInWords = schedule::inWords(timetable);
    preview.next = schedule::nextTimes(timetable, zoneNamed(preview.timeZone), m_parts.clock.now(), timesPreviewed);
    co_return preview;
}

Awaitable<api::ScheduleRunList> ScheduleService::runs(Call call, api::ScheduleRequest request)
{
    auto read = [&call, id = request.id](Transaction &transaction) {
        ScheduleStore store(transaction, call.scope);
        require(store, call, id);
        return store.runs(id, ScheduleRunner::runsKept);
    };
    api::ScheduleRunList list;
    list.items = co_await m_parts.database.read(std::move(read));
    co_return list;
}

Awaitable<api::ScheduleFileList> ScheduleService::files(Call call, api::ScheduleRequest request)
{
    auto read = [&call, id = request.id](Transaction &transaction) {
        ScheduleStore store(transaction, call.scope);
        require(store, call, id);
        return store.files(id, ScheduleRunner::filesKept);
    };
    api::ScheduleFileList list;
    list.items = co_await m_parts.database.read(std::move(read));
    co_return list;
}

Awaitable<api::ScheduleFilePart> ScheduleService::readFile(Call call, api::ReadScheduleFileRequest request)
{
    auto read = [&call, &request](Transaction &transaction) {
        ScheduleStore store(transaction, call.scope);
        require(store, call, request.scheduleId);
        auto file = store.findFile(request.scheduleId, request.id);
        if (!file)
            throw Problem::of(ProblemCode::NotFound);
        return *std::move(file);
    };
    const ScheduleStore::SealedFile file = co_await m_parts.database.read(std::move(read));
    const qint64 offset = request.offset.value_or(0);
    if (offset < 0 || offset > file.file.bytes)
        throw Problem::invalid(u"params.offset"_s, tr("is not within the file"));
    auto open = [this, &call, &file, offset] {
        const QByteArray bytes =
            orThrow(m_parts.vault.open(call.scope, placeOfScheduleFile(file.file.id), file.sealed));
        return QString::fromLatin1(bytes.mid(offset, partBytes).toBase64());
    };
    api::ScheduleFilePart part;
    part.base64 = co_await m_pool.run(call.scope.tenant(), std::move(open));
    part.file = file.file;
    if (offset + partBytes < file.file.bytes)
        part.next = offset + partBytes;
    co_return part;
}

} // namespace tabletalk
