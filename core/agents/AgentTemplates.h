// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Agents.h"

namespace tabletalk::agents {

/// Agents to begin with, in the language of this process: an analyst, an assistant for documents, for customers'
/// questions, for finance and for new colleagues.
std::vector<api::AgentTemplate> templates();

} // namespace tabletalk::agents
