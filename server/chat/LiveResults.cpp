// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/LiveResults.h"

#include <utility>

namespace tabletalk {

LiveResults::Entry::Entry(LiveResults &results, TenantId tenant, UserId user, ResultId result, MessageId message)
    : m_results(results)
    , m_result(result)
{
    const std::lock_guard lock(m_results.m_mutex);
    m_results.m_live.insert(result, {tenant, user, message, nullptr});
}

LiveResults::Entry::~Entry()
{
    const std::lock_guard lock(m_results.m_mutex);
    m_results.m_live.remove(m_result);
}

void LiveResults::Entry::publish(ReadableResult result)
{
    auto shared = std::make_shared<const ReadableResult>(std::move(result));
    const std::lock_guard lock(m_results.m_mutex);
    m_results.m_live[m_result].result.swap(shared);
}

std::shared_ptr<const ReadableResult> LiveResults::find(TenantId tenant, UserId user, ResultId result)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_live.constFind(result);
    if (found == m_live.constEnd() || found->tenant != tenant || found->user != user)
        return nullptr;
    return found->result;
}

std::optional<MessageId> LiveResults::messageOf(TenantId tenant, ResultId result)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_live.constFind(result);
    return found == m_live.constEnd() || found->tenant != tenant ? std::nullopt : std::optional(found->message);
}

} // namespace tabletalk
