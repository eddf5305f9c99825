// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/Call.h"
#include "server/base/Async.h"
#include "server/schedules/ScheduleRunner.h"

namespace tabletalk {

class WorkerPool;

/// Schedules as people see them: each sees and changes their own. Thread-safe.
class ScheduleService
{
public:
    /// Before jobs.start(). pool: short work that may block.
    ScheduleService(ScheduleParts parts, WorkerPool &pool)
        : m_parts(parts)
        , m_runner(std::move(parts))
        , m_pool(pool)
    {}

    Awaitable<api::ScheduleList> list(Call call, api::Empty);
    Awaitable<api::Schedule> create(Call call, api::CreateScheduleRequest request);
    Awaitable<api::Schedule> update(Call call, api::UpdateScheduleRequest request);
    Awaitable<api::Empty> remove(Call call, api::ScheduleRequest request);
    Awaitable<api::Schedule> pause(Call call, api::ScheduleRequest request);
    Awaitable<api::Schedule> resume(Call call, api::ScheduleRequest request);
    /// Once, now, whatever its times say; also of one that is paused.
    Awaitable<api::Schedule> runNow(Call call, api::ScheduleRequest request);
    Awaitable<api::SchedulePreview> preview(Call call, api::SchedulePreviewRequest request);
    Awaitable<api::ScheduleRunList> runs(Call call, api::ScheduleRequest request);
    Awaitable<api::ScheduleFileList> files(Call call, api::ScheduleRequest request);
    Awaitable<api::ScheduleFilePart> readFile(Call call, api::ReadScheduleFileRequest request);

    ScheduleRunner &runner() { return m_runner; }

private:
    Awaitable<api::Schedule> change(Call call, ScheduleId id,
                                    std::function<void(ScheduleStore &, ScheduleStore::Kept &)> how);
    void checkDelivery(ScheduleStore &store, api::ScheduleDelivery &delivery) const;
    Instant nextOf(const api::ScheduleTimes &times, const QString &timeZone) const;

    ScheduleParts m_parts;
    ScheduleRunner m_runner;
    WorkerPool &m_pool;
};

} // namespace tabletalk
