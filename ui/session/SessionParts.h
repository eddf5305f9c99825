// SPDX-License-Identifier: GPL-3.0-or-later
// What a session keeps of its calls and streams; for its own files.
#pragma once

#include "ui/session/Session.h"

#include <boost/json/value.hpp>

#include <map>
#include <string>

namespace tabletalk::ui {

struct Session::Pending
{
    std::string method;
    boost::json::value params;
    QPointer<QObject> context;
    JsonDone done;
    std::function<void(const api::Event &)> onEvent;
    std::unique_ptr<QTimer> timer = std::make_unique<QTimer>();
    bool sent = false;
};

struct Session::Stream
{
    struct Follower
    {
        QPointer<QObject> context;
        std::function<void(const api::Event &)> onEvent;
    };
    qint64 last = 0;
    bool resuming = false;
    std::map<qint64, api::Event> early; ///< came before those between it and the last
    std::vector<Follower> followers;
};

} // namespace tabletalk::ui
