// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace tabletalk {

/// Cancels the statement of a session that is stopped or overdue while a call into the driver
/// has not come back: one thread for the life of the session. It cancels only then, since between
/// two calls the reader looks at clock and stop request by itself, and again and again until
/// the call returns, because a server may overlook a cancel that comes at a wrong moment.
class OdbcWatchdog
{
public:
    OdbcWatchdog();
    ~OdbcWatchdog();
    OdbcWatchdog(const OdbcWatchdog &) = delete;
    OdbcWatchdog &operator=(const OdbcWatchdog &) = delete;

    /// Watches one statement from here to the end of the scope.
    class Watch
    {
    public:
        Watch(OdbcWatchdog &watchdog, void *statement, std::chrono::milliseconds limit, std::stop_token stop);
        ~Watch();
        Watch(const Watch &) = delete;
        Watch &operator=(const Watch &) = delete;

        bool isStopped() const { return m_stop.stop_requested(); }
        bool isOverdue() const { return std::chrono::steady_clock::now() >= m_deadline; }

        /// Runs one call into the driver.
        template <class Call>
        auto during(Call call)
        {
            m_watchdog.setInCall(true);
            auto result = call();
            m_watchdog.setInCall(false);
            return result;
        }

    private:
        OdbcWatchdog &m_watchdog;
        std::stop_token m_stop;
        std::chrono::steady_clock::time_point m_deadline;
        std::optional<std::stop_callback<std::function<void()>>> m_onStop; ///< ends first
    };

private:
    void run(const std::stop_token &ending);
    void setInCall(bool inCall);
    void watch(void *statement, std::chrono::steady_clock::time_point deadline);

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    void *m_statement = nullptr;
    bool m_inCall = false;
    bool m_due = false; ///< stopped, whatever the clock says
    std::chrono::steady_clock::time_point m_deadline;
    std::jthread m_thread;
};

} // namespace tabletalk
