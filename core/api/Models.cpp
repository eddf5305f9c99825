// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Models.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<ModelSettings>;
template struct Instantiate<UpdateModelRequest>;
template struct Instantiate<ModelKeyRequest>;
template struct Instantiate<ModelCheck>;
template struct Instantiate<LocalModelServerList>;
template struct Instantiate<OutboundRequest>;
template struct Instantiate<OutboundRecordList>;
template struct Instantiate<OutboundEntry>;
template struct Instantiate<OutboundList>;
template struct Instantiate<ModelEvent>;

} // namespace tabletalk::api
