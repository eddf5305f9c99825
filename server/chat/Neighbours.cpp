// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/Neighbours.h"

#include "core/base/Clock.h"
#include "server/connections/ConnectionService.h"

namespace tabletalk {

namespace {

constexpr size_t remembered = 10'000;
constexpr size_t wordsKept = 256;
constexpr int mostNeighbours = 12;
constexpr qint64 mostTables = 2'000; ///< a larger database is not read only to be compared
constexpr std::chrono::seconds rememberedFor{10};

} // namespace

Neighbours::Neighbours(ConnectionService &connections, const Clock &clock)
    : m_connections(connections)
    , m_clock(clock)
    , m_remembered(remembered)
    , m_words(wordsKept)
{}

Awaitable<std::shared_ptr<const ask::DatabaseWords>> Neighbours::wordsOf(TenantScope scope, ConnectionId id)
{
    const auto understanding = co_await m_connections.understandingOf(scope, id);
    const Key key{scope.tenant(), id};
    if (const auto known = m_words.find(key); known && known->source == understanding)
        co_return known->words;
    const Words fresh{understanding, std::make_shared<const ask::DatabaseWords>(*understanding)};
    m_words.put(key, fresh);
    co_return fresh.words;
}

Awaitable<std::shared_ptr<const Neighbourhood>> Neighbours::of(TenantScope scope, ConnectionId id)
{
    const Key key{scope.tenant(), id};
    const Instant now = m_clock.now();
    if (const auto known = m_remembered.find(key); known && now - known->at < rememberedFor)
        co_return known->neighbourhood;

    auto found = std::make_shared<Neighbourhood>();
    bool allRead = false; // a table that was not read yet must not be looked for elsewhere
    const auto databases = co_await m_connections.ofSameWorkspace(scope, id, mostNeighbours);
    for (const api::Database &database : databases) {
        const bool isHere = database.id == id;
        const bool worthReading = database.onboardedAt && database.tableCount.value_or(0) <= mostTables;
        if (!isHere && !worthReading)
            continue;
        try {
            const auto words = co_await wordsOf(scope, database.id);
            if (isHere) {
                found->here = {database.id, database.name, words};
                allRead = (co_await m_connections.understandingOf(scope, id))->complete;
            } else {
                found->others.push_back({database.id, database.name, words});
            }
        } catch (const Problem &) {
            // Not understood, or deleted meanwhile: then nothing can be mixed up with it.
        }
    }
    if (!allRead)
        found->others.clear();
    m_remembered.put(key, {now, found});
    co_return found;
}

} // namespace tabletalk
