// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/RestingServer.h"

#include <utility>

namespace tabletalk::ui {

namespace {

/// Nobody waits for it, so it asks more rarely.
constexpr SessionOptions atEase{.firstRetry = std::chrono::seconds(2), .longestRetry = std::chrono::minutes(2)};

} // namespace

RestingServer::RestingServer(std::unique_ptr<Transport> transport, QUrl url, QObject *parent)
    : QObject(parent)
    , m_url(std::move(url))
    , m_session(std::move(transport), atEase)
{
    connect(&m_session, &Session::stateChanged, this, &RestingServer::onState);
    connect(&m_session, &Session::connectionLost, this, &RestingServer::changed);
}

void RestingServer::open(const api::SignedIn &signedIn, const std::vector<FollowedStream> &streams)
{
    m_session.open(m_url, signedIn);
    for (const FollowedStream &stream : streams) {
        m_session.follow(stream.id, stream.last, this, [this, id = stream.id](const api::Event &event) {
            const bool isEnd = event.type == QLatin1StringView("done") || event.type == QLatin1StringView("problem");
            if (!isEnd)
                return;
            QMetaObject::invokeMethod(this, [this, id] { m_session.unfollow(id); }, Qt::QueuedConnection);
            ++m_unread;
            Q_EMIT finished();
            Q_EMIT changed();
        });
    }
}

void RestingServer::onState(Session::State state)
{
    if (state == Session::State::Waiting) {
        if (!m_offlineSince)
            m_offlineSince = QDateTime::currentDateTime();
    } else if (state != Session::State::Connecting) {
        m_offlineSince.reset();
    }
    Q_EMIT changed();
}

} // namespace tabletalk::ui
