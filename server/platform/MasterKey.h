// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/crypto/Secret.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace tabletalk {

/// The 32 bytes that wrap every data key. Taken from, in this order: `given` (the system
/// keychain, passed by the desktop program), the environment's TABLETALK_MASTER_KEY (base64),
/// the file master.key in the data directory. The file is made when there is none and no
/// database either, readable by its owner alone; one that others can read is refused.
/// Without its key an existing database cannot be used, so a new key is never made for it.
Result<Secret> loadMasterKey(const QByteArray &given, const QString &dataDirectory);

/// Whether that key is the file in the data directory, and not given or of the environment.
bool isMasterKeyInFile(const QByteArray &given);

/// The key of an environment variable; nothing when that is not set.
Result<std::optional<Secret>> masterKeyFromEnvironment(const char *name);

// For rotation. What is written is on the disk when they return.
Result<Secret> readMasterKey(const QString &path);
Result<void> writeMasterKey(const QString &path, const Secret &key);
/// Puts the file in the place of the other, at once.
Result<void> replaceMasterKey(const QString &from, const QString &to);

} // namespace tabletalk
