// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/crypto/Secret.h"

#include <QByteArray>
#include <QString>

namespace tabletalk {

/// The 32 bytes that wrap every data key. Taken from, in this order: `given` (the system
/// keychain, passed by the desktop program), the environment's TABLETALK_MASTER_KEY (base64),
/// the file master.key in the data directory. The file is made when there is none and no
/// database either, readable by its owner alone; one that others can read is refused.
/// Without its key an existing database cannot be used, so a new key is never made for it.
Result<Secret> loadMasterKey(const QByteArray &given, const QString &dataDirectory);

} // namespace tabletalk
