// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Accounts.h"
#include "ui/session/Session.h"

#include <QDateTime>

#include <memory>
#include <optional>

namespace tabletalk::ui {

/// A server that the window does not work with now and stays signed in at: sees how it stands, and what finishes there
/// of that which was begun. Owned by Servers; lives in the window's thread.
class RestingServer : public QObject
{
    Q_OBJECT

public:
    RestingServer(std::unique_ptr<Transport> transport, QUrl url, QObject *parent = nullptr);

    /// streams: whose ends are news.
    void open(const api::SignedIn &signedIn, const std::vector<FollowedStream> &streams = {});
    const QUrl &url() const { return m_url; }
    Session &session() { return m_session; }
    const Session &session() const { return m_session; }
    int unread() const { return m_unread; }
    /// Since when it does not answer; nothing while it does.
    std::optional<QDateTime> offlineSince() const { return m_offlineSince; }

Q_SIGNALS:
    void changed();
    /// An answer that was under way is there.
    void finished();

private:
    void onState(Session::State state);

    const QUrl m_url;
    Session m_session;
    int m_unread = 0;
    std::optional<QDateTime> m_offlineSince;
};

} // namespace tabletalk::ui
