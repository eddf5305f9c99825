// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

namespace tabletalk {

using ScheduleId = Id<struct ScheduleTag>;
using ScheduleRunId = Id<struct ScheduleRunTag>;
using ScheduleFileId = Id<struct ScheduleFileTag>;

} // namespace tabletalk
