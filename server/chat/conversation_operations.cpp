// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/conversation_operations.h"

#include "server/api/Registry.h"
#include "server/chat/ConversationService.h"

namespace tabletalk {

namespace {

void addConversations(Registry &registry, ConversationService &conversations)
{
    registry.add<api::ConversationListRequest, api::ConversationList>(
        {.name = "conversations.list",
         .path = "conversations",
         .summary = "List one's conversations, pinned ones first, then the newest"},
        Permission::Ask, [&conversations](Call call, api::ConversationListRequest request) {
            return conversations.list(std::move(call), std::move(request));
        });

    registry.add<api::SearchConversationsRequest, api::FoundConversations>(
        {.name = "conversations.search",
         .path = "search/conversations",
         .summary = "Find one's conversations by words of titles, questions and answers"},
        Permission::Ask, [&conversations](Call call, api::SearchConversationsRequest request) {
            return conversations.search(std::move(call), std::move(request));
        });

    registry.add<api::ConversationRequest, api::Conversation>(
        {.name = "conversations.read", .path = "conversations/{id}", .summary = "Read a conversation with its answers"},
        Permission::Ask, [&conversations](Call call, api::ConversationRequest request) {
            return conversations.read(std::move(call), request);
        });

    registry.add<api::MessagesRequest, api::MessagePage>(
        {.name = "conversations.messages",
         .path = "conversations/{id}/messages",
         .summary = "Read some messages of a conversation by their places, or those around one"},
        Permission::Ask, [&conversations](Call call, api::MessagesRequest request) {
            return conversations.messages(std::move(call), request);
        });

    registry.add<api::UpdateConversationRequest, api::ConversationSummary>(
        {.name = "conversations.update",
         .method = HttpMethod::Put,
         .path = "conversations/{id}",
         .summary = "Rename, pin or archive a conversation",
         .rate = RateClass::Write},
        Permission::Ask, [&conversations](Call call, api::UpdateConversationRequest request) {
            return conversations.update(std::move(call), std::move(request));
        });

    registry.add<api::BranchRequest, api::ConversationSummary>(
        {.name = "conversations.branch",
         .method = HttpMethod::Post,
         .path = "conversations/{id}/branch",
         .summary = "Begin a conversation that goes on from a question of another, with all before it",
         .rate = RateClass::Write,
         .successStatus = 201},
        Permission::Ask, [&conversations](Call call, api::BranchRequest request) {
            return conversations.branch(std::move(call), request);
        });

    registry.add<api::ConversationRequest, api::Empty>({.name = "conversations.delete",
                                                        .method = HttpMethod::Delete,
                                                        .path = "conversations/{id}",
                                                        .summary = "Delete a conversation with its answers",
                                                        .rate = RateClass::Write,
                                                        .audit = AuditRule::Always},
                                                       Permission::Ask,
                                                       [&conversations](Call call, api::ConversationRequest request) {
                                                           return conversations.remove(std::move(call), request);
                                                       });
}

void addCharts(Registry &registry, ConversationService &conversations)
{
    registry.add<api::ChooseChartRequest, api::ChosenChart>(
        {.name = "chat.chart",
         .method = HttpMethod::Post,
         .path = "chat/chart",
         .summary = "Draw an answer of one's own in another way, or as suggested again",
         .rate = RateClass::Write},
        Permission::Ask, [&conversations](Call call, api::ChooseChartRequest request) {
            return conversations.chooseChart(std::move(call), std::move(request));
        });
}

void addShowing(Registry &registry, ConversationService &conversations)
{
    registry.add<api::ListRequest, api::ConversationList>(
        {.name = "conversations.listShown",
         .path = "shown/conversations",
         .summary = "List the conversations of others that are shown to the caller"},
        Permission::Ask, [&conversations](Call call, api::ListRequest request) {
            return conversations.listShown(std::move(call), std::move(request));
        });

    registry.add<api::ConversationRequest, api::ConversationAudience>(
        {.name = "conversations.readVisibility",
         .path = "conversations/{id}/visibility",
         .summary = "Read to whom one's own conversation is shown"},
        Permission::Ask, [&conversations](Call call, api::ConversationRequest request) {
            return conversations.readAudience(std::move(call), request);
        });

    registry.add<api::ShareConversationRequest, api::ConversationAudience>(
        {.name = "conversations.setVisibility",
         .method = HttpMethod::Put,
         .path = "conversations/{id}/visibility",
         .summary = "Show one's own conversation to teams, people or everybody in the organisation, or to nobody",
         .rate = RateClass::Write,
         .audit = AuditRule::Always},
        Permission::Ask, [&conversations](Call call, api::ShareConversationRequest request) {
            return conversations.show(std::move(call), std::move(request));
        });
}

} // namespace

void addConversationOperations(Registry &registry, ConversationService &conversations)
{
    addConversations(registry, conversations);
    addCharts(registry, conversations);
    addShowing(registry, conversations);
}

} // namespace tabletalk
