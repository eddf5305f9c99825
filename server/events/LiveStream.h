// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "server/events/EventSink.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace tabletalk {

/// One numbered event, serialised once for everybody who receives it.
struct NumberedEvent
{
    qint64 seq = 0;
    std::shared_ptr<const std::string> notification;
};

/// The JSON-RPC notification of an event; data is JSON text already.
std::shared_ptr<const std::string> eventNotification(StreamId stream, qint64 seq, std::string_view type,
                                                     std::string_view data);

/// A stream that somebody writes or waits for in this process: its numbering and its
/// followers. A follower that joins late collects what is appended meanwhile until it was
/// sent what lies in storage, so it sees every event once and in order. Thread-safe.
class LiveStream
{
public:
    explicit LiveStream(StreamId id)
        : m_id(id)
    {}

    StreamId id() const { return m_id; }

    /// The writer's next number; numbering starts after lastStored.
    void startNumbering(qint64 lastStored);
    qint64 takeNumber();

    /// Sends an event to all followers, or lets those that catch up collect it.
    void deliver(const NumberedEvent &event);

    /// Follows from now on, if it does not already; for streams that begin with it.
    void follow(std::shared_ptr<EventSink> sink);

    /// A follower that has to be sent `after + 1` and on from storage first.
    class CatchUp;
    std::shared_ptr<CatchUp> startCatchUp(std::shared_ptr<EventSink> sink, qint64 after);
    void sendStored(const std::shared_ptr<CatchUp> &joining, const std::vector<NumberedEvent> &events);
    /// Sends what was collected meanwhile; follows from now on unless the stream ended.
    /// Returns the number of the last event sent.
    qint64 endCatchUp(const std::shared_ptr<CatchUp> &joining, bool finished);

    /// After which number to go on for the follower that has been sent least; nothing when all
    /// have been sent that event, or nobody follows.
    std::optional<qint64> behind(qint64 seq);

    /// A writer has it open, or an open follower waits for it.
    bool isInUse();
    void setWritten(bool written);

private:
    struct Follower;
    void sendTo(Follower &follower, const NumberedEvent &event);

    StreamId m_id;
    std::mutex m_mutex;
    qint64 m_last = 0;
    bool m_written = false;
    std::vector<std::shared_ptr<Follower>> m_followers;
};

} // namespace tabletalk
