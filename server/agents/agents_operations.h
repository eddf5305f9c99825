// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class AgentChat;
class AgentService;
class Registry;

/// What agents offer to the wire.
void addAgentOperations(Registry &registry, AgentService &agents, AgentChat &chat);

} // namespace tabletalk
