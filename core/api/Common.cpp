// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Common.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<Empty>;
template struct Instantiate<ListRequest>;

} // namespace tabletalk::api
