// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/memory/RememberTool.h"

#include "server/agents/ToolArguments.h"
#include "server/agents/memory/AgentMemory.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype longestFact = 500;

} // namespace

QString RememberTool::description() const
{
    return u"Proposes a short fact about the person or their words to be kept for later questions. Use it only when "
           u"the "
           u"person says something lasting about themselves; they are asked before it counts."_s;
}

boost::json::object RememberTool::argumentSchema() const
{
    boost::json::object properties;
    properties["fact"] = textArgument("The fact, in one sentence.");
    return argumentsOf(std::move(properties), {"fact"});
}

Awaitable<Result<ToolResult>> RememberTool::run(ToolContext context, boost::json::object arguments)
{
    const ToolArguments given(arguments, {"fact"});
    NewMemory fact{.workspace = context.workspace, .text = given.requiredText("fact", longestFact)};
    fact.origin = u"proposed"_s;
    fact.answer = context.message;
    const api::MemoryFact kept = co_await m_memory.remember(std::move(context.call), std::move(fact));
    ToolResult result;
    result.text = kept.origin == u"proposed" ? u"Proposed. It counts once the person has confirmed it."_s
                                             : u"That is known already."_s;
    co_return result;
}

} // namespace tabletalk
