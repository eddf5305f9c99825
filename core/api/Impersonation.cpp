// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Impersonation.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<ImpersonateRequest>;
template struct Instantiate<Impersonating>;

} // namespace tabletalk::api
