// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

namespace tabletalk {

using SavedQuestionId = Id<struct SavedQuestionTag>;
using DashboardId = Id<struct DashboardTag>;

} // namespace tabletalk
