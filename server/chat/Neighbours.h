// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/Federation.h"
#include "core/base/Instant.h"
#include "server/base/Async.h"
#include "server/base/LruCache.h"
#include "server/platform/Scope.h"

#include <memory>
#include <vector>

namespace tabletalk {

class Clock;
class ConnectionService;

/// A database with the others of its workspace, as far as they are understood.
struct Neighbourhood
{
    ask::NamedDatabase here;
    std::vector<ask::NamedDatabase> others; ///< empty: there is nothing to be mixed up
};

/// Finds the neighbours of a database. They are remembered for a few seconds, so that asking
/// does not pay for looking. Thread-safe.
class Neighbours
{
public:
    Neighbours(ConnectionService &connections, const Clock &clock);

    Awaitable<std::shared_ptr<const Neighbourhood>> of(TenantScope scope, ConnectionId id);

private:
    struct Remembered
    {
        Instant at;
        std::shared_ptr<const Neighbourhood> neighbourhood;
    };
    struct Words
    {
        std::shared_ptr<const Understanding> source;
        std::shared_ptr<const ask::DatabaseWords> words;
    };
    using Key = std::pair<TenantId, ConnectionId>;

    Awaitable<std::shared_ptr<const ask::DatabaseWords>> wordsOf(TenantScope scope, ConnectionId id);

    ConnectionService &m_connections;
    const Clock &m_clock;
    LruCache<Key, Remembered> m_remembered;
    LruCache<Key, Words> m_words;
};

} // namespace tabletalk
