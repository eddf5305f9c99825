// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class ChatService;
class Registry;

/// chat.*, conversations.* and results.read.
void addChatOperations(Registry &registry, ChatService &chat);

} // namespace tabletalk
