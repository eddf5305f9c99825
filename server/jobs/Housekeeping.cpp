// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/Housekeeping.h"

#include "core/base/Problem.h"

#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcHousekeeping, "tabletalk.housekeeping")

namespace tabletalk {

namespace {

void runAndLog(const HousekeepingTask &task)
{
    try {
        task.run();
    } catch (const Problem &problem) {
        qCWarning(lcHousekeeping).noquote() << task.name << "failed:" << problem.title << problem.detail;
    } catch (const std::exception &exception) {
        qCWarning(lcHousekeeping).noquote() << task.name << "failed:" << exception.what();
    } catch (...) {
        qCWarning(lcHousekeeping).noquote() << task.name << "failed";
    }
}

} // namespace

Housekeeping::Housekeeping(std::vector<HousekeepingTask> tasks, std::chrono::milliseconds firstAfter,
                           std::chrono::milliseconds every)
    : m_tasks(std::move(tasks))
    , m_thread([this, firstAfter, every] { loop(firstAfter, every); })
{}

Housekeeping::~Housekeeping()
{
    stop();
}

void Housekeeping::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wakeUp.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

bool Housekeeping::isStoppedWithin(std::chrono::milliseconds time)
{
    std::unique_lock lock(m_mutex);
    return m_wakeUp.wait_for(lock, time, [this] { return m_stopping; });
}

void Housekeeping::loop(std::chrono::milliseconds firstAfter, std::chrono::milliseconds every)
{
    for (auto wait = firstAfter; !isStoppedWithin(wait); wait = every) {
        for (const HousekeepingTask &task : m_tasks) {
            if (isStoppedWithin(std::chrono::milliseconds(0)))
                return;
            runAndLog(task);
        }
    }
}

} // namespace tabletalk
