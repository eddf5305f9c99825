// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>

namespace tabletalk::test {

/// The most memory that this process held since the last reset, in bytes (Linux).
class ProcessMemory
{
public:
    static void resetPeak()
    {
        QFile file(QStringLiteral("/proc/self/clear_refs"));
        if (file.open(QIODevice::WriteOnly))
            file.write("5");
    }
    static qint64 peak() { return line("VmHWM:"); }
    static qint64 now() { return line("VmRSS:"); }

private:
    static qint64 line(const char *name)
    {
        QFile file(QStringLiteral("/proc/self/status"));
        if (!file.open(QIODevice::ReadOnly))
            return 0;
        for (const QByteArray &text : file.readAll().split('\n')) {
            if (text.startsWith(name))
                return text.simplified().split(' ').value(1).toLongLong() * 1024;
        }
        return 0;
    }
};

} // namespace tabletalk::test
