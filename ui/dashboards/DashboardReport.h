// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <vector>

class QIODevice;

namespace tabletalk::api {
struct Dashboard;
}

namespace tabletalk::ui {

class DashboardTile;

/// Writes a dashboard as PDF: each tile with its title and its chart or table, or the problem
/// that it has. What is in view is what is written; nothing is run.
Result<void> writeDashboard(QIODevice &out, const api::Dashboard &dashboard, const std::vector<DashboardTile *> &tiles);

} // namespace tabletalk::ui
