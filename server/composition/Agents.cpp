// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/composition/Agents.h"

#include "server/agents/AgentChat.h"
#include "server/agents/AgentRunner.h"
#include "server/agents/AgentService.h"
#include "server/agents/DocumentsTool.h"
#include "server/agents/SearchTool.h"
#include "server/agents/SqlTool.h"
#include "server/agents/ToolBox.h"
#include "server/agents/memory/AgentMemory.h"
#include "server/agents/memory/RememberTool.h"
#include "server/composition/Answers.h"
#include "server/composition/Backbone.h"
#include "server/composition/Databases.h"
#include "server/composition/Foundation.h"
#include "server/composition/Knowledge.h"
#include "server/composition/Models.h"
#include "server/composition/Pools.h"
#include "server/composition/Trade.h"
#include "server/graph/GraphTool.h"
#include "server/mcp/DatabasesTool.h"
#include "server/mcp/ToolService.h"
#include "server/nodes/NodeService.h"
#include "server/search/HybridSearch.h"

#include <vector>

namespace tabletalk::composition {

Agents::Agents(const Uses &uses)
    : memory(std::make_unique<AgentMemory>(*uses.foundation.database, uses.foundation.clock))
    , toolBox(std::make_unique<ToolBox>())
{
    PlatformDatabase &database = *uses.foundation.database;
    const Clock &clock = uses.foundation.clock;
    fillToolBox(uses);
    agents = std::make_unique<AgentService>(database, clock);
    runner = std::make_unique<AgentRunner>(AgentRunnerParts{
        .consultant = *uses.answers.consultant, .tools = *toolBox, .models = *uses.models.service, .clock = clock});
    chat = std::make_unique<AgentChat>(AgentChatParts{.database = database,
                                                      .events = *uses.backbone.events,
                                                      .runner = *runner,
                                                      .memory = *memory,
                                                      .usage = *uses.trade.usageFollowers,
                                                      .controlPool = *uses.pools.control,
                                                      .clock = clock,
                                                      .node = uses.backbone.nodes->id()});
    offerTools(uses);
}

Agents::~Agents() = default;

/// In the order in which they are listed.
void Agents::fillToolBox(const Uses &uses)
{
    toolBox->add(std::make_unique<SqlTool>(*uses.answers.consultant));
    toolBox->add(std::make_unique<GraphTool>(*uses.foundation.database));
    toolBox->add(std::make_unique<RememberTool>(*memory));
    for (const auto way : {SearchTool::Way::Hybrid, SearchTool::Way::Vector})
        toolBox->add(std::make_unique<SearchTool>(*uses.knowledge.search, way));
    toolBox->add(std::make_unique<DocumentsTool>(*uses.knowledge.documents));
}

/// To the assistants of other programs, and to steps of workflows.
void Agents::offerTools(const Uses &uses)
{
    databasesTool = std::make_unique<DatabasesTool>(*uses.databases.connections);
    std::vector<AgentTool *> offered{databasesTool.get()};
    for (const auto &tool : toolBox->tools()) {
        if (!tool->isForAgentsAlone())
            offered.push_back(tool.get());
    }
    tools = std::make_unique<ToolService>(*uses.foundation.database, std::move(offered));
}

} // namespace tabletalk::composition
