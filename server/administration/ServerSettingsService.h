// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/ServerSettings.h"
#include "server/base/Async.h"

namespace tabletalk {

class Clock;
class PlatformDatabase;
enum class Registration; // server/Server.h

/// How the server was started, where an operator has set nothing.
struct StartedWith
{
    Registration registration;
    int auditDays = 0; ///< 0: for ever
};

/// What operators set while the server runs, and what everybody is told of it. Thread-safe.
class ServerSettingsService
{
public:
    ServerSettingsService(PlatformDatabase &database, const Clock &clock, StartedWith started)
        : m_database(database)
        , m_clock(clock)
        , m_started(started)
    {}

    Awaitable<api::ServerSettingsState> read();
    Awaitable<api::ServerSettingsState> save(api::ServerSettings settings);
    Awaitable<api::ServerAbout> about();

    /// How long audit records are kept, in days; 0: for ever. For worker threads.
    qint64 auditDaysNow();

private:
    PlatformDatabase &m_database;
    const Clock &m_clock;
    StartedWith m_started;
};

} // namespace tabletalk
