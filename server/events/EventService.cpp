// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/events/EventService.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/events/EventStore.h"
#include "server/events/LiveStream.h"
#include "server/platform/PlatformDatabase.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <QCoreApplication>
#include <QLoggingCategory>

#include <limits>
#include <unordered_map>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcEvents, "tabletalk.events")

namespace tabletalk {

namespace {

constexpr int eventsReadAtOnce = 1000;
constexpr int streamsPrunedAtOnce = 200;
constexpr qint64 mostSentUnstored = 1000; ///< events of one stream between two groups of writes

Problem noSuchStream()
{
    return Problem::of(ProblemCode::NotFound);
}

std::vector<NumberedEvent> numbered(StreamId stream, const std::vector<StoredEvent> &events)
{
    std::vector<NumberedEvent> list;
    list.reserve(events.size());
    for (const StoredEvent &event : events)
        list.push_back({event.seq, eventNotification(stream, event.seq, {event.type.data(), size_t(event.type.size())},
                                                     {event.data.data(), size_t(event.data.size())})});
    return list;
}

struct StreamState
{
    StoredStream stream;
    std::vector<StoredEvent> events;

    bool isLastPage() const { return events.size() < eventsReadAtOnce; }
};

StreamState readState(Transaction &transaction, TenantScope scope, StreamId stream, qint64 after)
{
    EventStore store(transaction, scope);
    const auto found = store.find(stream);
    if (!found)
        throw noSuchStream();
    return {*found, store.events(stream, after, eventsReadAtOnce)};
}

} // namespace

struct EventService::State
{
    struct Entry
    {
        TenantScope scope;
        std::shared_ptr<LiveStream> stream;
    };

    PlatformDatabase &database;
    const Clock &clock;
    const EventServiceOptions options;
    std::mutex mutex;
    std::unordered_map<QString, Entry> live; ///< by tenant and stream
    size_t sweepAt = 1000;

    /// The live stream of that id, made when there is none.
    std::shared_ptr<LiveStream> liveStream(const TenantScope &scope, StreamId id)
    {
        const QString key = keyOf(scope.tenant().toString(), id.toString());
        const std::lock_guard lock(mutex);
        if (live.size() >= sweepAt) {
            // use_count: nobody holds one at this moment, and nobody gets one without the lock
            std::erase_if(live, [](const auto &each) {
                return each.second.stream.use_count() == 1 && !each.second.stream->isInUse();
            });
            sweepAt = std::max<size_t>(1000, live.size() * 2);
        }
        const auto found = live.find(key);
        if (found != live.end())
            return found->second.stream;
        return live.emplace(key, Entry{scope, std::make_shared<LiveStream>(id)}).first->second.stream;
    }

    static QString keyOf(const QString &tenant, const QString &stream) { return tenant + u'/' + stream; }

    /// What is written or followed here under these names.
    std::optional<Entry> known(const QString &key)
    {
        const std::lock_guard lock(mutex);
        const auto found = live.find(key);
        return found == live.end() ? std::nullopt : std::optional(found->second);
    }

    std::vector<Entry> allKnown()
    {
        const std::lock_guard lock(mutex);
        std::vector<Entry> all;
        all.reserve(live.size());
        for (const auto &[key, entry] : live)
            all.push_back(entry);
        return all;
    }

    /// Sends followers here what is stored up to an event, as far as they have not got it.
    void deliverStored(const Entry &entry, qint64 seq)
    {
        auto after = entry.stream->behind(seq);
        while (after) {
            const auto work = [&](Transaction &transaction) {
                return EventStore(transaction, entry.scope).events(entry.stream->id(), *after, eventsReadAtOnce);
            };
            const std::vector<StoredEvent> page = database.readNow(entry.scope, work);
            for (const NumberedEvent &event : numbered(entry.stream->id(), page))
                entry.stream->deliver(event);
            if (page.size() < eventsReadAtOnce)
                return;
            after = page.back().seq;
        }
    }

    void forget(const TenantScope &scope, StreamId id)
    {
        const QString key = keyOf(scope.tenant().toString(), id.toString());
        const std::lock_guard lock(mutex);
        const auto found = live.find(key);
        if (found != live.end() && !found->second.stream->isInUse())
            live.erase(found);
    }
};

namespace {

class StoredEventWriter final : public EventWriter
{
public:
    StoredEventWriter(std::shared_ptr<LiveStream> live, TenantScope scope, PlatformDatabase &database,
                      const Clock &clock, bool announces, std::function<void()> closed)
        : m_live(std::move(live))
        , m_scope(scope)
        , m_database(database)
        , m_clock(clock)
        , m_announces(announces)
        , m_closed(std::move(closed))
    {
        m_live->setWritten(true);
    }

    ~StoredEventWriter() override
    {
        m_live->setWritten(false);
        m_closed();
    }

    StreamId stream() const override { return m_live->id(); }

    void insertStream()
    {
        const auto now = m_clock.now();
        m_database.writeLater(
            m_scope,
            [scope = m_scope, id = stream(), now](Transaction &transaction) {
                EventStore(transaction, scope).insertStream(id, now);
            },
            noteFailure());
    }

