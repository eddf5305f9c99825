// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SchemaDiagrams.h"
#include "core/schema/Schema.h"

namespace tabletalk {

/// The tables that match a request and the keys among them. Where there are more than may be shown, those with the most
/// keys. Throws InvalidRequest for a limit out of range.
api::SchemaDiagram schemaDiagram(const Understanding &understanding, const api::SchemaDiagramRequest &request);

} // namespace tabletalk
