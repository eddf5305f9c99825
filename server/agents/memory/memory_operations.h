// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class AgentMemory;
class Registry;

/// What the memory of agents offers to the wire.
void addMemoryOperations(Registry &registry, AgentMemory &memory);

} // namespace tabletalk