    void append(const char *type, boost::json::value data) override
    {
        const StoredEvent event = next(type, data);
        if (!m_batch || !m_batch->add(event)) {
            m_batch = std::make_shared<Batch>(event);
            m_database.writeLater(
                m_scope,
                [scope = m_scope, id = stream(), batch = m_batch, announces = m_announces](Transaction &transaction) {
                    EventStore store(transaction, scope);
                    const std::vector<StoredEvent> &events = batch->seal();
                    for (const StoredEvent &each : events)
                        store.insertEvent(id, each);
                    if (announces)
                        store.announce(id, events.back().seq);
                },
                noteFailure());
        }
        deliver(event);
    }

    Awaitable<void> finish(const char *type, boost::json::value data, std::function<void(Transaction &)> also) override
    {
        const StoredEvent event = next(type, data);
        auto work = [last = lastWork(event), also = std::move(also)](Transaction &transaction) {
            also(transaction);
            last(transaction);
        };
        co_await m_database.write(m_scope, std::move(work));
        deliver(event);
    }

    void finishNow(const char *type, boost::json::value data) override
    {
        const StoredEvent event = next(type, data);
        m_database.writeNow(m_scope, lastWork(event));
        deliver(event);
    }

private:
    /// Events that are stored in one piece of work: those that come while it waits for its turn. Once it began it
    /// takes no more, since it may have to be done again.
    class Batch
    {
    public:
        explicit Batch(const StoredEvent &first)
            : m_events{first}
        {}
        bool add(const StoredEvent &event)
        {
            const std::lock_guard lock(m_mutex);
            if (!m_sealed)
                m_events.push_back(event);
            return !m_sealed;
        }
        const std::vector<StoredEvent> &seal()
        {
            const std::lock_guard lock(m_mutex);
            m_sealed = true;
            return m_events;
        }

    private:
        std::mutex m_mutex;
        std::vector<StoredEvent> m_events;
        bool m_sealed = false;
    };

    StoredEvent next(const char *type, const boost::json::value &data)
    {
        const std::string text = boost::json::serialize(data);
        return {m_live->takeNumber(), QByteArray(type), QByteArray(text.data(), qsizetype(text.size()))};
    }

    /// The last event and the end of the stream. The writer keeps the order, so what was
    /// appended before is stored by then, or the stream has a gap and must not look whole.
    std::function<void(Transaction &)> lastWork(const StoredEvent &event)
    {
        return [scope = m_scope, id = stream(), event, now = m_clock.now(),
                announces = m_announces](Transaction &transaction) {
            EventStore store(transaction, scope);
            const auto found = store.find(id);
            if (!found || found->lastSeq != event.seq - 1)
                throw Problem::of(ProblemCode::Unavailable,
                                  QCoreApplication::translate("Events", "The answer could not be stored."));
            store.insertEvent(id, event);
            store.finishStream(id, now);
            if (announces)
                store.announce(id, event.seq);
        };
    }

    void deliver(const StoredEvent &event) { m_live->deliver(numbered(stream(), {event}).front()); }

    std::function<void(std::exception_ptr)> noteFailure() const
    {
        return [id = stream()](const std::exception_ptr &) {
            qCWarning(lcEvents).noquote() << "an event of stream" << id.toString() << "could not be stored";
        };
    }

