// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/AgentMemory.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<MemoryFact>;
template struct Instantiate<MemoryListRequest>;
template struct Instantiate<MemoryFactList>;
template struct Instantiate<RememberRequest>;
template struct Instantiate<UpdateMemoryRequest>;
template struct Instantiate<MemoryRequest>;
template struct Instantiate<ForgetRequest>;
template struct Instantiate<Forgotten>;

} // namespace tabletalk::api
