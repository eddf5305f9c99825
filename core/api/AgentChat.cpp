// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/AgentChat.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<AskAgentRequest>;
template struct Instantiate<StopAgentRequest>;
template struct Instantiate<FollowAgentRequest>;
template struct Instantiate<AgentStep>;
template struct Instantiate<AgentAnswer>;
template struct Instantiate<AgentStartedEvent>;
template struct Instantiate<AgentPlanEvent>;
template struct Instantiate<AgentToolEvent>;
template struct Instantiate<AgentCitationsEvent>;
template struct Instantiate<AgentSessionListRequest>;
template struct Instantiate<AgentSessionSummary>;
template struct Instantiate<AgentSessionList>;
template struct Instantiate<AgentSessionRequest>;
template struct Instantiate<AgentSession>;

} // namespace tabletalk::api
