// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"

namespace tabletalk::api {

/// GET conversations/{id}/messages: some messages of a conversation by their places, the oldest
/// having place 0. A place never changes, since what is asked later stands later.
struct MessagesRequest
{
    ConversationId id;
    std::optional<int> offset;       ///< place of the first; absent: the last ones
    std::optional<int> limit;        ///< 1 to 200, 50 when absent
    std::optional<MessageId> around; ///< instead of an offset: with this one in the middle
};
BOOST_DESCRIBE_STRUCT(MessagesRequest, (), (id, offset, limit, around))

struct MessagePage
{
    ConversationId id;
    ConnectionId databaseId;
    QString title;
    int offset = 0; ///< place of the first of messages
    int count = 0;  ///< of all messages of the conversation
    std::vector<ConversationMessage> messages;
};
BOOST_DESCRIBE_STRUCT(MessagePage, (), (id, databaseId, title, offset, count, messages))

} // namespace tabletalk::api
