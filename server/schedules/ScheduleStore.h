// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Schedules.h"
#include "server/platform/Transaction.h"

#include <optional>
#include <vector>

namespace tabletalk {

/// The statements on schedules, their runs and files: resources/sql/…/schedules.
class ScheduleStore
{
public:
    ScheduleStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    struct Kept
    {
        api::Schedule schedule; ///< without the words of its times
        UserId owner;
        std::optional<QString> seen; ///< of its condition, at the last run
    };
    void insert(const Kept &kept);
    /// Of one person, newest first; within: of one workspace alone.
    std::vector<Kept> list(UserId owner, const std::optional<WorkspaceId> &within, int limit);
    std::optional<Kept> find(ScheduleId id);
    qint64 count(const std::optional<UserId> &owner);
    /// Times, condition and delivery; what was seen counts no more.
    void update(const api::Schedule &schedule);
    bool remove(ScheduleId id);
    void pause(ScheduleId id, const std::optional<QString> &because);
    void resume(ScheduleId id, Instant next, const QString &timeZone);
    /// Claims the time that was due: true for one of all who try.
    bool setNext(ScheduleId id, Instant due, Instant next, const QString &timeZone);

    struct Due
    {
        TenantScope scope;
        ScheduleId id;
        Instant at;
        api::ScheduleTimes times;
        QString timeZone; ///< of the organisation, now
    };
    static std::vector<Due> due(Transaction &transaction, Instant now, int limit);
    /// Those whose organisation moved to another time zone.
    static std::vector<Due> moved(Transaction &transaction, int limit);

    /// False when it is there already.
    bool insertRun(ScheduleId schedule, const api::ScheduleRun &run);
    std::vector<api::ScheduleRun> runs(ScheduleId schedule, int limit);
    void dropRuns(ScheduleId schedule, int keep);
    /// How it went: name, last…, failures and what was seen.
    void saveEnd(const Kept &kept);

    void insertFile(ScheduleId schedule, const api::ScheduleFile &file, const QByteArray &sealed);
    std::vector<api::ScheduleFile> files(ScheduleId schedule, int limit);
    struct SealedFile
    {
        api::ScheduleFile file;
        QByteArray sealed;
    };
    std::optional<SealedFile> findFile(ScheduleId schedule, ScheduleFileId id);
    /// Deletes the oldest beyond so many of the schedule, and beyond so many bytes of the organisation.
    void trimFiles(ScheduleId schedule, int most, qint64 mostBytes);
    static void dropOldFiles(Transaction &transaction, Instant before);

    /// The address as it is kept, where it is a member's.
    std::optional<QString> memberMail(const QString &address);
    /// Nothing where they left.
    std::optional<QString> mailOf(UserId member);
    QString timeZone();

private:
    std::vector<Kept> select(const QString &owner, const QString &id, const QString &workspace, int limit);

    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
