// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

#include <QHash>
#include <QSet>

#include <chrono>
#include <condition_variable>
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
    /// The server stops: all of them, and every one that begins later.
    void stopAll();
    /// Stops the answers of an organisation that is deleted, and every one that begins later.
    /// Waits until they have ended; false when some have not within that time.
    bool endTenant(TenantId tenant, std::chrono::milliseconds patience);

private:
    struct Running
    {
        TenantId tenant;
        UserId user;
        ConversationId conversation;
        std::stop_source source;
    };
    bool isRunning(TenantId tenant) const;

    std::mutex m_mutex;
    std::condition_variable m_ended;
    bool m_stopping = false;
    QSet<TenantId> m_endedTenants; ///< deleted while this process runs
    QHash<MessageId, Running> m_running;
};

} // namespace tabletalk
