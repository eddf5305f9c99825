// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#ifdef Q_OS_WIN
namespace tabletalk {

/// A process and what it starts, ended together: when this goes, or when this process does, whatever way.
class WindowsJob
{
public:
    WindowsJob();
    ~WindowsJob();
    WindowsJob(const WindowsJob &) = delete;
    WindowsJob &operator=(const WindowsJob &) = delete;

    /// memory: bytes that each of its processes may have committed.
    bool take(qint64 process, qint64 memory);
    void end();

private:
    void *m_handle;
};

} // namespace tabletalk
#endif
