// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/composition/Answers.h"

#include "server/DataDirectory.h"
#include "server/audit/AuditService.h"
#include "server/chat/ChatService.h"
#include "server/chat/Consultant.h"
#include "server/chat/ConversationService.h"
#include "server/chat/PreparedDatabases.h"
#include "server/composition/Backbone.h"
#include "server/composition/Databases.h"
#include "server/composition/Foundation.h"
#include "server/composition/Models.h"
#include "server/composition/Pools.h"
#include "server/composition/Trade.h"
#include "server/dashboards/DashboardService.h"
#include "server/nodes/NodeService.h"
#include "server/saved/SavedQuestionRunner.h"
#include "server/saved/SavedQuestionService.h"

namespace tabletalk::composition {

Answers::Answers(const Foundation &foundation, const Pools &pools, const Backbone &backbone, const Trade &trade,
                 const Databases &databases, const Models &models)
    : preparedDatabases(std::make_unique<PreparedDatabases>(*foundation.analyst))
{
    chat = std::make_unique<ChatService>(ChatParts{.database = *foundation.database,
                                                   .events = *backbone.events,
                                                   .connections = *databases.connections,
                                                   .vocabularies = *databases.vocabularies,
                                                   .examples = *databases.examples,
                                                   .audit = *backbone.audit,
                                                   .vault = *foundation.vault,
                                                   .targetPool = *pools.targets,
                                                   .controlPool = *pools.control,
                                                   .translator = *foundation.analyst,
                                                   .prepared = *preparedDatabases,
                                                   .models = *models.help,
                                                   .usage = *trade.usageFollowers,
                                                   .clock = foundation.clock,
                                                   .node = backbone.nodes->id(),
                                                   .spoolDirectory = foundation.directory->spool(),
                                                   .limits = foundation.answerLimits});
    consultant = std::make_unique<Consultant>(ConsultantParts{.database = *foundation.database,
                                                              .connections = *databases.connections,
                                                              .vocabularies = *databases.vocabularies,
                                                              .examples = *databases.examples,
                                                              .audit = *backbone.audit,
                                                              .targetPool = *pools.targets,
                                                              .translator = *foundation.analyst,
                                                              .prepared = *preparedDatabases,
                                                              .models = *models.help,
                                                              .clock = foundation.clock,
                                                              .limits = foundation.answerLimits});
    conversations = std::make_unique<ConversationService>(ConversationParts{
        .database = *foundation.database,
        .controlPool = *pools.control,
        .clock = foundation.clock,
        .endConversation = [this](TenantId tenant, UserId user, ConversationId id, const auto &results) {
            chat->endConversation(tenant, user, id, results);
        }});
    makeSaved(foundation, pools, backbone, databases);
}

Answers::~Answers() = default;

void Answers::makeSaved(const Foundation &foundation, const Pools &pools, const Backbone &backbone,
                        const Databases &databases)
{
    savedRunner = std::make_unique<SavedQuestionRunner>(SavedRunnerParts{.database = *foundation.database,
                                                                         .connections = *databases.connections,
                                                                         .audit = *backbone.audit,
                                                                         .targetPool = *pools.targets,
                                                                         .clock = foundation.clock,
                                                                         .limits = foundation.answerLimits});
    savedQuestions = std::make_unique<SavedQuestionService>(SavedParts{.database = *foundation.database,
                                                                       .connections = *databases.connections,
                                                                       .runner = *savedRunner,
                                                                       .clock = foundation.clock});
    dashboards = std::make_unique<DashboardService>(*foundation.database, foundation.clock);
}

} // namespace tabletalk::composition
