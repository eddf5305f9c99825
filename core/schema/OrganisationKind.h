// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

namespace tabletalk {

/// What kind of organisation the names of tables and columns speak of: "university",
/// "school", "hospital", "retail", "factory", "finance", "insurance", "logistics",
/// "hospitality", "transport", "access control", "media", "government", "real estate",
/// "library", "sports", "telecommunications", "energy", "software", "human resources" or,
/// when the evidence is thin or divided, "general". The kind is a stable word for programs;
/// the evidence is translated sentences for people, strongest first, at most six.
OrganisationKind detectOrganisationKind(const Schema &schema);

} // namespace tabletalk
