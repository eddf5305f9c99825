// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/agents/AgentTool.h"

namespace tabletalk {

class PassageSearch;

/// Looks for passages of the workspace's documents in one way: by words and meaning ("hybrid"), or by meaning alone
/// ("vector").
class SearchTool final : public AgentTool
{
public:
    enum class Way { Hybrid, Vector };
    SearchTool(PassageSearch &search, Way way)
        : m_search(search)
        , m_way(way)
    {}

    QString name() const override;
    QString description() const override;
    boost::json::object argumentSchema() const override;
    Permission permission() const override { return Permission::Ask; }
    Awaitable<Result<ToolResult>> run(ToolContext context, boost::json::object arguments) override;

private:
    PassageSearch &m_search;
    const Way m_way;
};

} // namespace tabletalk
