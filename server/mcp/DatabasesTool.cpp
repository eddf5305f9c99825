// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/mcp/DatabasesTool.h"

#include "server/connections/ConnectionService.h"

#include <boost/json.hpp>

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int mostListed = 200;

boost::json::object dataOf(const api::Database &database)
{
    return {{"id", database.id.toString().toStdString()},
            {"name", database.name.toStdString()},
            {"kind", database.kind.toStdString()},
            {"askable", database.askable}};
}

QString lineOf(const api::Database &database)
{
    QString line = u"- "_s + database.name + u" ("_s + database.kind;
    if (database.organizationKind)
        line += u", "_s + *database.organizationKind;
    if (database.tableCount)
        line += u", tables: "_s + QString::number(*database.tableCount);
    line += u"), id "_s + database.id.toString();
    return database.askable ? line : QString(line + u", not read yet"_s);
}

} // namespace

QString DatabasesTool::name() const
{
    return u"databases"_s;
}

QString DatabasesTool::description() const
{
    return u"Lists the databases of the workspace, with the ids that other tools take. Use it before asking a "
           "database when it is not clear which one is meant."_s;
}

boost::json::object DatabasesTool::argumentSchema() const
{
    return {{"type", "object"}, {"properties", boost::json::object()}, {"additionalProperties", false}};
}

Awaitable<Result<ToolResult>> DatabasesTool::run(ToolContext context, boost::json::object arguments)
{
    if (!arguments.empty())
        co_return std::unexpected(
            Problem::invalid(u"arguments"_s, QCoreApplication::translate("Tools", "this tool takes no arguments")));
    api::DatabaseListRequest request;
    request.workspaceId = context.workspace;
    request.limit = mostListed;
    const api::DatabaseList list = co_await m_connections.list(std::move(context.call), std::move(request));
    ToolResult result;
    boost::json::array databases;
    for (const api::Database &database : list.items) {
        if (result.text.size() + database.name.size() > mostToolText - 500)
            break;
        result.text += lineOf(database) + u'\n';
        databases.push_back(dataOf(database));
    }
    if (list.items.empty())
        result.text = u"No database is connected in this workspace."_s;
    result.data.emplace("databases", std::move(databases));
    co_return result;
}

} // namespace tabletalk
