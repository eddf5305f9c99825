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

void addArranging(Registry &registry, ResultService &results)
{
    registry.add<api::ArrangedRequest, api::ArrangedPage>(
        {.name = "results.arranged",
         .method = HttpMethod::Post,
         .path = "results/{id}/arranged",
         .summary = "Read a window of the rows of an answer, sorted and filtered as a whole"},
        Permission::Ask, [&results](Call call, api::ArrangedRequest request) {
            return results.arranged(std::move(call), std::move(request));
        });

    registry.add<api::StatisticsRequest, api::ColumnStatistics>(
        {.name = "results.statistics",
         .method = HttpMethod::Post,
         .path = "results/{id}/statistics",
         .summary = "Say what one column of an answer holds, over all its rows"},
        Permission::Ask, [&results](Call call, api::StatisticsRequest request) {
            return results.statistics(std::move(call), std::move(request));
        });

    registry.add<api::TotalsRequest, api::FilteredTotals>(
        {.name = "results.totals",
         .method = HttpMethod::Post,
         .path = "results/{id}/totals",
         .summary = "Say what the columns of an answer come to, over all its rows or those that a filter leaves"},
        Permission::Ask, [&results](Call call, api::TotalsRequest request) {
            return results.totals(std::move(call), std::move(request));
        });
}

} // namespace

void addChatOperations(Registry &registry, ChatService &chat)
{
    addAsking(registry, chat);
    addArranging(registry, chat.results());
}

} // namespace tabletalk
