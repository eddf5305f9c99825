// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/daemon/Settings.h"

namespace tabletalk::daemon {

/// What the daemon's commands return to the shell.
enum ExitCode : int { Ok = 0, Failed = 1, Usage = 2 };

/// Each says its problems on standard error and returns an ExitCode.
int serve(const Settings &settings);
int init(const Settings &settings);
int demo(const Settings &settings);
/// Wraps all data keys with a new master key.
int rotateKey(const Settings &settings);
int resetPassword(const Settings &settings);
/// Failed when a record is not as it was written.
int verifyAudit(const Settings &settings);
int importFolder(const Settings &settings);
int move(const Settings &settings);
/// Of a data directory that a server may be using.
int backup(const Settings &settings);
int restore(const Settings &settings);
/// Brings the platform database to this program's version, without serving.
int migrate(const Settings &settings);

/// Serves until the process is told to end.
int serveUntilSignal(const ServerOptions &options);

int fail(const Problem &problem);

} // namespace tabletalk::daemon
