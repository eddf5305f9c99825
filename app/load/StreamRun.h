// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/load/LoadRun.h"

namespace tabletalk::load {

/// Keeps so many answers of a model under way at once for the duration, and has the users of the
/// organisation without a model ask for other things meanwhile, one after the other.
LoadReport runStreams(const LoadOptions &options, const std::vector<LoadOrganisation> &organisations);

} // namespace tabletalk::load
