// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Sharing.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<SharingSettings>;

} // namespace tabletalk::api
