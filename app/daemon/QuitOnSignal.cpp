// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/QuitOnSignal.h"

#include <QCoreApplication>

#ifdef Q_OS_UNIX
#include <QSocketNotifier>

#include <array>
#include <csignal>

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

} // namespace

struct QuitOnSignal::State
{
    std::array<int, 2> pipe{-1, -1};
    std::unique_ptr<QSocketNotifier> notifier;
};

QuitOnSignal::QuitOnSignal()
    : m_state(std::make_unique<State>())
{
    if (::pipe(m_state->pipe.data()) != 0)
        return;
    signalPipe = m_state->pipe[1];
    m_state->notifier = std::make_unique<QSocketNotifier>(m_state->pipe[0], QSocketNotifier::Read);
    QObject::connect(m_state->notifier.get(), &QSocketNotifier::activated, qApp, [] { QCoreApplication::quit(); });
    std::signal(SIGTERM, onSignal);
    std::signal(SIGINT, onSignal);
}

QuitOnSignal::~QuitOnSignal()
{
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    m_state->notifier.reset();
    for (const int end : m_state->pipe)
        ::close(end);
}

} // namespace tabletalk::daemon
#else
#include <future>
#include <optional>

#include <windows.h>

namespace tabletalk::daemon {

namespace {

std::promise<void> ended; ///< of the server, which the console waits for: the process is ended when its handler returns

BOOL WINAPI onConsole(DWORD event)
{
    if (event == CTRL_LOGOFF_EVENT) // only services are told, of anybody who leaves
        return TRUE;
    QMetaObject::invokeMethod(qApp, [] { QCoreApplication::quit(); }, Qt::QueuedConnection);
    constexpr std::chrono::seconds patience{20};
    static std::shared_future<void> end = ended.get_future().share();
    end.wait_for(patience);
    return TRUE;
}

} // namespace

struct QuitOnSignal::State
{
};

QuitOnSignal::QuitOnSignal()
    : m_state(std::make_unique<State>())
{
    SetConsoleCtrlHandler(onConsole, TRUE);
}

QuitOnSignal::~QuitOnSignal()
{
    SetConsoleCtrlHandler(onConsole, FALSE);
    ended.set_value();
}

} // namespace tabletalk::daemon
#endif
