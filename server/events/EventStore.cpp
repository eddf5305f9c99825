// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/events/EventStore.h"

#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

void EventStore::insertStream(StreamId stream, Instant now)
{
    m_transaction.execute(m_scope, u"events/insert_stream"_s, {{u"id"_s, stored(stream)}, {u"now"_s, stored(now)}});
}

void EventStore::insertEvent(StreamId stream, const StoredEvent &event)
{
    m_transaction.execute(m_scope, u"events/insert_event"_s,
                          {{u"stream"_s, stored(stream)},
                           {u"seq"_s, event.seq},
                           {u"type"_s, QString::fromLatin1(event.type)},
                           {u"data"_s, QString::fromUtf8(event.data)}});
}

void EventStore::announce(StreamId stream, qint64 seq)
{
    m_transaction.select(m_scope, u"events/announce"_s, {{u"stream"_s, stored(stream)}, {u"seq"_s, seq}});
}

void EventStore::finishStream(StreamId stream, Instant now)
{
    m_transaction.execute(m_scope, u"events/finish_stream"_s, {{u"id"_s, stored(stream)}, {u"now"_s, stored(now)}});
}

std::optional<StoredStream> EventStore::find(StreamId stream)
{
    const auto row = m_transaction.selectOne(m_scope, u"events/find_stream"_s, {{u"id"_s, stored(stream)}});
    if (!row)
        return std::nullopt;
    return StoredStream{!row->isNull(u"finished_at"_s), row->integer(u"last_seq"_s)};
}

std::vector<StoredEvent> EventStore::events(StreamId stream, qint64 after, int limit)
{
    const auto rows = m_transaction.select(m_scope, u"events/list_events"_s,
                                           {{u"stream"_s, stored(stream)}, {u"after"_s, after}, {u"limit"_s, limit}});
    std::vector<StoredEvent> events;
    events.reserve(rows.size());
    for (const Record &row : rows)
        events.push_back({row.integer(u"seq"_s), row.text(u"type"_s).toLatin1(), row.text(u"data"_s).toUtf8()});
    return events;
}

qint64 EventStore::prune(Transaction &transaction, PlatformScope scope, Instant before, int limit)
{
    return transaction.execute(scope, u"events/delete_old_streams"_s,
                               {{u"before"_s, stored(before)}, {u"limit"_s, limit}});
}

} // namespace tabletalk
