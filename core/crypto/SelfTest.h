// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

namespace tabletalk::crypto {

/// Known answers of every primitive we use, tried once at start: a library that computes
/// something else must not touch keys and passwords. Takes a few milliseconds.
Result<void> selfTest();

} // namespace tabletalk::crypto
