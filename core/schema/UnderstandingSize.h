// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

namespace tabletalk {

/// About how many bytes an understanding takes in memory, for caches that are bounded by it.
qint64 approximateBytes(const Understanding &understanding);

} // namespace tabletalk
