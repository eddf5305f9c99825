// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <memory>

namespace tabletalk::bench {

/// The least that can answer on a WebSocket: Beast reading and writing the message back on
/// one thread. What the transport is measured against.
class RawServer
{
public:
    RawServer();
    ~RawServer();
    quint16 port() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace tabletalk::bench
