// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/RunningAnswers.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace tabletalk {

RunningAnswers::Entry::Entry(RunningAnswers &answers, TenantId tenant, UserId user, ConversationId conversation,
                             MessageId message)
    : m_answers(answers)
    , m_message(message)
{
    const std::lock_guard lock(m_answers.m_mutex);
    m_answers.m_running.insert(message, {tenant, user, conversation, m_source});
    if (m_answers.m_stopping || m_answers.m_endedTenants.contains(tenant))
        m_source.request_stop(); // nobody listens to it yet
}

RunningAnswers::Entry::~Entry()
{
    const std::lock_guard lock(m_answers.m_mutex);
    m_answers.m_running.remove(m_message);
    m_answers.m_ended.notify_all();
}

std::stop_token RunningAnswers::stopTokenOf(MessageId message)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_running.constFind(message);
    return found == m_running.constEnd() ? std::stop_token() : found->source.get_token();
}

bool RunningAnswers::stop(TenantId tenant, UserId user, MessageId message)
{
    std::optional<std::stop_source> source;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_running.constFind(message);
        if (found == m_running.constEnd() || found->tenant != tenant || found->user != user)
            return false;
        source.emplace(found->source);
    }
    // Outside the lock: stop callbacks reach into database drivers.
    source->request_stop();
    return true;
}

void RunningAnswers::stopConversation(TenantId tenant, UserId user, ConversationId conversation)
{
    std::vector<std::stop_source> sources;
    {
        const std::lock_guard lock(m_mutex);
        for (const Running &answer : std::as_const(m_running)) {
            if (answer.tenant == tenant && answer.user == user && answer.conversation == conversation)
                sources.push_back(answer.source);
        }
    }
    for (std::stop_source &source : sources)
        source.request_stop();
}

void RunningAnswers::stopAll()
{
    QHash<MessageId, Running> running;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        running = m_running;
    }
    for (Running &answer : running)
        answer.source.request_stop();
}

bool RunningAnswers::endTenant(TenantId tenant, std::chrono::milliseconds patience)
{
    std::vector<std::stop_source> sources;
    {
        const std::lock_guard lock(m_mutex);
        m_endedTenants.insert(tenant);
        for (const Running &answer : std::as_const(m_running)) {
            if (answer.tenant == tenant)
                sources.push_back(answer.source);
        }
    }
    for (std::stop_source &source : sources)
        source.request_stop();
    std::unique_lock lock(m_mutex);
    return m_ended.wait_for(lock, patience, [&] { return !isRunning(tenant); });
}

bool RunningAnswers::isRunning(TenantId tenant) const
{
    return std::ranges::any_of(m_running, [&](const Running &answer) { return answer.tenant == tenant; });
}

} // namespace tabletalk
