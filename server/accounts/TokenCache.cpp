// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/TokenCache.h"

namespace tabletalk {

namespace {

constexpr size_t mostEntries = 20'000;
constexpr std::chrono::seconds keptFor{15};

} // namespace

std::optional<Identity> TokenCache::find(const QByteArray &tokenHash, Instant now) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(tokenHash);
    if (found == m_entries.end() || found->second.until <= now || found->second.identity.expiresAt <= now)
        return std::nullopt;
    return found->second.identity;
}

quint64 TokenCache::generation() const
{
    const std::lock_guard lock(m_mutex);
    return m_generation;
}

void TokenCache::insert(quint64 generation, const QByteArray &tokenHash, const Identity &identity, Instant now)
{
    const std::lock_guard lock(m_mutex);
    if (generation != m_generation)
        return;
    if (m_entries.size() >= mostEntries)
        std::erase_if(m_entries, [&](const auto &entry) { return entry.second.until <= now; });
    if (m_entries.size() >= mostEntries)
        m_entries.clear();
    m_entries.insert_or_assign(tokenHash, Entry{identity, now + keptFor});
}

template <class Matches>
void TokenCache::forgetIf(Matches matches)
{
    const std::lock_guard lock(m_mutex);
    ++m_generation;
    std::erase_if(m_entries, [&](const auto &entry) { return matches(entry.second.identity); });
}

void TokenCache::forgetSession(SessionId session)
{
    forgetIf([&](const Identity &identity) { return identity.session == session; });
}

void TokenCache::forgetUser(UserId user)
{
    forgetIf([&](const Identity &identity) {
        return identity.user == user || (identity.impersonator && identity.impersonator->user == user);
    });
}

void TokenCache::forgetTenant(TenantId tenant)
{
    forgetIf([&](const Identity &identity) { return identity.tenant == tenant; });
}

void TokenCache::forgetApiKey(const QString &id)
{
    forgetIf([&](const Identity &identity) { return identity.apiKeyId == id; });
}

} // namespace tabletalk
