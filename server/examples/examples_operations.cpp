// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/examples/examples_operations.h"

#include "server/api/Registry.h"
#include "server/examples/ExampleService.h"

namespace tabletalk {

namespace {

void addFeedback(Registry &registry, ExampleService &examples)
{
    registry.add<api::FeedbackRequest, api::Empty>(
        {.name = "feedback.give",
         .method = HttpMethod::Post,
         .path = "chat/feedback",
         .summary = "Say whether an answer is good, and why, or take that back",
         .rate = RateClass::Write},
        Permission::Ask, [&examples](Call call, api::FeedbackRequest request) {
            return examples.giveFeedback(std::move(call), std::move(request));
        });

    registry.add<api::ExamplesRequest, api::FeedbackList>(
        {.name = "feedback.list",
         .path = "tenant/databases/{id}/feedback",
         .summary = "List what people said of answers about a database, newest first"},
        Permission::ManageDatabases, [&examples](Call call, api::ExamplesRequest request) {
            return examples.listFeedback(std::move(call), request);
        });
}

void addExamples(Registry &registry, ExampleService &examples)
{
    registry.add<api::ProposeExampleRequest, api::KnownAnswer>(
        {.name = "examples.propose",
         .method = HttpMethod::Post,
         .path = "chat/examples",
         .summary = "Make a good answer an example of its database; in use at once for who manages databases",
         .rate = RateClass::Write,
         .audit = AuditRule::Always,
         .successStatus = 201},
        Permission::Ask, [&examples](Call call, api::ProposeExampleRequest request) {
            return examples.propose(std::move(call), std::move(request));
        });

    registry.add<api::ExamplesRequest, api::KnownAnswerList>(
        {.name = "examples.list",
         .path = "tenant/databases/{id}/examples",
         .summary = "List the answers that became examples of a database, and proposals"},
        Permission::ReadDatabases,
        [&examples](Call call, api::ExamplesRequest request) { return examples.list(std::move(call), request); });

    registry.add<api::ExampleRequest, api::KnownAnswer>(
        {.name = "examples.approve",
         .method = HttpMethod::Post,
         .path = "tenant/databases/{databaseId}/examples/{id}/approve",
         .summary = "Put a proposed example in use",
         .rate = RateClass::Write,
         .audit = AuditRule::Always},
        Permission::ManageDatabases,
        [&examples](Call call, api::ExampleRequest request) { return examples.approve(std::move(call), request); });

    registry.add<api::ExampleRequest, api::Empty>({.name = "examples.remove",
                                                   .method = HttpMethod::Delete,
                                                   .path = "tenant/databases/{databaseId}/examples/{id}",
                                                   .summary = "Remove an example, or take back what one proposed",
                                                   .rate = RateClass::Write,
                                                   .audit = AuditRule::Always},
                                                  Permission::Ask, [&examples](Call call, api::ExampleRequest request) {
                                                      return examples.remove(std::move(call), request);
                                                  });
}

} // namespace

void addExampleOperations(Registry &registry, ExampleService &examples)
{
    addFeedback(registry, examples);
    addExamples(registry, examples);
}

} // namespace tabletalk
