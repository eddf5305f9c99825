// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QString>

namespace tabletalk {

class Clock;

struct BackupOptions
{
    bool withKey = true;      ///< the master key, without which secrets and rows in the backup cannot be read
    bool withDatabase = true; ///< false where the platform database is on PostgreSQL, which has backups of its own
};

struct BackupReport
{
    qint64 files = 0;
    qint64 bytes = 0; ///< of the files, before they were compressed
    bool hasKey = false;
    bool hasDatabase = false;
};

/// Writes a data directory into one file (a compressed tar archive, readable by its owner alone) while a server may be
/// using it: the platform database as of one moment, checked; then the rows of answers and the key. The file appears
/// when it is complete, and never takes the place of one that is there.
Result<BackupReport> backUp(const QString &directory, const QString &file, const BackupOptions &options,
                            const Clock &clock);

/// The platform database of a data directory (one on SQLite) as of one moment, checked, as a file of its own, whether a
/// server writes to it or not.
Result<void> copyPlatformDatabase(const QString &directory, const QString &file);

/// Makes a data directory of a backup: one that is not there yet, or is empty. Everything is held against the checksums
/// in the backup first; the directory appears when it is complete.
Result<BackupReport> restoreBackup(const QString &file, const QString &directory);

} // namespace tabletalk
