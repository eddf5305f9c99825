// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tabletalk {

/// Something to be done now and then, such as deleting what is past its retention. May
/// block and may throw.
struct HousekeepingTask
{
    QString name; ///< for the log
    std::function<void()> run;
};

/// One thread that does the tasks in turn, again and again. A task that fails is logged
/// and tried the next time; the others go on.
class Housekeeping
{
public:
    Housekeeping(std::vector<HousekeepingTask> tasks, std::chrono::milliseconds firstAfter,
                 std::chrono::milliseconds every);
    /// As stop().
    ~Housekeeping();
    Housekeeping(const Housekeeping &) = delete;
    Housekeeping &operator=(const Housekeeping &) = delete;

    /// Waits for the task at hand and starts no other.
    void stop();

private:
    void loop(std::chrono::milliseconds firstAfter, std::chrono::milliseconds every);
    bool isStoppedWithin(std::chrono::milliseconds time);

    const std::vector<HousekeepingTask> m_tasks;
    std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace tabletalk
