// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace tabletalk::daemon {

/// While it lives, the event loop is left when the process is told to end: by SIGTERM or SIGINT, on Windows by the
/// console (Ctrl+C, its window closed, somebody signs out).
class QuitOnSignal
{
public:
    QuitOnSignal();
    ~QuitOnSignal();
    QuitOnSignal(const QuitOnSignal &) = delete;
    QuitOnSignal &operator=(const QuitOnSignal &) = delete;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace tabletalk::daemon
