// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class Registry;
class ToolService;

/// The names are those that server/mcp/McpExchange's calls end in.
inline constexpr const char *toolListOperation = "tools.list";
inline constexpr const char *toolCallOperation = "tools.call";

void addToolOperations(Registry &registry, ToolService &tools);

} // namespace tabletalk
