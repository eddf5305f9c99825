// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"
#include "core/api/SavedIds.h"
#include "core/api/ScheduleIds.h"

namespace tabletalk::api {

/// When it runs, in the organisation's time zone.
struct ScheduleTimes
{
    QString kind;                         ///< minutes, hourly, daily, weekdays, weekly, monthly
    std::optional<int> every;             ///< minutes: 15 or more
    std::optional<int> minute;            ///< of the hour, for hourly
    std::optional<QString> at;            ///< "08:30", for the rest
    std::optional<std::vector<int>> days; ///< for weekly: 1 Monday to 7 Sunday
    std::optional<int> day;               ///< of the month; the last where a month has not so many
};
BOOST_DESCRIBE_STRUCT(ScheduleTimes, (), (kind, every, minute, at, days, day))

/// What must be so in the result for it to be delivered.
struct ScheduleCondition
{
    QString on;                    ///< always, rows, firstRow, anyRow, rowCount
    std::optional<QString> test;   ///< below, above, equals, changed
    std::optional<QString> column; ///< the first when absent
    std::optional<QString> value;
};
BOOST_DESCRIBE_STRUCT(ScheduleCondition, (), (on, test, column, value))

/// Where the result goes; at least one.
struct ScheduleDelivery
{
    std::vector<QString> mail;   ///< addresses of members
    bool webhook = false;        ///< the event schedule.fired
    std::optional<QString> file; ///< csv, xlsx; kept here to be downloaded
};
BOOST_DESCRIBE_STRUCT(ScheduleDelivery, (), (mail, webhook, file))

/// A saved question that runs by itself, as the person who made the schedule.
struct Schedule
{
    ScheduleId id;
    SavedQuestionId savedQuestionId;
    QString name; ///< of the saved question
    QString ownerName;
    bool mine = false;
    ScheduleTimes times;
    QString timesInWords;
    QString timeZone;
    ScheduleCondition condition;
    ScheduleDelivery delivery;
    QString state;                        ///< active, paused
    std::optional<QString> pausedBecause; ///< absent: somebody paused it
    std::optional<Instant> nextAt;        ///< absent while it is paused
    std::optional<Instant> lastAt;
    std::optional<QString> lastOutcome; ///< delivered, notMet, failed
    std::optional<QString> lastDetail;
    qint64 failures = 0; ///< in a row
    qint64 files = 0;
    Instant createdAt;
};
BOOST_DESCRIBE_STRUCT(Schedule, (),
                      (id, savedQuestionId, name, ownerName, mine, times, timesInWords, timeZone, condition, delivery,
                       state, pausedBecause, nextAt, lastAt, lastOutcome, lastDetail, failures, files, createdAt))

/// GET schedules: one's own; of the organisation for who manages it
struct ScheduleList
{
    std::vector<Schedule> items;
    QString timeZone;       ///< of the organisation
    bool mailWorks = false; ///< this server sends mail
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(ScheduleList, (), (items, timeZone, mailWorks, nextCursor))

/// POST schedules
struct CreateScheduleRequest
{
    SavedQuestionId savedQuestionId;
    ScheduleTimes times;
    ScheduleDelivery delivery;
    std::optional<ScheduleCondition> condition; ///< always when absent
};
BOOST_DESCRIBE_STRUCT(CreateScheduleRequest, (), (savedQuestionId, times, delivery, condition))

/// PUT schedules/{id}: what is absent stays
struct UpdateScheduleRequest
{
    ScheduleId id;
    std::optional<ScheduleTimes> times;
    std::optional<ScheduleDelivery> delivery;
    std::optional<ScheduleCondition> condition;
};
BOOST_DESCRIBE_STRUCT(UpdateScheduleRequest, (), (id, times, delivery, condition))

/// DELETE schedules/{id}, POST schedules/{id}/pause, …/resume, …/run, GET …/runs, …/files
struct ScheduleRequest
{
    ScheduleId id;
};
BOOST_DESCRIBE_STRUCT(ScheduleRequest, (), (id))

/// POST schedules/preview: when it would run
struct SchedulePreviewRequest
{
    ScheduleTimes times;
};
BOOST_DESCRIBE_STRUCT(SchedulePreviewRequest, (), (times))

struct SchedulePreview
{
    QString timesInWords;
    QString timeZone;
    std::vector<Instant> next; ///< the next five
};
BOOST_DESCRIBE_STRUCT(SchedulePreview, (), (timesInWords, timeZone, next))

struct ScheduleRun
{
    ScheduleRunId id;
    Instant dueAt;
    Instant finishedAt;
    QString outcome; ///< delivered, notMet, failed
    QString detail;
    qint64 rows = 0;
    bool byHand = false;
    std::optional<ScheduleFileId> fileId;
};
BOOST_DESCRIBE_STRUCT(ScheduleRun, (), (id, dueAt, finishedAt, outcome, detail, rows, byHand, fileId))

struct ScheduleRunList
{
    std::vector<ScheduleRun> items; ///< newest first, at most 100
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(ScheduleRunList, (), (items, nextCursor))

struct ScheduleFile
{
    ScheduleFileId id;
    QString name;
    qint64 bytes = 0;
    Instant createdAt;
};
BOOST_DESCRIBE_STRUCT(ScheduleFile, (), (id, name, bytes, createdAt))

struct ScheduleFileList
{
    std::vector<ScheduleFile> items; ///< newest first
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(ScheduleFileList, (), (items, nextCursor))

/// GET schedules/{scheduleId}/files/{id}: a part of its bytes
struct ReadScheduleFileRequest
{
    ScheduleId scheduleId;
    ScheduleFileId id;
    std::optional<qint64> offset;
};
BOOST_DESCRIBE_STRUCT(ReadScheduleFileRequest, (), (scheduleId, id, offset))

struct ScheduleFilePart
{
    ScheduleFile file;
    QString base64;             ///< at most 256 KB
    std::optional<qint64> next; ///< offset of the next part; absent at the end
};
BOOST_DESCRIBE_STRUCT(ScheduleFilePart, (), (file, base64, next))

} // namespace tabletalk::api
