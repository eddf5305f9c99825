// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/agents/AgentTool.h"

namespace tabletalk {

class Consultant;
struct Consulted;

/// Asks a database of the workspace, in words or with a statement. Reads only, whoever writes the statement.
class SqlTool final : public AgentTool
{
public:
    explicit SqlTool(Consultant &consultant)
        : m_consultant(consultant)
    {}

    QString name() const override { return QStringLiteral("sql"); }
    QString description() const override;
    boost::json::object argumentSchema() const override;
    Permission permission() const override { return Permission::Ask; }
    Awaitable<Result<ToolResult>> run(ToolContext context, boost::json::object arguments) override;

    /// The result as a reader and a citation see it.
    static ToolResult resultOf(const Consulted &consulted, ConnectionId database, const QString &databaseName);

private:
    Consultant &m_consultant;
};

} // namespace tabletalk
