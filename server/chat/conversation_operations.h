// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class ConversationService;
class Registry;

/// chat.*, conversations.* and results.read.
void addConversationOperations(Registry &registry, ConversationService &conversations);

} // namespace tabletalk
