// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/SearchTool.h"

#include "core/api/Codec.h"
#include "server/agents/PassageCitation.h"
#include "server/agents/ToolArguments.h"
#include "server/search/PassageSearch.h"

#include <boost/json/array.hpp>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int mostPassages = 20;
constexpr int usualPassages = 6;
constexpr qsizetype longestQuery = 2'000;

} // namespace

QString SearchTool::name() const
{
    return m_way == Way::Hybrid ? u"hybrid_search"_s : u"vector_search"_s;
}

QString SearchTool::description() const
{
    if (m_way == Way::Hybrid)
        return u"Looks for passages of the workspace's documents and web pages, by words and by meaning. Use it for "
               "policies, manuals, contracts and anything that is written in texts."_s;
    return u"Looks for passages of the workspace's documents and web pages by meaning alone, for questions whose words "
           "may not stand in the text."_s;
}

boost::json::object SearchTool::argumentSchema() const
{
    boost::json::object properties;
    properties["query"] = textArgument("What is looked for: a question or a few words.");
    properties["limit"] = numberArgument("How many passages are wanted.", 1, mostPassages);
    return argumentsOf(std::move(properties), {"query"});
}

Awaitable<Result<ToolResult>> SearchTool::run(ToolContext context, boost::json::object arguments)
{
    const ToolArguments given(arguments, {"query", "limit"});
    api::SearchRequest request;
    request.workspaceId = context.workspace;
    request.query = given.requiredText("query", longestQuery);
    request.mode = m_way == Way::Hybrid ? u"hybrid"_s : u"vector"_s;
    request.limit = given.number("limit", 1, mostPassages).value_or(usualPassages);
    const api::SearchAnswer answer =
        co_await m_search.search(context.call.scope, Viewer::of(context.call.caller), std::move(request));
    ToolResult result;
    boost::json::array hits;
    for (const api::SearchHit &hit : answer.hits) {
        const QString block = textOf(hit);
        if (result.text.size() + block.size() > mostToolText)
            break;
        result.text += block;
        result.citations.push_back(citationOf(hit));
        hits.push_back(api::toJson(hit));
    }
    if (answer.hits.empty())
        result.text = u"No passage was found.\n"_s;
    result.data = {{"hits", std::move(hits)}};
    co_return result;
}

} // namespace tabletalk
