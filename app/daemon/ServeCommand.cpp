// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/Commands.h"
#include "app/daemon/QuitOnSignal.h"
#include "app/daemon/WindowsService.h"

#include <QCoreApplication>

#include <cstdio>

namespace tabletalk::daemon {

int fail(const Problem &problem)
{
    std::fprintf(stderr, "%s\n", qPrintable(problem.title));
    for (const QString &line : {problem.detail, problem.hint}) {
        if (!line.isEmpty())
            std::fprintf(stderr, "  %s\n", qPrintable(line));
    }
    return Failed;
}

int serveUntilSignal(const ServerOptions &options)
{
    const QuitOnSignal quitOnSignal;
    const auto server = Server::start(options);
    if (!server)
        return fail(server.error());
    std::printf("tabletalkd ready on %s\n", qPrintable((*server)->url().toString()));
    std::fflush(stdout);
    serviceIsRunning();
    return QCoreApplication::exec();
}

int serve(const Settings &settings)
{
    const auto options = settings.serverOptions();
    if (!options) {
        fail(options.error());
        return Usage;
    }
    return serveUntilSignal(*options);
}

} // namespace tabletalk::daemon
