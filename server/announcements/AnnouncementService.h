// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Announcements.h"
#include "server/api/Call.h"
#include "server/base/Async.h"

namespace tabletalk {

class Clock;
class PlatformDatabase;

/// What those who operate the server tell everybody on it, until it ends or somebody has read it.
/// Thread-safe.
class AnnouncementService
{
public:
    AnnouncementService(PlatformDatabase &database, const Clock &clock)
        : m_database(database)
        , m_clock(clock)
    {}

    /// Those that concern the caller now.
    Awaitable<api::AnnouncementList> current(Identity caller);
    Awaitable<api::Empty> dismiss(Identity caller, api::AnnouncementRequest request);

    // For operators of the server

    Awaitable<api::AnnouncementList> all();
    Awaitable<api::Announcement> create(api::CreateAnnouncementRequest request);
    Awaitable<api::Announcement> update(api::UpdateAnnouncementRequest request);
    Awaitable<api::Empty> remove(api::AnnouncementRequest request);

private:
    PlatformDatabase &m_database;
    const Clock &m_clock;
};

} // namespace tabletalk
