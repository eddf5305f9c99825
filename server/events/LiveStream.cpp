// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/events/LiveStream.h"

#include <algorithm>

namespace tabletalk {

namespace {

/// More followers than this on one stream drop the oldest, which resumes when it cares.
constexpr size_t mostFollowers = 64;

} // namespace

struct LiveStream::Follower
{
    std::shared_ptr<EventSink> sink;
    qint64 lastSent = 0;
    bool catchingUp = false;
    std::vector<NumberedEvent> collected;
};

class LiveStream::CatchUp : public LiveStream::Follower
{
};

std::shared_ptr<const std::string> eventNotification(StreamId stream, qint64 seq, std::string_view type,
                                                     std::string_view data)
{
    auto text = std::make_shared<std::string>();
    text->reserve(data.size() + 160);
    *text += R"({"jsonrpc":"2.0","method":"event","params":{"stream":")";
    *text += stream.toString().toStdString();
    *text += R"(","seq":)";
    *text += std::to_string(seq);
    *text += R"(,"type":")";
    *text += type;
    *text += R"(","data":)";
    *text += data;
    *text += "}}";
    return text;
}

void LiveStream::startNumbering(qint64 lastStored)
{
    const std::lock_guard lock(m_mutex);
    m_last = std::max(m_last, lastStored);
}

qint64 LiveStream::takeNumber()
{
    const std::lock_guard lock(m_mutex);
    return ++m_last;
}

void LiveStream::sendTo(Follower &follower, const NumberedEvent &event)
{
    if (event.seq <= follower.lastSent)
        return;
    follower.sink->send(event.notification);
    follower.lastSent = event.seq;
}

void LiveStream::deliver(const NumberedEvent &event)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_followers, [](const auto &follower) { return !follower->sink->isOpen(); });
    for (const auto &follower : m_followers) {
        if (follower->catchingUp)
            follower->collected.push_back(event);
        else
            sendTo(*follower, event);
    }
}

void LiveStream::follow(std::shared_ptr<EventSink> sink)
{
    auto follower = std::make_shared<Follower>();
    follower->sink = std::move(sink);
    const std::lock_guard lock(m_mutex);
    if (std::ranges::any_of(m_followers, [&](const auto &other) { return other->sink == follower->sink; }))
        return;
    follower->lastSent = m_last;
    m_followers.push_back(std::move(follower));
}

std::shared_ptr<LiveStream::CatchUp> LiveStream::startCatchUp(std::shared_ptr<EventSink> sink, qint64 after)
{
    auto joining = std::make_shared<CatchUp>();
    joining->sink = std::move(sink);
    joining->lastSent = after;
    joining->catchingUp = true;
    const std::lock_guard lock(m_mutex);
    // A client that resumes on a socket which follows already is served by the new wish.
    std::erase_if(m_followers, [&](const auto &follower) { return follower->sink == joining->sink; });
    if (m_followers.size() >= mostFollowers)
        m_followers.erase(m_followers.begin());
    m_followers.push_back(joining);
    return joining;
}

void LiveStream::sendStored(const std::shared_ptr<CatchUp> &joining, const std::vector<NumberedEvent> &events)
{
    const std::lock_guard lock(m_mutex);
    for (const NumberedEvent &event : events)
        sendTo(*joining, event);
}

qint64 LiveStream::endCatchUp(const std::shared_ptr<CatchUp> &joining, bool finished)
{
    const std::lock_guard lock(m_mutex);
    for (const NumberedEvent &event : joining->collected)
        sendTo(*joining, event);
    joining->collected.clear();
    joining->catchingUp = false;
    if (finished)
        std::erase_if(m_followers, [&](const auto &follower) { return follower == joining; });
    return joining->lastSent;
}

std::optional<qint64> LiveStream::behind(qint64 seq)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_followers, [](const auto &follower) { return !follower->sink->isOpen(); });
    std::optional<qint64> least;
    for (const auto &follower : m_followers) {
        // What was collected is sent, though later.
        const qint64 sent = follower->collected.empty() ? follower->lastSent : follower->collected.back().seq;
        if (sent < seq)
            least = std::min(least.value_or(sent), sent);
    }
    return least;
}

bool LiveStream::isInUse()
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_followers, [](const auto &follower) { return !follower->sink->isOpen(); });
    return m_written || !m_followers.empty();
}

void LiveStream::setWritten(bool written)
{
    const std::lock_guard lock(m_mutex);
    m_written = written;
}

} // namespace tabletalk
