// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

namespace tabletalk::test {

/// An invented schema of that many tables with about ten columns each, as a large business
/// program has them: a few hundred subjects said over and over in modules and years, keys
/// that refer within the module and to the master tables, and figures of profiles.
Schema syntheticSchema(int tables);

} // namespace tabletalk::test
