// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/MessagePages.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<MessagesRequest>;
template struct Instantiate<MessagePage>;

} // namespace tabletalk::api
