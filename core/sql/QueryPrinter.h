// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"
#include "core/sql/Query.h"

namespace tabletalk::sql {

/// The query as one statement in the dialect, without a semicolon. Identifiers are
/// quoted only where they must be; literals always escape what the dialect needs.
QString print(const Select &select, Dialect dialect);

} // namespace tabletalk::sql
