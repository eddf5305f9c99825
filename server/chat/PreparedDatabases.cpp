// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/PreparedDatabases.h"

#include "core/schema/UnderstandingSize.h"

namespace tabletalk {

static constexpr size_t mostDatabases = 256;
static constexpr qint64 mostBytes = 768LL * 1024 * 1024;
static constexpr int preparedPerUnderstood = 2; ///< the indexes and what they are made of, by its size

PreparedDatabases::PreparedDatabases(const ask::Translator &translator)
    : m_translator(translator)
    , m_prepared(mostDatabases, mostBytes,
                 [](const Prepared &prepared) { return approximateBytes(*prepared.source) * preparedPerUnderstood; })
{}

std::shared_ptr<const ask::PreparedDatabase>
PreparedDatabases::of(ConnectionId id, const std::shared_ptr<const Understanding> &understanding,
                      const std::shared_ptr<const Vocabulary> &vocabulary)
{
    if (const auto known = m_prepared.find(id);
        known && known->source == understanding && known->vocabulary == vocabulary)
        return known->database;
    const Prepared fresh{understanding, vocabulary, m_translator.prepare(understanding, vocabulary)};
    m_prepared.put(id, fresh);
    return fresh.database;
}

} // namespace tabletalk
