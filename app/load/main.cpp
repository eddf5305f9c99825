// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/load/LoadOptions.h"
#include "app/load/LoadRun.h"
#include "app/load/LoadState.h"

#include <QCoreApplication>

#include <cstdio>
#include <sys/resource.h>

using namespace tabletalk;

namespace {

enum ExitCode : int { Ok = 0, Failed = 1, Usage = 2 };

/// A socket a user needs a descriptor a user.
void raiseFileLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

void complain(const Problem &problem)
{
    std::fprintf(stderr, "%s\n  %s\n  %s\n", qPrintable(problem.title), qPrintable(problem.detail),
                 qPrintable(problem.hint));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const auto options = load::readLoadOptions(QCoreApplication::arguments());
    if (!options) {
        complain(options.error());
        std::fputs(qPrintable(load::loadUsage()), stderr);
        return Usage;
    }
    raiseFileLimit();
    const auto organisations = options->bootstrap ? load::bootstrap(*options) : load::readState(*options);
    if (!organisations) {
        complain(organisations.error());
        return Failed;
    }
    load::LoadReport report = load::runLoad(*options, *organisations);
    std::printf("%s\n", report.toJson().c_str());
    return Ok;
}
