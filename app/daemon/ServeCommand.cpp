// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/Commands.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace tabletalk::daemon {

namespace {

/// Write end of the pipe that carries signals into the event loop: a signal handler may
/// do next to nothing, and write() is among it.
int signalPipe = -1;

void onSignal(int)
{
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(signalPipe, &byte, 1);
}

/// Leaves the event loop at SIGTERM or SIGINT.
class QuitOnSignal
{
public:
    QuitOnSignal()
    {
        if (::pipe(m_pipe.data()) != 0)
            return;
        signalPipe = m_pipe[1];
        m_notifier = std::make_unique<QSocketNotifier>(m_pipe[0], QSocketNotifier::Read);
        QObject::connect(m_notifier.get(), &QSocketNotifier::activated, qApp, [] { QCoreApplication::quit(); });
        std::signal(SIGTERM, onSignal);
        std::signal(SIGINT, onSignal);
    }

    ~QuitOnSignal()
    {
        std::signal(SIGTERM, SIG_DFL);
        std::signal(SIGINT, SIG_DFL);
        m_notifier.reset();
        for (const int end : m_pipe)
            ::close(end);
    }

    QuitOnSignal(const QuitOnSignal &) = delete;
    QuitOnSignal &operator=(const QuitOnSignal &) = delete;

private:
    std::array<int, 2> m_pipe{-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace

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
