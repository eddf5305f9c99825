// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/Translator.h"
#include "core/base/Id.h"

#include <QHash>

#include <list>
#include <memory>
#include <mutex>

namespace tabletalk {

/// Databases made ready for questions, the most recently used ones. Preparing costs
/// milliseconds and memory, asking must not. Thread-safe.
class PreparedCache
{
public:
    PreparedCache(const ask::Translator &translator, size_t capacity) : m_translator(translator), m_capacity(capacity) {}

    /// The prepared form of exactly this understanding; made anew when it was read again.
    std::shared_ptr<const ask::PreparedDatabase> get(ConnectionId id, const std::shared_ptr<const Understanding> &understanding);

private:
    struct Entry
    {
        ConnectionId id;
        std::shared_ptr<const Understanding> source;
        std::shared_ptr<const ask::PreparedDatabase> prepared;
    };

    const ask::Translator &m_translator;
    const size_t m_capacity;
    std::mutex m_mutex;
    std::list<Entry> m_entries; ///< most recently used first
    QHash<ConnectionId, std::list<Entry>::iterator> m_index;
};

} // namespace tabletalk
