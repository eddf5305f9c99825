// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Dashboards.h"
#include "server/api/Call.h"
#include "server/base/Async.h"

namespace tabletalk {

class Clock;
class PlatformDatabase;

/// Saved questions side by side. A dashboard holds places alone: what is in them is run as a
/// saved question, by whoever looks. Thread-safe.
class DashboardService
{
public:
    DashboardService(PlatformDatabase &database, const Clock &clock);

    Awaitable<api::DashboardList> list(Call call, api::DashboardListRequest request);
    Awaitable<api::Dashboard> create(Call call, api::CreateDashboardRequest request);
    Awaitable<api::Dashboard> read(Call call, api::DashboardRequest request);
    Awaitable<api::Dashboard> update(Call call, api::UpdateDashboardRequest request);
    Awaitable<api::Empty> remove(Call call, api::DashboardRequest request);
    /// A saved question of the same workspace that the caller sees, below what is there.
    Awaitable<api::Dashboard> pin(Call call, api::PinRequest request);
    Awaitable<api::Dashboard> arrange(Call call, api::ArrangeRequest request);
    Awaitable<api::Dashboard> unpin(Call call, api::UnpinRequest request);

private:
    PlatformDatabase &m_database;
    const Clock &m_clock;
};

} // namespace tabletalk
