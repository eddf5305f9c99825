// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/daemon/Settings.h"

#include "core/base/Clock.h"
#include "server/DataDirectory.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"

#include <QTemporaryDir>

namespace tabletalk::daemon {

/// A data directory's platform database and vault without a server, for an operator's
/// commands.
struct OpenedPlatform
{
    /// Refused while a server uses the directory.
    static Result<std::unique_ptr<OpenedPlatform>> open(const Settings &settings);
    /// For commands that change nothing: while a server uses the directory, a copy of its database as of this moment,
    /// or, on PostgreSQL, the database that the two share.
    static Result<std::unique_ptr<OpenedPlatform>> openBesideServer(const Settings &settings);
    ~OpenedPlatform();

    SystemClock clock;
    std::unique_ptr<DataDirectory> directory; ///< none beside a server
    std::unique_ptr<QTemporaryDir> copy;      ///< of its database; none in other cases
    std::unique_ptr<PlatformDatabase> database;
    std::unique_ptr<Vault> vault;
    Secret masterKey;
};

} // namespace tabletalk::daemon
