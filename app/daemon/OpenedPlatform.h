// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/daemon/Settings.h"

#include "core/base/Clock.h"
#include "server/DataDirectory.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"

namespace tabletalk::daemon {

/// A data directory's platform database and vault without a server, for an operator's
/// commands. Refused while a server uses the directory.
struct OpenedPlatform
{
    static Result<std::unique_ptr<OpenedPlatform>> open(const Settings &settings);
    ~OpenedPlatform();

    SystemClock clock;
    std::unique_ptr<DataDirectory> directory;
    std::unique_ptr<PlatformDatabase> database;
    std::unique_ptr<Vault> vault;
    Secret masterKey;
};

} // namespace tabletalk::daemon
