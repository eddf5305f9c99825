// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Schedules.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<ScheduleTimes>;
template struct Instantiate<ScheduleCondition>;
template struct Instantiate<ScheduleDelivery>;
template struct Instantiate<Schedule>;
template struct Instantiate<ScheduleList>;
template struct Instantiate<CreateScheduleRequest>;
template struct Instantiate<UpdateScheduleRequest>;
template struct Instantiate<ScheduleRequest>;
template struct Instantiate<SchedulePreviewRequest>;
template struct Instantiate<SchedulePreview>;
template struct Instantiate<ScheduleRunList>;
template struct Instantiate<ScheduleFileList>;
template struct Instantiate<ReadScheduleFileRequest>;
template struct Instantiate<ScheduleFilePart>;

} // namespace tabletalk::api
