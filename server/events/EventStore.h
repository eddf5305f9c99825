// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Instant.h"
#include "server/platform/Scope.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace tabletalk {

class Transaction;

struct StoredEvent
{
    qint64 seq = 0;
    QByteArray type;
    QByteArray data; ///< JSON text
};

struct StoredStream
{
    bool finished = false;
    qint64 lastSeq = 0;
};

/// The statements on streams and their events.
class EventStore
{
public:
    EventStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    void insertStream(StreamId stream, Instant now);
    void insertEvent(StreamId stream, const StoredEvent &event);
    /// Tells the other servers of the database, once the transaction is done.
    void announce(StreamId stream, qint64 seq);
    void finishStream(StreamId stream, Instant now);
    std::optional<StoredStream> find(StreamId stream);
    /// In order of seq, at most limit.
    std::vector<StoredEvent> events(StreamId stream, qint64 after, int limit);

    /// Deletes at most limit streams that were made before the moment; returns how many.
    static qint64 prune(Transaction &transaction, PlatformScope scope, Instant before, int limit);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
