// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reader/ReaderLimits.h"

#include "app/reader/LinuxSandbox.h"
#include "app/reader/WindowsSandbox.h"

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace tabletalk {

#ifdef Q_OS_UNIX
/// Never raises what the parent set.
static void limit(decltype(RLIMIT_AS) what, rlim_t most, rlim_t grace = 0)
{
    rlimit now{};
    if (getrlimit(what, &now) != 0)
        return;
    const auto lower = [&](rlim_t wanted) { return now.rlim_max < wanted ? now.rlim_max : wanted; };
    const rlimit wanted{lower(most), lower(most + grace)};
    setrlimit(what, &wanted);
}

void limitMyself(const ReaderLimits &limits)
{
    constexpr rlim_t mostOpenFiles = 64;
    limit(RLIMIT_CORE, 0); // would hold what a stranger wrote
    limit(RLIMIT_AS, rlim_t(limits.memory));
    limit(RLIMIT_CPU, rlim_t(limits.seconds), 2); // first a signal that says why
    struct stat out{};
    if (fstat(STDOUT_FILENO, &out) != 0 || !S_ISREG(out.st_mode)) // somebody looks at what it says
        limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NOFILE, mostOpenFiles);
#ifdef RLIMIT_NPROC
    if (!limits.startsPrograms)
        limit(RLIMIT_NPROC, 0);
#endif
    enterSandbox(limits.startsPrograms);
}
#else
void limitMyself(const ReaderLimits &limits)
{
    enterWindowsSandbox(limits.memory, limits.seconds, limits.startsPrograms);
}
#endif

} // namespace tabletalk
