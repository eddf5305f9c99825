// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Citations.h"
#include "core/api/Common.h"

#include <boost/json/value.hpp>

namespace tabletalk::api {

/// GET workspaces/{workspaceId}/tools
struct ToolListRequest
{
    WorkspaceId workspaceId;
};
BOOST_DESCRIBE_STRUCT(ToolListRequest, (), (workspaceId))

/// Something that programs and assistants can have done in a workspace.
struct ToolInfo
{
    QString name;
    QString description;               ///< when to use it, in English
    boost::json::value argumentSchema; ///< JSON Schema of an object
};
BOOST_DESCRIBE_STRUCT(ToolInfo, (), (name, description, argumentSchema))

/// Those that the caller may use.
struct ToolList
{
    std::vector<ToolInfo> items;
};
BOOST_DESCRIBE_STRUCT(ToolList, (), (items))

/// POST workspaces/{workspaceId}/tools/call
struct CallToolRequest
{
    WorkspaceId workspaceId;
    QString tool;
    std::optional<boost::json::value> arguments; ///< an object, as the tool's schema says
};
BOOST_DESCRIBE_STRUCT(CallToolRequest, (), (workspaceId, tool, arguments))

/// What a tool found out.
struct ToolAnswer
{
    QString tool;
    QString text;
    std::vector<Citation> citations; ///< numbered from 1
    boost::json::value data;         ///< an object, for programs
    QString sql;                     ///< of the first statement that ran; empty when none did
};
BOOST_DESCRIBE_STRUCT(ToolAnswer, (), (tool, text, citations, data, sql))

} // namespace tabletalk::api
