// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QString>

namespace tabletalk {

/// Conflict where the platform database of a data directory was moved away: what is still there was true only until
/// then.
Result<void> refuseMoved(const QString &directory);

} // namespace tabletalk
