// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/platform/PostgresLogin.h"

#include <QThread>

#include <functional>
#include <memory>
#include <vector>

namespace tabletalk {

/// Hears what servers tell each other through their common database (NOTIFY), on a
/// connection and a thread of its own. One that broke is opened again, until it works.
class PostgresListener
{
public:
    struct Options
    {
        QString channel; ///< a plain name
        std::chrono::milliseconds retryAfter{1000};

        /// Both run on the listener's thread and may block and throw. What was said while
        /// there was no connection is lost: connected() is called whenever there is a new one,
        /// and after either of them threw, to look for what was missed.
        std::function<void()> connected;
        std::function<void(const std::vector<QString> &)> heard;
    };

    /// Waits for the first attempt to connect, and goes on trying when it failed.
    PostgresListener(const PostgresLogin &login, Options options);
    /// As stop().
    ~PostgresListener();
    PostgresListener(const PostgresListener &) = delete;
    PostgresListener &operator=(const PostgresListener &) = delete;

    void stop();

private:
    class Worker;
    QThread m_thread;
    Worker *m_worker; ///< lives and dies in the thread
};

} // namespace tabletalk
