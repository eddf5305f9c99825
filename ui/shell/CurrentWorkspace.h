// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Problem.h"

#include <functional>

class QObject;

namespace tabletalk::ui {

struct WindowContext;

/// In which workspace a panel works: the one that was chosen for the window, else the organisation's usual one. Asks
/// the server, as whoever may not list workspaces has one all the same.
void findWorkspace(WindowContext &context, QObject *receiver, std::function<void(const Result<WorkspaceId> &)> done);

} // namespace tabletalk::ui
