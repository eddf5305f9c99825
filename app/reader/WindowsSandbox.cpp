// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reader/WindowsSandbox.h"

#ifdef Q_OS_WIN
#include <cstdio>

#include <fcntl.h>
#include <io.h>
#include <windows.h>

namespace tabletalk {

void enterWindowsSandbox(qint64 memory, qint64 seconds, bool startsPrograms)
{
    constexpr qint64 ticksPerSecond = 10'000'000;
    const HANDLE job = CreateJobObjectW(nullptr, nullptr); // stays open as long as this process
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
    limits.BasicLimitInformation.LimitFlags =
        JOB_OBJECT_LIMIT_PROCESS_MEMORY | JOB_OBJECT_LIMIT_PROCESS_TIME | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
    if (!startsPrograms)
        limits.BasicLimitInformation.LimitFlags |= JOB_OBJECT_LIMIT_ACTIVE_PROCESS;
    limits.BasicLimitInformation.ActiveProcessLimit = 1;
    limits.BasicLimitInformation.PerProcessUserTimeLimit.QuadPart = seconds * ticksPerSecond;
    limits.ProcessMemoryLimit = SIZE_T(memory);
    SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
    JOBOBJECT_BASIC_UI_RESTRICTIONS screen{};
    screen.UIRestrictionsClass = JOB_OBJECT_UILIMIT_DESKTOP | JOB_OBJECT_UILIMIT_EXITWINDOWS
                                 | JOB_OBJECT_UILIMIT_GLOBALATOMS | JOB_OBJECT_UILIMIT_HANDLES
                                 | JOB_OBJECT_UILIMIT_READCLIPBOARD | JOB_OBJECT_UILIMIT_WRITECLIPBOARD;
    SetInformationJobObject(job, JobObjectBasicUIRestrictions, &screen, sizeof screen);
    AssignProcessToJobObject(job, GetCurrentProcess());
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX); // nobody is there to press a button
}

void useBinaryStreams()
{
    _setmode(_fileno(stdin), _O_BINARY);
    _setmode(_fileno(stdout), _O_BINARY);
}

} // namespace tabletalk
#else
namespace tabletalk {

void enterWindowsSandbox(qint64, qint64, bool) {}
void useBinaryStreams() {}

} // namespace tabletalk
#endif
