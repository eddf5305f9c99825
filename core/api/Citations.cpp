// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Citations.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<Citation>;

} // namespace tabletalk::api
