// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/PreparedCache.h"

namespace tabletalk {

std::shared_ptr<const ask::PreparedDatabase> PreparedCache::get(ConnectionId id,
                                                                const std::shared_ptr<const Understanding> &understanding)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_index.find(id);
        if (found != m_index.end() && (*found)->source == understanding) {
            m_entries.splice(m_entries.begin(), m_entries, *found);
            return m_entries.front().prepared;
        }
    }

    // Outside the lock: two threads may prepare the same database once, others go on.
    auto prepared = m_translator.prepare(understanding);

    const std::lock_guard lock(m_mutex);
    if (const auto found = m_index.find(id); found != m_index.end()) {
        m_entries.erase(*found);
        m_index.erase(found);
    }
    m_entries.push_front({id, understanding, prepared});
    m_index.insert(id, m_entries.begin());
    if (m_entries.size() > m_capacity) {
        m_index.remove(m_entries.back().id);
        m_entries.pop_back();
    }
    return prepared;
}

} // namespace tabletalk
