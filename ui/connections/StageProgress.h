// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"

#include <vector>

namespace tabletalk::ui {

/// Carries a progress event into the list of stages, so that a panel shows every stage of a
/// reading between two answers of the server. Makes the list when it is empty.
void followStages(std::vector<api::OnboardingStage> &stages, const api::OnboardingProgress &progress);

/// The stages to show of a database: its own, or what its progress tells of them.
std::vector<api::OnboardingStage> stagesOf(const api::Database &database);

} // namespace tabletalk::ui
