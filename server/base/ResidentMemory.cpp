// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/ResidentMemory.h"

#include <QtGlobal>

#ifdef Q_OS_WIN
#include <windows.h>

#include <psapi.h>
#else
#include <unistd.h>

#include <fstream>
#endif

namespace tabletalk {

#ifdef Q_OS_WIN
std::int64_t residentMemory()
{
    PROCESS_MEMORY_COUNTERS counters{};
    counters.cb = sizeof counters;
    return GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof counters) ? std::int64_t(counters.WorkingSetSize)
                                                                                 : 0;
}
#else
std::int64_t residentMemory()
{
    std::ifstream statm("/proc/self/statm");
    std::int64_t total = 0;
    std::int64_t resident = 0;
    statm >> total >> resident;
    return resident * std::int64_t(sysconf(_SC_PAGESIZE));
}
#endif

} // namespace tabletalk
