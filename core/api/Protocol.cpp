// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Protocol.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<ServerVersion>;

} // namespace tabletalk::api
