// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/Translator.h"
#include "core/base/Id.h"
#include "server/base/LruCache.h"

#include <memory>

namespace tabletalk {

/// Databases made ready for questions, so that asking does not pay for it each time. Bounded by bytes; thread-safe.
class PreparedDatabases
{
public:
    explicit PreparedDatabases(const ask::Translator &translator);

    /// Two threads may prepare the same database at once; asking never waits for a lock. Takes a while when it is
    /// new: for worker threads.
    std::shared_ptr<const ask::PreparedDatabase> of(ConnectionId id,
                                                    const std::shared_ptr<const Understanding> &understanding,
                                                    const std::shared_ptr<const Vocabulary> &vocabulary);

private:
    /// And what it was made from.
    struct Prepared
    {
        std::shared_ptr<const Understanding> source;
        std::shared_ptr<const Vocabulary> vocabulary; ///< null without one
        std::shared_ptr<const ask::PreparedDatabase> database;
    };

    const ask::Translator &m_translator;
    LruCache<ConnectionId, Prepared> m_prepared;
};

} // namespace tabletalk
