// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Instant.h"
#include "core/base/Problem.h"
#include "server/base/LruCache.h"
#include "server/platform/Scope.h"

#include <chrono>

namespace tabletalk {

class Clock;
class PlatformDatabase;

/// Whether a problem is the connection's own and not the statement's or the question's.
bool isConnectionProblem(ProblemCode code);

/// Keeps with each connection whether it answered the last time that anything was asked of
/// it. Noted on every use, stored when it changes or a minute has passed, so that a busy
/// connection does not write once a question. Thread-safe.
class ConnectionHealth
{
public:
    ConnectionHealth(PlatformDatabase &database, const Clock &clock);

    void noteAnswer(const TenantScope &scope, ConnectionId id, std::chrono::milliseconds took);
    /// Ignored unless it is a problem of the connection.
    void noteProblem(const TenantScope &scope, ConnectionId id, const Problem &problem, std::chrono::milliseconds took);
    /// After its URL changed, or it was deleted: what was known says nothing any more.
    void forget(const TenantScope &scope, ConnectionId id);

private:
    struct Noted
    {
        QString detail; ///< empty: it answered
        Instant at;
    };

    void note(const TenantScope &scope, ConnectionId id, const QString &detail, std::chrono::milliseconds took);

    PlatformDatabase &m_database;
    const Clock &m_clock;
    LruCache<std::pair<TenantId, ConnectionId>, Noted> m_noted;
};

} // namespace tabletalk
