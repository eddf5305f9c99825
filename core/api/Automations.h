// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"
#include "core/api/KnowledgeIds.h"
#include "core/api/ScheduleIds.h"

namespace tabletalk::api {

/// Something of the organisation that may run by itself, as far as whoever manages the organisation has to know of it:
/// whose it is, when it runs and how that went, not what it asks.
struct Automation
{
    QString id;
    QString kind; ///< schedule, workflow
    QString name;
    QString workspaceName; ///< empty when its saved question is gone
    UserId ownerId;        ///< with whose rights it runs
    QString ownerName;     ///< empty when they left
    QString startedBy;     ///< hand, schedule, event
    QString event;         ///< that starts it
    QString state;         ///< active, paused
    std::optional<QString> pausedBecause;
    std::optional<Instant> nextAt;
    std::optional<Instant> lastAt;
    std::optional<QString> lastState; ///< done, ended, notMet, delivered, failed, cancelled
    std::optional<QString> lastDetail;
    qint64 failures = 0; ///< in a row
};
BOOST_DESCRIBE_STRUCT(Automation, (),
                      (id, kind, name, workspaceName, ownerId, ownerName, startedBy, event, state, pausedBecause,
                       nextAt, lastAt, lastState, lastDetail, failures))

/// GET automations: newest first, ListRequest
struct AutomationList
{
    std::vector<Automation> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(AutomationList, (), (items, nextCursor))

/// POST automations/schedules/{id}/pause
struct PauseScheduleRequest
{
    ScheduleId id;
};
BOOST_DESCRIBE_STRUCT(PauseScheduleRequest, (), (id))

/// POST automations/workflows/{id}/pause
struct PauseWorkflowRequest
{
    WorkflowId id;
};
BOOST_DESCRIBE_STRUCT(PauseWorkflowRequest, (), (id))

} // namespace tabletalk::api
