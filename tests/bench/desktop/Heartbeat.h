// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QObject>
#include <QTimer>

#include <algorithm>

namespace tabletalk::bench {

/// Beats in the window's thread and notices how late it was at most: nobody could press anything
/// for so long. Where the system tells, it also notices how long the thread was ready and other
/// programs had the processors, which says of a slow beat on a busy machine whether it was ours.
class Heartbeat : public QObject
{
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(interval);
        QObject::connect(&m_timer, &QTimer::timeout, this, [this] { beat(); });
    }
    void start()
    {
        m_longest = 0;
        m_longestOwn = 0;
        m_waited = waitedForProcessor();
        m_since.start();
        m_timer.start();
    }
    double longestMs() const { return milliseconds(m_longest); }
    /// The longest beat without the time in which the thread waited for a processor; longestMs() where
    /// that is not known.
    double longestOwnMs() const { return milliseconds(m_longestOwn); }

private:
    static constexpr int interval = 2; ///< milliseconds

    static double milliseconds(qint64 nanoseconds) { return std::max(0.0, double(nanoseconds) / 1e6 - interval); }
    /// Nanoseconds since the thread began; 0 where the system does not count them.
    static qint64 waitedForProcessor()
    {
        QFile file(QStringLiteral("/proc/thread-self/schedstat"));
        return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() : 0;
    }
    void beat()
    {
        const qint64 took = m_since.nsecsElapsed();
        const qint64 waited = waitedForProcessor();
        m_longest = std::max(m_longest, took);
        m_longestOwn = std::max(m_longestOwn, took - (waited - m_waited));
        m_waited = waited;
        m_since.restart();
    }

    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
    qint64 m_longestOwn = 0;
    qint64 m_waited = 0;
};

} // namespace tabletalk::bench
