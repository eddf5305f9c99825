// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/ProcessAge.h"

#include <QElapsedTimer>
#include <QFile>

#ifdef Q_OS_LINUX
#include <ctime>
#include <unistd.h>
#endif

namespace tabletalk::desktop {

namespace {

#ifdef Q_OS_LINUX
/// Field 22 of /proc/self/stat: start in clock ticks since boot. The program's name, in
/// parentheses, may hold spaces, so fields are counted after it.
qint64 startedMsAfterBoot()
{
    QFile stat(QStringLiteral("/proc/self/stat"));
    if (!stat.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray text = stat.readAll();
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    constexpr int startTimeAfterName = 19;
    const long ticksPerSecond = sysconf(_SC_CLK_TCK);
    if (fields.size() <= startTimeAfterName || ticksPerSecond <= 0)
        return -1;
    return fields[startTimeAfterName].toLongLong() * 1000 / ticksPerSecond;
}
#endif

} // namespace

qint64 processAgeMs()
{
#ifdef Q_OS_LINUX
    timespec now{};
    const qint64 started = startedMsAfterBoot();
    if (started >= 0 && clock_gettime(CLOCK_BOOTTIME, &now) == 0)
        return qint64(now.tv_sec) * 1000 + now.tv_nsec / 1000000 - started;
#endif
    static const QElapsedTimer sinceFirstCall = [] {
        QElapsedTimer timer;
        timer.start();
        return timer;
    }();
    return sinceFirstCall.elapsed();
}

} // namespace tabletalk::desktop
