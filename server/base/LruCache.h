// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <functional>
#include <limits>
#include <list>
#include <mutex>
#include <optional>
#include <utility>

namespace tabletalk {

/// A bounded cache that forgets what was used longest ago. Thread-safe; values should be
/// cheap to copy (shared pointers). Bounded by number, and by weight where values have one;
/// the one that was used last is kept whatever it weighs.
template <class Key, class Value>
class LruCache
{
public:
    using Weigh = std::function<qint64(const Value &)>;

    explicit LruCache(size_t capacity, qint64 mostWeight = std::numeric_limits<qint64>::max(), Weigh weigh = {})
        : m_capacity(capacity)
        , m_mostWeight(mostWeight)
        , m_weigh(std::move(weigh))
    {}

    std::optional<Value> find(const Key &key)
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_index.constFind(key);
        if (found == m_index.constEnd())
            return std::nullopt;
        m_entries.splice(m_entries.begin(), m_entries, *found);
        return m_entries.front().value;
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
            return (*found)->value;
        insert(key, value);
        return value;
    }

    void drop(const Key &key)
    {
        const std::lock_guard lock(m_mutex);
        erase(key);
    }

private:
    struct Entry
    {
        Key key;
        Value value;
        qint64 weight = 0;
    };

    void erase(const Key &key)
    {
        if (const auto found = m_index.constFind(key); found != m_index.constEnd()) {
            m_weight -= (*found)->weight;
            m_entries.erase(*found);
            m_index.erase(found);
        }
    }

    void insert(const Key &key, Value value)
    {
        const qint64 weight = m_weigh ? m_weigh(value) : 0;
        m_entries.push_front({key, std::move(value), weight});
        m_index.insert(key, m_entries.begin());
        m_weight += weight;
        while (m_entries.size() > 1 && (m_entries.size() > m_capacity || m_weight > m_mostWeight)) {
            m_weight -= m_entries.back().weight;
            m_index.remove(m_entries.back().key);
            m_entries.pop_back();
        }
    }

    const size_t m_capacity;
    const qint64 m_mostWeight;
    const Weigh m_weigh;
    std::mutex m_mutex;
    std::list<Entry> m_entries; ///< most recently used first
    QHash<Key, typename std::list<Entry>::iterator> m_index;
    qint64 m_weight = 0;
};

} // namespace tabletalk
