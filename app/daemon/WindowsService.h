// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace tabletalk::daemon {

/// Runs the work as the service "Tabletalk" and gives its outcome; when nobody started this process as a service, does
/// nothing and gives -1. Stopping the service leaves the event loop of the work, which then is on a thread of the
/// system's: it makes its QCoreApplication itself. Not for other systems than Windows.
int runAsService(const std::function<int()> &work);

/// The installed service starts with the system from now on. Gives the outcome of a program; why it failed is on
/// stderr. For administrators, as the installer is one, and on Windows alone.
int startServiceWithSystem();

/// The server listens: the system may start what waits for it.
void serviceIsRunning();

} // namespace tabletalk::daemon
