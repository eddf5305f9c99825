// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/agents/AgentTool.h"

namespace tabletalk {

class ConnectionService;

/// Says which databases can be asked, so that an assistant can name one to the tool "sql".
class DatabasesTool final : public AgentTool
{
public:
    explicit DatabasesTool(ConnectionService &connections)
        : m_connections(connections)
    {}

    QString name() const override;
    QString description() const override;
    boost::json::object argumentSchema() const override;
    Permission permission() const override { return Permission::ReadDatabases; }
    Awaitable<Result<ToolResult>> run(ToolContext context, boost::json::object arguments) override;

private:
    ConnectionService &m_connections;
};

} // namespace tabletalk
