// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

#include <QHash>

#include <memory>
#include <mutex>
#include <stop_token>

namespace tabletalk {

/// The answers under way in this process, so that "stop" finds them. Thread-safe.
class RunningAnswers
{
public:
    /// Enters an answer for as long as it lives.
    class Entry
    {
    public:
        Entry(RunningAnswers &answers, TenantId tenant, UserId user, ConversationId conversation, MessageId message);
        ~Entry();
        Entry(const Entry &) = delete;
        Entry &operator=(const Entry &) = delete;

    private:
        RunningAnswers &m_answers;
        const MessageId m_message;
        std::stop_source m_source;
    };

    /// A token that never stops when there is no such answer.
    std::stop_token stopTokenOf(MessageId message);

    /// False when the user has no such answer under way.
    bool stop(TenantId tenant, UserId user, MessageId message);
    void stopConversation(TenantId tenant, UserId user, ConversationId conversation);
    void stopAll();

private:
    struct Running
    {
        TenantId tenant;
        UserId user;
        ConversationId conversation;
        std::stop_source source;
    };
    std::mutex m_mutex;
    QHash<MessageId, Running> m_running;
};

} // namespace tabletalk
