// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "core/schema/Schema.h"

namespace tabletalk {

/// What was understood of a database, in the words of the wire.
api::DatabaseSchema schemaReport(const Understanding &understanding);

} // namespace tabletalk
