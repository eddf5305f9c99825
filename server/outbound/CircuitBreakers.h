// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Instant.h"

#include <QHash>
#include <QString>

#include <chrono>
#include <mutex>

namespace tabletalk {

class Clock;

/// Leaves servers alone that keep failing, so that nobody waits for them: after several failures
/// in a row nothing is sent for a while, then one request tries. (M. Nygard, Release It!, "Circuit
/// Breaker".) Thread-safe; bounded.
class CircuitBreakers
{
public:
    explicit CircuitBreakers(const Clock &clock)
        : m_clock(clock)
    {}

    /// Whether a request may be sent to the server now. The first one after a pause is its trial.
    bool mayTry(const QString &origin);
    void succeeded(const QString &origin);
    void failed(const QString &origin);
    /// Seconds until it is tried again; 0 when it may be now.
    int secondsLeft(const QString &origin) const;

    static constexpr int mostFailures = 5;
    static constexpr std::chrono::seconds pause{30};

private:
    struct State
    {
        int failures = 0;
        Instant closedUntil;
        bool onTrial = false;
    };

    const Clock &m_clock;
    mutable std::mutex m_mutex;
    QHash<QString, State> m_states; ///< of servers that failed last
};

} // namespace tabletalk
