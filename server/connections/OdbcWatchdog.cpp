// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/OdbcWatchdog.h"

#ifdef _WIN32
#include <windows.h>
#endif
#include <sql.h>

namespace tabletalk {

using namespace std::chrono_literals;

namespace {

constexpr auto cancelEvery = 300ms;
constexpr auto lookAgain = 5ms; ///< when it is time, but no call is under way

} // namespace

OdbcWatchdog::Watch::Watch(OdbcWatchdog &watchdog, void *statement, std::chrono::milliseconds limit,
                           std::stop_token stop)
    : m_watchdog(watchdog)
    , m_stop(std::move(stop))
    , m_deadline(std::chrono::steady_clock::now() + limit)
{
    m_watchdog.watch(statement, m_deadline);
    m_onStop.emplace(m_stop, [this] {
        const std::lock_guard lock(m_watchdog.m_mutex);
        m_watchdog.m_due = true;
        m_watchdog.m_changed.notify_all();
    });
}

OdbcWatchdog::Watch::~Watch()
{
    m_onStop.reset();
    m_watchdog.watch(nullptr, {});
}

OdbcWatchdog::OdbcWatchdog()
    : m_thread([this](const std::stop_token &ending) { run(ending); })
{}

OdbcWatchdog::~OdbcWatchdog() = default; // the thread is asked to end and joined

void OdbcWatchdog::watch(void *statement, std::chrono::steady_clock::time_point deadline)
{
    const std::lock_guard lock(m_mutex);
    m_statement = statement;
    m_deadline = deadline;
    m_due = false;
    m_changed.notify_all();
}

void OdbcWatchdog::setInCall(bool inCall)
{
    const std::lock_guard lock(m_mutex);
    m_inCall = inCall;
}

void OdbcWatchdog::run(const std::stop_token &ending)
{
    std::unique_lock lock(m_mutex);
    while (!ending.stop_requested()) {
        if (!m_statement) {
            m_changed.wait(lock, ending, [this] { return m_statement != nullptr; });
            continue;
        }
        const auto due = [this] { return m_due || std::chrono::steady_clock::now() >= m_deadline; };
        if (!due()) {
            m_changed.wait_until(lock, ending, m_deadline, [this] { return m_due || !m_statement; });
            continue;
        }
        if (m_inCall)
            SQLCancel(m_statement);
        m_changed.wait_for(lock, ending, m_inCall ? cancelEvery : lookAgain, [this] { return !m_statement; });
    }
}

} // namespace tabletalk
