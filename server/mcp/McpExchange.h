// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Tools.h"
#include "core/base/Problem.h"
#include "server/base/Async.h"

#include <boost/json/value.hpp>

#include <string_view>

namespace tabletalk {

/// The tools of the workspace that a caller may use. Both throw nothing but Problem.
class McpTools
{
public:
    virtual ~McpTools() = default;
    virtual Awaitable<api::ToolList> list() = 0;
    virtual Awaitable<api::ToolAnswer> call(QString tool, boost::json::value arguments) = 0;
};

/// What an HTTP request with a message is answered.
struct McpAnswer
{
    int status = 200;
    boost::json::value body;              ///< a JSON-RPC message, or a batch of them; null: nothing is said
    std::optional<int> retryAfterSeconds; ///< with 429 and 503
};

/// Revisions of the protocol.
inline constexpr std::string_view mcpNewest = "2025-06-18";
inline constexpr std::string_view mcpBefore = "2025-03-26"; ///< what a client means that names none

bool isMcpRevision(std::string_view revision);

/// The Model Context Protocol without its transport: one message, or a batch where the revision
/// has batches, and what is answered. Keeps nothing between two messages, so that any server
/// of several may answer the next one. Never throws.
class McpExchange
{
public:
    /// revision: what the client says to speak; requestId: ours, told in errors.
    McpExchange(McpTools &tools, std::string_view revision, QString requestId);

    Awaitable<McpAnswer> answer(boost::json::value message);

private:
    Awaitable<McpAnswer> answerBatch(boost::json::array batch);
    Awaitable<McpAnswer> answerOne(boost::json::value message, bool inBatch);
    Awaitable<boost::json::object> result(std::string method, boost::json::object params);
    Awaitable<boost::json::object> initialize(boost::json::object params);
    Awaitable<boost::json::object> listTools(boost::json::object params);
    Awaitable<boost::json::object> callTool(boost::json::object params);
    boost::json::object toolResult(const api::ToolAnswer &answer) const;
    boost::json::object toolFailure(const Problem &problem) const;
    McpAnswer refusal(const boost::json::value &id, int code, const QString &message) const;
    McpAnswer refusal(const boost::json::value &id, const Problem &problem) const;

    McpTools &m_tools;
    const bool m_newest;
    const QString m_requestId;
};

} // namespace tabletalk
