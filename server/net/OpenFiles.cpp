// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/OpenFiles.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <sys/resource.h>

#include <algorithm>
#endif

namespace tabletalk {

#ifdef Q_OS_UNIX
int raiseOpenFileLimit()
{
    constexpr rlim_t enough = 1'000'000;
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 1024;
    const rlim_t wanted = limit.rlim_max == RLIM_INFINITY ? enough : std::min(limit.rlim_max, enough);
    if (limit.rlim_cur < wanted) {
        rlimit raised{.rlim_cur = wanted, .rlim_max = limit.rlim_max};
        if (setrlimit(RLIMIT_NOFILE, &raised) == 0)
            limit = raised;
    }
    return int(std::min(limit.rlim_cur, enough));
}
#else
/// Windows has no such limit: memory ends first.
int raiseOpenFileLimit()
{
    return 1'000'000;
}
#endif

} // namespace tabletalk
