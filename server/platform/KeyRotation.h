// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/crypto/Secret.h"

#include <QString>

namespace tabletalk {

class PlatformDatabase;

/// Wraps every data key with the new master key, all in one transaction: until it is done the
/// old key opens everything, and from then on the new one does. How many keys there were.
/// Nothing is changed when one of them does not open.
Result<qint64> rewrapDataKeys(PlatformDatabase &database, const Secret &oldKey, const Secret &newKey);

/// The same for a master key that lies in the data directory: the new one is written beside it
/// first ("master.key.next"), and takes its place afterwards. Whatever interrupts that, one of
/// the two opens the data keys, and settledMasterKey() finds out which.
Result<qint64> rotateMasterKeyFile(PlatformDatabase &database, const Secret &oldKey, const QString &dataDirectory);

/// The master key to go on with, after a rotation that may have been interrupted: the given
/// one, or the one beside it. Tidies up.
Result<Secret> settledMasterKey(PlatformDatabase &database, Secret fromFile, const QString &dataDirectory);

} // namespace tabletalk
