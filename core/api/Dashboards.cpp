// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Dashboards.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<Dashboard>;
template struct Instantiate<DashboardListRequest>;
template struct Instantiate<DashboardList>;
template struct Instantiate<CreateDashboardRequest>;
template struct Instantiate<DashboardRequest>;
template struct Instantiate<UpdateDashboardRequest>;
template struct Instantiate<PinRequest>;
template struct Instantiate<ArrangeRequest>;
template struct Instantiate<UnpinRequest>;

} // namespace tabletalk::api
