// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/Call.h"
#include "server/base/Async.h"
#include "server/net/HttpMessage.h"

#include <optional>

namespace tabletalk {

struct ServerCore;

/// POST /mcp: the Model Context Protocol over HTTP, for other assistants that hold an API key.
/// Every message stands alone, so that there are no sessions and nothing to listen to. A tool is
/// called as any operation is, by the dispatcher. Thread-safe.
class McpDoor
{
public:
    static constexpr size_t mostBytes = size_t{256} * 1024;

    explicit McpDoor(ServerCore &core)
        : m_core(core)
    {}

    /// What is refused by the head of a request alone.
    static std::optional<HttpReply> refusalOf(const HttpRequest &request);

    /// Throws Problem when the key is none, or calls too often.
    Awaitable<HttpReply> run(HttpRequest request, QString token, Origin origin) const;

private:
    ServerCore &m_core;
};

} // namespace tabletalk
