// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <memory>
#include <vector>

class QIODevice;
class QTextDocument;

namespace tabletalk::api {
struct Dashboard;
}

namespace tabletalk::ui {

class DashboardTile;

/// Each tile with its title and its chart or table, or that it could not be run. What is in view
/// is what is in it; nothing is run.
std::unique_ptr<QTextDocument> dashboardDocument(const api::Dashboard &dashboard,
                                                 const std::vector<DashboardTile *> &tiles);

/// The same as PDF.
Result<void> writeDashboard(QIODevice &out, const api::Dashboard &dashboard, const std::vector<DashboardTile *> &tiles);

} // namespace tabletalk::ui