    std::shared_ptr<LiveStream> m_live;
    TenantScope m_scope;
    PlatformDatabase &m_database;
    const Clock &m_clock;
    const bool m_announces;
    std::function<void()> m_closed;
    std::shared_ptr<Batch> m_batch; ///< of the last events
};

} // namespace

EventService::EventService(PlatformDatabase &database, const Clock &clock, EventServiceOptions options)
    : m_state(new State{database, clock, options, {}, {}})
{}

EventService::~EventService() = default;

std::unique_ptr<EventWriter> EventService::open(const TenantScope &scope, std::shared_ptr<EventSink> follower)
{
    return create(scope, makeId<StreamId>(m_state->clock.now()), std::move(follower));
}

void EventService::insertIn(Transaction &transaction, const TenantScope &scope, StreamId stream, Instant now)
{
    EventStore(transaction, scope).insertStream(stream, now);
}

std::unique_ptr<EventWriter> EventService::create(const TenantScope &scope, StreamId stream,
                                                  std::shared_ptr<EventSink> follower)
{
    const auto live = m_state->liveStream(scope, stream);
    auto writer =
        std::make_unique<StoredEventWriter>(live, scope, m_state->database, m_state->clock, m_state->options.announces,
                                            [state = m_state, scope, stream] { state->forget(scope, stream); });
    writer->insertStream();
    if (follower)
        live->follow(std::move(follower));
    return writer;
}

std::unique_ptr<EventWriter> EventService::open(const TenantScope &scope, StreamId stream,
                                                std::shared_ptr<EventSink> follower)
{
    const auto live = m_state->liveStream(scope, stream);
    auto writer =
        std::make_unique<StoredEventWriter>(live, scope, m_state->database, m_state->clock, m_state->options.announces,
                                            [state = m_state, scope, stream] { state->forget(scope, stream); });
    const auto found = m_state->database.readNow(
        scope, [&](Transaction &transaction) { return EventStore(transaction, scope).find(stream); });
    if (found)
        live->startNumbering(found->lastSeq);
    else
        writer->insertStream();
    if (follower)
        live->follow(std::move(follower));
    return writer;
}

void EventService::endAbandoned(const TenantScope &scope, StreamId stream, const char *type,
                                const boost::json::value &data)
{
    const std::string text = boost::json::serialize(data);
    StoredEvent event{0, QByteArray(type), QByteArray(text.data(), qsizetype(text.size()))};
    m_state->database.writeNow(scope, [&, now = m_state->clock.now()](Transaction &transaction) {
        event.seq = 0;
        EventStore store(transaction, scope);
        const auto found = store.find(stream);
        if (!found || found->finished)
            return;
        event.seq = found->lastSeq + mostSentUnstored;
        store.insertEvent(stream, event);
        store.finishStream(stream, now);
        if (m_state->options.announces)
            store.announce(stream, event.seq);
    });
    if (event.seq == 0)
        return;
    if (const auto known = m_state->known(State::keyOf(scope.tenant().toString(), stream.toString())))
        known->stream->deliver(numbered(stream, {event}).front());
}

Awaitable<api::ResumeResponse> EventService::resume(TenantScope scope, api::ResumeRequest request,
                                                    std::shared_ptr<EventSink> sink)
{
    const auto state = m_state;
    if (request.after < 0)
        throw Problem::invalid(u"params.after"_s, QCoreApplication::translate("Events", "must not be negative"));
    if (!sink)
        throw Problem::of(ProblemCode::InvalidRequest,
                          QCoreApplication::translate("Events", "Events can only be followed over a WebSocket."),
                          QCoreApplication::translate("Events", "Connect to /rpc."));

    // Joining first and reading after everything queued so far is on disk: an event is
    // either read, or was appended after joining and is collected.
    const auto live = state->liveStream(scope, request.stream);
    const auto joining = live->startCatchUp(std::move(sink), request.after);
    StreamState page;
    std::exception_ptr failed;
    try {
        auto barrier = [](Transaction &) {};
        co_await state->database.write(scope, std::move(barrier));
        qint64 after = request.after;
        do {
            auto work = [scope, stream = request.stream, after](Transaction &transaction) {
                return readState(transaction, scope, stream, after);
            };
            page = co_await state->database.read(scope, std::move(work));
            live->sendStored(joining, numbered(request.stream, page.events));
            after = page.events.empty() ? after : page.events.back().seq;
        } while (!page.isLastPage());
    } catch (...) {
        failed = std::current_exception();
    }
    const qint64 last = live->endCatchUp(joining, failed || page.stream.finished);
    state->forget(scope, request.stream);
    if (failed)
        std::rethrow_exception(failed);
    co_return api::ResumeResponse{std::max(last, page.stream.lastSeq), page.stream.finished};
}

Awaitable<std::vector<api::Event>> EventService::read(TenantScope scope, StreamId stream, qint64 after)
{
    const auto state = m_state;
    std::vector<api::Event> events;
    StreamState page;
    do {
        auto work = [scope, stream, after](Transaction &transaction) {
            return readState(transaction, scope, stream, after);
        };
        page = co_await state->database.read(scope, std::move(work));
        for (const StoredEvent &event : page.events)
            events.push_back({stream, event.seq, QString::fromLatin1(event.type),
                              boost::json::parse({event.data.data(), size_t(event.data.size())})});
        after = page.events.empty() ? after : page.events.back().seq;
    } while (!page.isLastPage());
    co_return events;
}

QString EventService::channel()
{
    return u"tabletalk_events"_s; // as the statement that announces has it
}

void EventService::deliverAnnounced(const std::vector<QString> &announcements)
{
    // The last event of a stream brings those before it along.
    std::unordered_map<QString, qint64> last;
    for (const QString &announcement : announcements) {
        const QStringList words = announcement.split(u' ');
        qint64 &seq = last[State::keyOf(words.value(0), words.value(1))];
        seq = std::max(seq, words.value(2).toLongLong());
    }
    for (const auto &[key, seq] : last) {
        if (const auto entry = m_state->known(key))
            m_state->deliverStored(*entry, seq);
    }
}

void EventService::deliverMissed()
{
    for (const auto &entry : m_state->allKnown())
        m_state->deliverStored(entry, std::numeric_limits<qint64>::max());
}

void EventService::pruneOlderThan(std::chrono::milliseconds age)
{
    const Instant before = m_state->clock.now() - age;
    qint64 deleted = streamsPrunedAtOnce;
    while (deleted == streamsPrunedAtOnce) {
        deleted = m_state->database.writeNow([&](Transaction &transaction) {
            return EventStore::prune(transaction, PlatformScope::ofOperator(), before, streamsPrunedAtOnce);
        });
    }
}

} // namespace tabletalk
