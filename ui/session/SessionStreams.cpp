// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/SessionParts.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace tabletalk::ui {

std::vector<FollowedStream> Session::followed() const
{
    std::vector<FollowedStream> all;
    all.reserve(m_streams.size());
    for (const auto &[id, stream] : m_streams)
        all.push_back({id, stream->last});
    return all;
}

void Session::follow(StreamId stream, qint64 after, QObject *context, std::function<void(const api::Event &)> onEvent)
{
    auto &known = m_streams[stream];
    const bool isNew = !known;
    if (isNew) {
        known = std::make_unique<Stream>();
        known->last = after;
    }
    known->followers.push_back({context, std::move(onEvent)});
    if (isNew && m_state == State::Ready)
        resume(stream);
}

void Session::unfollow(StreamId stream)
{
    m_streams.erase(stream);
}

namespace {

bool asksForPatience(const Problem &why)
{
    return why.code == ProblemCode::Busy || why.code == ProblemCode::RateLimited;
}

std::chrono::milliseconds pauseAfter(const Problem &why, std::chrono::milliseconds standard)
{
    constexpr int longest = 30;
    return why.retryAfterSeconds ? std::chrono::seconds(std::clamp(*why.retryAfterSeconds, 1, longest)) : standard;
}

} // namespace

void Session::resume(StreamId stream)
{
    const auto found = m_streams.find(stream);
    if (found == m_streams.end() || found->second->resuming || m_state != State::Ready)
        return;
    found->second->resuming = true;
    call<api::ResumeResponse>("events.resume", api::ResumeRequest{stream, found->second->last}, this,
                              [this, stream](const Result<api::ResumeResponse> &answer) {
                                  const auto still = m_streams.find(stream);
                                  if (still == m_streams.end())
                                      return;
                                  still->second->resuming = false;
                                  if (answer)
                                      return deliverEarly(stream, true);
                                  const Problem &why = answer.error();
                                  if (why.code == ProblemCode::Unavailable || asksForPatience(why)) {
                                      // The answer goes on at the server meanwhile.
                                      if (m_state == State::Ready)
                                          QTimer::singleShot(pauseAfter(why, m_options.firstRetry), this,
                                                             [this, stream] { resume(stream); });
                                      return;
                                  }
                                  api::Event gone;
                                  gone.stream = stream;
                                  gone.type = QStringLiteral("lost");
                                  deliver(gone);
                                  m_streams.erase(stream);
                              });
}

void Session::onEvent(const api::Event &event)
{
    auto found = m_streams.find(event.stream);
    if (found == m_streams.end()) {
        // The first event of an answer names the call that asked for it.
        if (event.type != QLatin1StringView("started"))
            return;
        const auto started = api::fromJson<api::StartedEvent>(event.data, u"data");
        if (!started || !started->requestId)
            return;
        const auto asked = m_pending.find(started->requestId->toLongLong());
        if (asked == m_pending.end() || !asked->second->onEvent || !asked->second->context)
            return;
        auto stream = std::make_unique<Stream>();
        stream->followers.push_back({asked->second->context, asked->second->onEvent});
        found = m_streams.emplace(event.stream, std::move(stream)).first;
    }
    Stream &stream = *found->second;
    if (event.seq <= stream.last)
        return; // sent twice around a reconnection
    if (event.seq > stream.last + 1) {
        stream.early.insert_or_assign(event.seq, event);
        return resume(event.stream); // something is missing: from there again
    }
    stream.last = event.seq;
    const StreamId id = event.stream;
    deliver(event);
    deliverEarly(id, false);
}

/// evenWithGaps: the server has sent all that it has, and what is missing between two is gone with a server that died.
void Session::deliverEarly(StreamId id, bool evenWithGaps)
{
    for (;;) {
        const auto found = m_streams.find(id); // a follower may unfollow while it is told
        if (found == m_streams.end() || found->second->early.empty())
            return;
        Stream &stream = *found->second;
        const auto first = stream.early.begin();
        if (first->first > stream.last + 1 && !evenWithGaps)
            return;
        const api::Event event = std::move(first->second);
        stream.early.erase(first);
        if (event.seq <= stream.last)
            continue;
        stream.last = event.seq;
        deliver(event);
    }
}

void Session::deliver(const api::Event &event)
{
    const auto found = m_streams.find(event.stream);
    if (found == m_streams.end())
        return;
    auto &followers = found->second->followers;
    std::erase_if(followers, [](const Stream::Follower &follower) { return follower.context.isNull(); });
    if (followers.empty()) {
        m_streams.erase(found);
        return;
    }
    // A follower may unfollow while it is told.
    const auto copy = followers;
    for (const auto &follower : copy) {
        if (follower.context)
            follower.onEvent(event);
    }
}

} // namespace tabletalk::ui
