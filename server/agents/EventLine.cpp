// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/EventLine.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <utility>

namespace tabletalk {

namespace {

/// "id", "event" and "data" of a notification; the text of JSON holds no line end.
std::string framed(const std::string &notification, bool &isEnd)
{
    boost::system::error_code failed;
    const boost::json::value json = boost::json::parse(notification, failed);
    const auto *object = failed ? nullptr : json.if_object();
    const auto *params = object ? object->if_contains("params") : nullptr;
    if (!params || !params->is_object())
        return {};
    const auto &event = params->get_object();
    const auto *seq = event.if_contains("seq");
    const auto *type = event.if_contains("type");
    const auto *data = event.if_contains("data");
    if (!seq || !type || !type->is_string())
        return {};
    const std::string name(type->get_string());
    isEnd = name == "done" || name == "problem";
    return "id: " + boost::json::serialize(*seq) + "\nevent: " + name
           + "\ndata: " + (data ? boost::json::serialize(*data) : std::string("null")) + "\n\n";
}

} // namespace

/// Is owned by the answer: when that is dropped, its reader is gone.
class EventLine::Reader
{
public:
    Reader(std::shared_ptr<EventLine> line, std::function<void()> onGone)
        : m_line(std::move(line))
        , m_onGone(std::move(onGone))
    {}
    ~Reader()
    {
        bool early = false;
        {
            const std::lock_guard lock(m_line->m_mutex);
            early = !m_line->m_ended;
            m_line->m_gone = true;
            m_line->m_waiting.clear();
        }
        if (early && m_onGone)
            m_onGone();
    }
    Reader(const Reader &) = delete;
    Reader &operator=(const Reader &) = delete;

    EventLine &line() { return *m_line; }

private:
    std::shared_ptr<EventLine> m_line;
    std::function<void()> m_onGone;
};

void EventLine::send(std::shared_ptr<const std::string> notification)
{
    bool isEnd = false;
    std::string text = framed(*notification, isEnd);
    std::function<void()> wake;
    {
        const std::lock_guard lock(m_mutex);
        if (m_gone || m_ended)
            return;
        const bool full = m_waiting.size() >= mostWaiting || m_waitingBytes + qint64(text.size()) > mostWaitingBytes;
        m_ended = isEnd || full;
        if (!full) {
            m_waitingBytes += qint64(text.size());
            m_waiting.push_back(std::move(text));
        }
        wake = std::exchange(m_wake, {});
    }
    if (wake)
        wake();
}

void EventLine::end()
{
    std::function<void()> wake;
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
        wake = std::exchange(m_wake, {});
    }
    if (wake)
        wake();
}

bool EventLine::isOpen() const
{
    const std::lock_guard lock(m_mutex);
    return !m_gone && !m_ended;
}

TextStream EventLine::stream(std::function<void()> onGone)
{
    auto reader = std::make_shared<Reader>(shared_from_this(), std::move(onGone));
    TextStream stream;
    stream.contentType = "text/event-stream; charset=utf-8";
    stream.next = [reader]() -> Awaitable<std::optional<std::string>> { return reader->line().next(); };
    return stream;
}

Awaitable<std::optional<std::string>> EventLine::next()
{
    const auto executor = co_await boost::asio::this_coro::executor;
    const auto timer = std::make_shared<boost::asio::steady_timer>(executor);
    timer->expires_after(m_heartbeat);
    {
        const std::lock_guard lock(m_mutex);
        if (!std::exchange(m_begun, true))
            co_return std::string(": begins\n\n"); // so that the head goes out at once
        if (m_waiting.empty() && m_ended)
            co_return std::nullopt;
        if (m_waiting.empty())
            m_wake = [timer, executor] { boost::asio::post(executor, [timer] { timer->cancel(); }); };
    }
    for (bool first = true;; first = false) {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_waiting.empty()) {
                std::string all;
                for (std::string &text : m_waiting)
                    all += text;
                m_waiting.clear();
                m_waitingBytes = 0;
                m_wake = {};
                co_return all;
            }
            if (m_ended) {
                m_wake = {};
                co_return std::nullopt;
            }
            if (!first) {
                m_wake = {};
                co_return std::string(": waiting\n\n");
            }
        }
        auto [cancelled] = co_await timer->async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
        Q_UNUSED(cancelled);
    }
}

} // namespace tabletalk
