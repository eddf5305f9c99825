// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/saved/saved_operations.h"

#include "server/api/OperationForms.h"
#include "server/api/Registry.h"
#include "server/saved/SavedQuestionService.h"

namespace tabletalk {

namespace {

void addReading(Registry &registry, SavedQuestionService &saved)
{
    registry.add<api::SavedQuestionListRequest, api::SavedQuestionList>(
        reading("savedQuestions.list", "saved-questions",
                "List saved questions: one's own, and those shown in their workspace"),
        Permission::Ask, [&saved](Call call, api::SavedQuestionListRequest request) {
            return saved.list(std::move(call), std::move(request));
        });
    registry.add<api::SavedQuestionRequest, api::SavedQuestion>(
        reading("savedQuestions.read", "saved-questions/{id}", "Read a saved question"), Permission::Ask,
        [&saved](Call call, api::SavedQuestionRequest request) { return saved.read(std::move(call), request); });

    // Audited with its statement where it has run.
    OperationInfo run = reading("savedQuestions.run", "saved-questions/{id}/run",
                                "Run a saved question's statement, as a question of one's own");
    run.method = HttpMethod::Post;
    run.rate = RateClass::Ask;
    registry.add<api::RunSavedQuestionRequest, api::SavedRun>(
        run, Permission::Ask,
        [&saved](Call call, api::RunSavedQuestionRequest request) { return saved.run(std::move(call), request); });
}

void addChanging(Registry &registry, SavedQuestionService &saved)
{
    registry.add<api::CreateSavedQuestionRequest, api::SavedQuestion>(
        making("savedQuestions.create", "saved-questions", "Save a statement of one's own as a question"),
        Permission::RunStatements, [&saved](Call call, api::CreateSavedQuestionRequest request) {
            return saved.create(std::move(call), std::move(request));
        });
    registry.add<api::SaveAnswerRequest, api::SavedQuestion>(
        making("savedQuestions.saveAnswer", "chat/save", "Save the question, statement and chart of an answer"),
        Permission::Ask, [&saved](Call call, api::SaveAnswerRequest request) {
            return saved.saveAnswer(std::move(call), std::move(request));
        });
    registry.add<api::UpdateSavedQuestionRequest, api::SavedQuestion>(
        changing("savedQuestions.update", HttpMethod::Put, "saved-questions/{id}",
                 "Change a saved question of one's own, or whom it is shown to"),
        Permission::Ask, [&saved](Call call, api::UpdateSavedQuestionRequest request) {
            return saved.update(std::move(call), std::move(request));
        });
    registry.add<api::SavedQuestionRequest, api::Empty>(
        changing("savedQuestions.delete", HttpMethod::Delete, "saved-questions/{id}",
                 "Delete a saved question of one's own"),
        Permission::Ask,
        [&saved](Call call, api::SavedQuestionRequest request) { return saved.remove(std::move(call), request); });
}

} // namespace

void addSavedQuestionOperations(Registry &registry, SavedQuestionService &saved)
{
    addReading(registry, saved);
    addChanging(registry, saved);
}

} // namespace tabletalk
