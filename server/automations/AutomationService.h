// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Automations.h"
#include "server/api/Call.h"
#include "server/base/Async.h"

namespace tabletalk {

class PlatformDatabase;

/// All schedules and workflows of the organisation, whoever made them, for those who manage it: they see whose each is
/// and how it goes, and may let it rest. What it asks stays its owner's, and so does letting it go on. Thread-safe.
class AutomationService
{
public:
    explicit AutomationService(PlatformDatabase &database)
        : m_database(database)
    {}

    Awaitable<api::AutomationList> list(Call call, api::ListRequest request);
    Awaitable<api::Automation> pauseSchedule(Call call, api::PauseScheduleRequest request);
    Awaitable<api::Automation> pauseWorkflow(Call call, api::PauseWorkflowRequest request);

private:
    Awaitable<api::Automation> pause(Call call, QString kind, QString id);

    PlatformDatabase &m_database;
};

} // namespace tabletalk
