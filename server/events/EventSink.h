// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

namespace tabletalk {

/// One client that can be sent notifications: a WebSocket connection. Thread-safe;
/// never blocks. A client too slow for its bounded queue is disconnected and resumes later.
class EventSink
{
public:
    virtual ~EventSink() = default;
    /// A complete JSON-RPC notification, shared by all who receive it.
    virtual void send(std::shared_ptr<const std::string> notification) = 0;
    virtual bool isOpen() const = 0;
};

} // namespace tabletalk
