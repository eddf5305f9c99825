// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Citations.h"
#include "core/base/Problem.h"
#include "server/api/Call.h"
#include "server/base/Async.h"

#include <boost/json/object.hpp>

#include <QString>

#include <optional>
#include <stop_token>
#include <vector>

namespace tabletalk {

/// For whom and where a tool works. The caller's own rights hold, whatever the agent was told.
struct ToolContext
{
    Call call;
    WorkspaceId workspace;
    std::stop_token stop;
    /// Which databases may be asked; nothing: all of the workspace.
    std::optional<std::vector<ConnectionId>> databases = std::nullopt;
    /// Whether a tool may ask a model itself, as `sql` does for a question that the analyst is unsure of.
    bool mayAskModel = true;
    /// The answer that it works for, under which the record of what left is kept.
    std::optional<MessageId> message = std::nullopt;
};

/// What a tool found out. Data, never instructions: whoever shows it to a model marks it as such.
struct ToolResult
{
    QString text;                         ///< for reading, at most mostToolText characters
    std::vector<api::Citation> citations; ///< not numbered yet
    boost::json::object data;             ///< for programs; may be empty
};

inline constexpr qsizetype mostToolText = 24'000;

/// Something that agents, workflow steps and other assistants (MCP) can do in one workspace. Reads only,
/// but for what is for agents alone. Thread-safe.
class AgentTool
{
public:
    virtual ~AgentTool() = default;

    /// sql, vector_search, hybrid_search, graph_search, documents
    virtual QString name() const = 0;
    /// For the model or assistant that chooses: when to use it, in a sentence or two of English.
    virtual QString description() const = 0;
    /// JSON Schema of the arguments: an object without unknown members.
    virtual boost::json::object argumentSchema() const = 0;
    /// What the caller must hold.
    virtual Permission permission() const = 0;
    /// Not for other assistants and workflows: of agents, those have it that were given it by name.
    virtual bool isForAgentsAlone() const { return false; }
    /// Arguments are checked here; a wrong one is InvalidRequest with its path.
    virtual Awaitable<Result<ToolResult>> run(ToolContext context, boost::json::object arguments) = 0;
};

} // namespace tabletalk
