// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Tools.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<ToolListRequest>;
template struct Instantiate<ToolList>;
template struct Instantiate<CallToolRequest>;
template struct Instantiate<ToolAnswer>;

} // namespace tabletalk::api
