// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Citations.h"
#include "core/api/Search.h"

namespace tabletalk {

/// Where a passage stands, for a claim that rests on it.
api::Citation citationOf(const api::SearchHit &hit);
/// "Refund policy, page 2, Returns", and the passage below.
QString textOf(const api::SearchHit &hit);

} // namespace tabletalk
