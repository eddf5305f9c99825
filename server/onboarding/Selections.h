// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "core/schema/SchemaSelection.h"

#include <optional>

namespace tabletalk {

/// The wire's selection as the targets take it; everything when absent.
SchemaSelection toSelection(const std::optional<api::SchemaSelection> &wire);

bool isEverything(const api::SchemaSelection &selection);

/// Throws InvalidRequest at params.selection for more names than a database may have, or
/// names longer than names are.
void checkSelection(const api::SchemaSelection &selection);

} // namespace tabletalk
