// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Security.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<SecuritySettings>;
template struct Instantiate<UpdateSecurityRequest>;

} // namespace tabletalk::api
