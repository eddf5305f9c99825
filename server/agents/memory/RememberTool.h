// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/agents/AgentTool.h"

namespace tabletalk {

class AgentMemory;

/// Lets a model propose a fact that is to be kept. It is kept for the person who asked and counts for nothing before
/// that person confirms it: what a document tells a model to remember is no more than a line in a list. For agents that
/// were given it alone.
class RememberTool final : public AgentTool
{
public:
    explicit RememberTool(AgentMemory &memory)
        : m_memory(memory)
    {}

    QString name() const override { return QStringLiteral("remember"); }
    QString description() const override;
    boost::json::object argumentSchema() const override;
    Permission permission() const override { return Permission::Ask; }
    bool isForAgentsAlone() const override { return true; }
    Awaitable<Result<ToolResult>> run(ToolContext context, boost::json::object arguments) override;

private:
    AgentMemory &m_memory;
};

} // namespace tabletalk
