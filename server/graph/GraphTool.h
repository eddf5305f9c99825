// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/agents/AgentTool.h"

namespace tabletalk {

class PlatformDatabase;

/// Tells what the documents say of the people, companies, places and products in a question, and
/// how two of them are connected, with the sentences that say so.
class GraphTool final : public AgentTool
{
public:
    explicit GraphTool(PlatformDatabase &database)
        : m_database(database)
    {}

    QString name() const override;
    QString description() const override;
    boost::json::object argumentSchema() const override;
    Permission permission() const override { return Permission::Ask; }
    Awaitable<Result<ToolResult>> run(ToolContext context, boost::json::object arguments) override;

private:
    PlatformDatabase &m_database;
};

} // namespace tabletalk
