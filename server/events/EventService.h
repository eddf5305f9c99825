// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"
#include "server/base/Async.h"
#include "server/platform/Scope.h"

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace tabletalk {

class Clock;
class EventSink;
class PlatformDatabase;
class Transaction;

/// Appends to one stream. One producer a stream; thread-compatible.
class EventWriter
{
public:
    virtual ~EventWriter() = default;
    virtual StreamId stream() const = 0;
    /// Numbers the event, queues it for storage and sends it to followers. Does not wait.
    virtual void append(const char *type, boost::json::value data) = 0;
    /// The last event: waits until the whole stream is on disk, then sends it. also is stored with it, or neither is.
    virtual Awaitable<void> finish(const char *type, boost::json::value data,
                                   std::function<void(Transaction &)> also) = 0;
    /// The same for worker threads.
    virtual void finishNow(const char *type, boost::json::value data) = 0;
};

struct EventServiceOptions
{
    bool announces = false; ///< tells other servers of the same PostgreSQL
};

/// Streams of numbered, stored events (an answer, an onboarding). Every event is kept, so
/// that a client which lost its socket continues where it was.
class EventService
{
public:
    EventService(PlatformDatabase &database, const Clock &clock, EventServiceOptions options = {});
    ~EventService();

    /// A new stream owned by the tenant. follower may be null.
    std::unique_ptr<EventWriter> open(const TenantScope &scope, std::shared_ptr<EventSink> follower);
    /// Enters a stream in a transaction of the caller's, so that it can be followed at every
    /// server as soon as anybody hears of it; create() opens it.
    static void insertIn(Transaction &transaction, const TenantScope &scope, StreamId stream, Instant now);
    /// A new stream whose id the caller made and has stored. Does not block.
    std::unique_ptr<EventWriter> create(const TenantScope &scope, StreamId stream, std::shared_ptr<EventSink> follower);
    /// Opens with an id chosen by the caller, or continues a stream after a restart. Waits
    /// for the database, so it is for worker threads.
    std::unique_ptr<EventWriter> open(const TenantScope &scope, StreamId stream, std::shared_ptr<EventSink> follower);

    /// Ends a stream whose server died. The number of the event lies beyond all that may have been sent but
    /// was not stored, so that it is new to every follower: numbers rise, and may leave some out. For worker threads.
    void endAbandoned(const TenantScope &scope, StreamId stream, const char *type, const boost::json::value &data);

    /// Sends all events after `after` and then what comes. NotFound for streams of others.
    Awaitable<api::ResumeResponse> resume(TenantScope scope, api::ResumeRequest request,
                                          std::shared_ptr<EventSink> sink);

    /// Stored events of a stream in order.
    Awaitable<std::vector<api::Event>> read(TenantScope scope, StreamId stream, qint64 after);

    /// Where events are announced to other servers: a channel of PostgreSQL's LISTEN.
    static QString channel();
    /// Reads what other servers announced, and sends it to who follows it here. An announcement
    /// only says where to look: it is read as the tenant's that it names. Blocking; throws
    /// Problem when some of it could not be read.
    void deliverAnnounced(const std::vector<QString> &announcements);
    /// The same for everything that somebody follows here, after announcements were missed.
    void deliverMissed();

    /// Deletes streams that were made longer ago, with their events. For worker threads.
    void pruneOlderThan(std::chrono::milliseconds age);

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace tabletalk
