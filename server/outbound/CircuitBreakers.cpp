// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/outbound/CircuitBreakers.h"

#include "core/base/Clock.h"

#include <algorithm>

namespace tabletalk {

static constexpr qsizetype mostServers = 10'000;

bool CircuitBreakers::mayTry(const QString &origin)
{
    const std::scoped_lock lock(m_mutex);
    const auto state = m_states.find(origin);
    if (state == m_states.end() || state->failures < mostFailures)
        return true;
    if (m_clock.now() < state->closedUntil || state->onTrial)
        return false;
    state->onTrial = true;
    return true;
}

void CircuitBreakers::succeeded(const QString &origin)
{
    const std::scoped_lock lock(m_mutex);
    m_states.remove(origin);
}

void CircuitBreakers::failed(const QString &origin)
{
    const std::scoped_lock lock(m_mutex);
    if (m_states.size() >= mostServers && !m_states.contains(origin))
        m_states.clear(); // whoever makes up so many servers gains a new try for each
    State &state = m_states[origin];
    ++state.failures;
    state.onTrial = false;
    if (state.failures >= mostFailures)
        state.closedUntil = Instant{m_clock.now().msSinceEpoch + std::chrono::milliseconds(pause).count()};
}

int CircuitBreakers::secondsLeft(const QString &origin) const
{
    const std::scoped_lock lock(m_mutex);
    const auto state = m_states.constFind(origin);
    if (state == m_states.constEnd() || state->failures < mostFailures)
        return 0;
    const qint64 left = state->closedUntil.msSinceEpoch - m_clock.now().msSinceEpoch;
    return int(std::max<qint64>(0, (left + 999) / 1000));
}

} // namespace tabletalk
