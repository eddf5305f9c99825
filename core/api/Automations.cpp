// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Automations.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<Automation>;
template struct Instantiate<AutomationList>;
template struct Instantiate<PauseScheduleRequest>;
template struct Instantiate<PauseWorkflowRequest>;

} // namespace tabletalk::api
