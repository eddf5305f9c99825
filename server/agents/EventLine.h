// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/TextStream.h"
#include "server/events/EventSink.h"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace tabletalk {

/// Events of one stream on their way into an HTTP answer as server-sent events: what the stream tells goes in, text
/// comes out piece by piece, with a comment now and then while nothing happens, by which a connection that is gone is
/// noticed. Ends after the event "done" or "problem". Bounded: whoever reads too slowly is cut off, and resumes.
/// Thread-safe.
class EventLine final : public EventSink, public std::enable_shared_from_this<EventLine>
{
public:
    static constexpr size_t mostWaiting = 2'000;
    static constexpr qint64 mostWaitingBytes = 8LL * 1024 * 1024;

    explicit EventLine(std::chrono::milliseconds heartbeat)
        : m_heartbeat(heartbeat)
    {}

    void send(std::shared_ptr<const std::string> notification) override;
    bool isOpen() const override;
    /// Nothing more comes; what waits is still read. For an answer that could not be told as events.
    void end();

    /// The text of the answer. onGone is called when its reader is gone before the end; once.
    TextStream stream(std::function<void()> onGone);

private:
    class Reader;
    Awaitable<std::optional<std::string>> next();

    const std::chrono::milliseconds m_heartbeat;
    mutable std::mutex m_mutex;
    std::deque<std::string> m_waiting;
    qint64 m_waitingBytes = 0;
    bool m_ended = false; ///< nothing more will be put in
    bool m_gone = false;  ///< nobody reads
    bool m_begun = false;
    std::function<void()> m_wake; ///< of a reader that waits
};

} // namespace tabletalk
