// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/WindowsJob.h"

#ifdef Q_OS_WIN
#include <windows.h>

namespace tabletalk {

WindowsJob::WindowsJob()
    : m_handle(CreateJobObjectW(nullptr, nullptr))
{}

WindowsJob::~WindowsJob()
{
    if (m_handle)
        CloseHandle(m_handle);
}

bool WindowsJob::take(qint64 process, qint64 memory)
{
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_PROCESS_MEMORY
                                              | JOB_OBJECT_LIMIT_PRIORITY_CLASS
                                              | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
    limits.BasicLimitInformation.PriorityClass = BELOW_NORMAL_PRIORITY_CLASS;
    limits.ProcessMemoryLimit = SIZE_T(memory);
    if (!m_handle || !SetInformationJobObject(m_handle, JobObjectExtendedLimitInformation, &limits, sizeof limits))
        return false;
    const HANDLE child = OpenProcess(PROCESS_SET_QUOTA | PROCESS_TERMINATE, FALSE, DWORD(process));
    const bool taken = child && AssignProcessToJobObject(m_handle, child);
    if (child)
        CloseHandle(child);
    return taken;
}

void WindowsJob::end()
{
    if (m_handle)
        TerminateJobObject(m_handle, 1);
}

} // namespace tabletalk
#endif
