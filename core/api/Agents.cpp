// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Agents.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<AgentSkill>;
template struct Instantiate<Agent>;
template struct Instantiate<AgentListRequest>;
template struct Instantiate<AgentList>;
template struct Instantiate<AgentRequest>;
template struct Instantiate<CreateAgentRequest>;
template struct Instantiate<UpdateAgentRequest>;
template struct Instantiate<AgentTemplate>;
template struct Instantiate<AgentTemplateList>;

} // namespace tabletalk::api
