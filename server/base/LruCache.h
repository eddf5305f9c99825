// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <list>
#include <mutex>
#include <optional>
#include <utility>

namespace tabletalk {

/// A bounded cache that forgets what was used longest ago. Thread-safe; values should be
/// cheap to copy (shared pointers).
template <class Key, class Value>
class LruCache
{
public:
    explicit LruCache(size_t capacity)
        : m_capacity(capacity)
    {}

    std::optional<Value> find(const Key &key)
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_index.constFind(key);
        if (found == m_index.constEnd())
            return std::nullopt;
        m_entries.splice(m_entries.begin(), m_entries, *found);
        return m_entries.front().second;
    }

    void put(const Key &key, Value value)
    {
        const std::lock_guard lock(m_mutex);
        erase(key);
        insert(key, std::move(value));
    }

    /// For values read from storage: one that was put meanwhile is newer and stays. Returns
    /// the one that is kept.
    Value putIfAbsent(const Key &key, Value value)
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_index.constFind(key); found != m_index.constEnd())
            return (*found)->second;
        insert(key, value);
        return value;
    }

    void drop(const Key &key)
    {
        const std::lock_guard lock(m_mutex);
        erase(key);
    }

private:
    using Entry = std::pair<Key, Value>;

    void erase(const Key &key)
    {
        if (const auto found = m_index.constFind(key); found != m_index.constEnd()) {
            m_entries.erase(*found);
            m_index.erase(found);
        }
    }

    void insert(const Key &key, Value value)
    {
        m_entries.emplace_front(key, std::move(value));
        m_index.insert(key, m_entries.begin());
        if (m_entries.size() > m_capacity) {
            m_index.remove(m_entries.back().first);
            m_entries.pop_back();
        }
    }

    const size_t m_capacity;
    std::mutex m_mutex;
    std::list<Entry> m_entries; ///< most recently used first
    QHash<Key, typename std::list<Entry>::iterator> m_index;
};

} // namespace tabletalk
