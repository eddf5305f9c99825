// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Usage.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<UsageFigures>;
template struct Instantiate<UsageDay>;
template struct Instantiate<UsageDaily>;
template struct Instantiate<UsageSummary>;
template struct Instantiate<UsageShare>;
template struct Instantiate<UsageDashboard>;
template struct Instantiate<UsageExportRequest>;
template struct Instantiate<Limit>;
template struct Instantiate<LimitAlert>;
template struct Instantiate<LimitList>;

} // namespace tabletalk::api
