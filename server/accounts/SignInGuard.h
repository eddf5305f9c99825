// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"

#include <QHash>
#include <QString>

#include <mutex>
#include <unordered_map>

namespace tabletalk {

class Clock;

/// Slows down whoever guesses passwords: after a few failures for an account from one
/// address, each further attempt waits twice as long. An address alone, and an account
/// alone (attacked from many addresses), have more patience and shorter waits, so that
/// nobody can lock another one out for long. Attempts count when they begin, so that many
/// at once gain nothing. Thread-safe; bounded.
class SignInGuard
{
public:
    explicit SignInGuard(const Clock &clock)
        : m_clock(clock)
    {}

    /// Throws RateLimited with the seconds to wait.
    void begin(const QString &account, const QString &address);
    void succeeded(const QString &account, const QString &address);

private:
    struct Entry
    {
        int attempts = 0;
        Instant blockedUntil;
        Instant last;
    };

    void makeRoom(Instant now);

    const Clock &m_clock;
    std::mutex m_mutex;
    std::unordered_map<QString, Entry> m_entries;
};

} // namespace tabletalk
