// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/chat_operations.h"

#include "server/api/Registry.h"
#include "server/chat/ChatService.h"

namespace tabletalk {

namespace {

void addAsking(Registry &registry, ChatService &chat)
{
    registry.add<api::AskRequest, api::Answer>(
        {.name = "chat.ask",
         .method = HttpMethod::Post,
         .path = "chat/query",
         .summary = "Answer a question; over a WebSocket its events are sent as they happen",
         .rate = RateClass::Ask},
        Permission::Ask,
        [&chat](Call call, api::AskRequest request) { return chat.ask(std::move(call), std::move(request)); });

    registry.add<api::RunRequest, api::Answer>({.name = "chat.run",
                                                .method = HttpMethod::Post,
                                                .path = "chat/run",
                                                .summary = "Run a read-only statement of one's own",
                                                .rate = RateClass::Ask},
                                               Permission::RunStatements, [&chat](Call call, api::RunRequest request) {
                                                   return chat.run(std::move(call), std::move(request));
                                               });

    registry.add<api::CancelRequest, api::Empty>({.name = "chat.cancel",
                                                  .method = HttpMethod::Post,
                                                  .path = "chat/cancel",
                                                  .summary = "Stop an answer under way, in the database too"},
                                                 Permission::Ask, [&chat](Call call, api::CancelRequest request) {
                                                     return chat.cancel(std::move(call), request);
                                                 });

    registry.add<api::Empty, api::AskableDatabaseList>(
        {.name = "chat.databases",
         .path = "chat/databases",
         .summary = "Databases that can be asked, with questions to start from"},
        Permission::Ask, [&chat](Call call, api::Empty) { return chat.databases(std::move(call)); });

    registry.add<api::ReadResultRequest, api::ResultPage>(
        {.name = "results.read", .path = "results/{id}", .summary = "Read a window of the rows of an answer"},
        Permission::Ask,
        [&chat](Call call, api::ReadResultRequest request) { return chat.readResult(std::move(call), request); });
}

void addConversations(Registry &registry, ChatService &chat)
{
    registry.add<api::ListRequest, api::ConversationList>(
        {.name = "conversations.list", .path = "conversations", .summary = "List one's conversations, newest first"},
        Permission::Ask, [&chat](Call call, api::ListRequest request) {
            return chat.listConversations(std::move(call), std::move(request));
        });

    registry.add<api::ConversationRequest, api::Conversation>(
        {.name = "conversations.read", .path = "conversations/{id}", .summary = "Read a conversation with its answers"},
        Permission::Ask, [&chat](Call call, api::ConversationRequest request) {
            return chat.readConversation(std::move(call), request);
        });

    registry.add<api::RenameConversationRequest, api::ConversationSummary>(
        {.name = "conversations.update",
         .method = HttpMethod::Put,
         .path = "conversations/{id}",
         .summary = "Rename a conversation",
         .rate = RateClass::Write},
        Permission::Ask, [&chat](Call call, api::RenameConversationRequest request) {
            return chat.renameConversation(std::move(call), std::move(request));
        });

    registry.add<api::ConversationRequest, api::Empty>({.name = "conversations.delete",
                                                        .method = HttpMethod::Delete,
                                                        .path = "conversations/{id}",
                                                        .summary = "Delete a conversation with its answers",
                                                        .rate = RateClass::Write,
                                                        .audit = AuditRule::Always},
                                                       Permission::Ask,
                                                       [&chat](Call call, api::ConversationRequest request) {
                                                           return chat.removeConversation(std::move(call), request);
                                                       });
}

void addShowing(Registry &registry, ChatService &chat)
{
    registry.add<api::ListRequest, api::ConversationList>(
        {.name = "conversations.listShown",
         .path = "shown/conversations",
         .summary = "List the conversations of others that are shown to the caller"},
        Permission::Ask, [&chat](Call call, api::ListRequest request) {
            return chat.listShownConversations(std::move(call), std::move(request));
        });

    registry.add<api::ConversationRequest, api::ConversationAudience>(
        {.name = "conversations.readVisibility",
         .path = "conversations/{id}/visibility",
         .summary = "Read to whom one's own conversation is shown"},
        Permission::Ask,
        [&chat](Call call, api::ConversationRequest request) { return chat.readAudience(std::move(call), request); });

    registry.add<api::ShareConversationRequest, api::ConversationAudience>(
        {.name = "conversations.setVisibility",
         .method = HttpMethod::Put,
         .path = "conversations/{id}/visibility",
         .summary = "Show one's own conversation to teams, people or everybody in the organisation, or to nobody",
         .rate = RateClass::Write,
         .audit = AuditRule::Always},
        Permission::Ask, [&chat](Call call, api::ShareConversationRequest request) {
            return chat.showConversation(std::move(call), std::move(request));
        });
}

} // namespace

void addChatOperations(Registry &registry, ChatService &chat)
{
    addAsking(registry, chat);
    addConversations(registry, chat);
    addShowing(registry, chat);
}

} // namespace tabletalk
