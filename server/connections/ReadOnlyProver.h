// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"

namespace tabletalk {

class TargetDatabase;

/// Shows that nothing can be changed through an open database, layer by layer: hostile
/// statements are handed to our own check, the engine is asked whether it is read-only, the
/// account what it may do, and writes are attempted past our check. proved only when every
/// layer answered and the first, second and fourth hold; that an account could write is a
/// warning, with what its owner can do. A layer that cannot be asked has failed.
api::ReadOnlyProof proveReadOnly(TargetDatabase &target, Instant at);

} // namespace tabletalk
