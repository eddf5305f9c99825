// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accuracy/accuracy_operations.h"

#include "server/accuracy/AccuracyService.h"
#include "server/api/OperationForms.h"
#include "server/api/Registry.h"

namespace tabletalk {

namespace {

constexpr size_t longestFile = size_t{2} * 1024 * 1024;

OperationInfo importing()
{
    OperationInfo info = changing(
        "accuracy.import", HttpMethod::Post, "tenant/databases/{id}/accuracy/import",
        "Add questions with their statements from JSON lines or CSV: all of them or, where one is refused, none");
    info.maxBodyBytes = longestFile;
    return info;
}

void addPairs(Registry &registry, AccuracyService &accuracy)
{
    registry.add<api::AccuracyRequest, api::AccuracyState>(
        reading("accuracy.read", "tenant/databases/{id}/accuracy",
                "The accuracy tests of a database, the runs of them, and what is to be warned of"),
        Permission::ManageDatabases,
        [&accuracy](Call call, api::AccuracyRequest request) { return accuracy.read(std::move(call), request); });
    registry.add<api::AddAccuracyPairRequest, api::AccuracyPair>(
        making("accuracy.add", "tenant/databases/{databaseId}/accuracy/pairs",
               "Add a question with the statement that answers it"),
        Permission::ManageDatabases, [&accuracy](Call call, api::AddAccuracyPairRequest request) {
            return accuracy.add(std::move(call), std::move(request));
        });
    registry.add<api::ExampleRequest, api::AccuracyPair>(
        making("accuracy.addExample", "tenant/databases/{databaseId}/accuracy/examples/{id}",
               "Test by an approved example"),
        Permission::ManageDatabases,
        [&accuracy](Call call, api::ExampleRequest request) { return accuracy.addExample(std::move(call), request); });
    registry.add<api::ImportAccuracyPairsRequest, api::AccuracyPairsImported>(
        importing(), Permission::ManageDatabases, [&accuracy](Call call, api::ImportAccuracyPairsRequest request) {
            return accuracy.import(std::move(call), std::move(request));
        });
    registry.add<api::UpdateAccuracyPairRequest, api::AccuracyPair>(
        changing("accuracy.update", HttpMethod::Put, "tenant/databases/{databaseId}/accuracy/pairs/{id}",
                 "Change a question or its statement"),
        Permission::ManageDatabases, [&accuracy](Call call, api::UpdateAccuracyPairRequest request) {
            return accuracy.update(std::move(call), std::move(request));
        });
    registry.add<api::AccuracyPairRequest, api::Empty>(
        changing("accuracy.remove", HttpMethod::Delete, "tenant/databases/{databaseId}/accuracy/pairs/{id}",
                 "Test by a question no more"),
        Permission::ManageDatabases,
        [&accuracy](Call call, api::AccuracyPairRequest request) { return accuracy.remove(std::move(call), request); });
}

void addRuns(Registry &registry, AccuracyService &accuracy)
{
    registry.add<api::AccuracyRequest, api::AccuracyRun>(
        making("accuracy.start", "tenant/databases/{id}/accuracy/runs",
               "Ask all questions in the background and compare the results; the run under way where there is one"),
        Permission::ManageDatabases,
        [&accuracy](Call call, api::AccuracyRequest request) { return accuracy.start(std::move(call), request); });
    registry.add<api::AccuracyRunRequest, api::AccuracyReport>(
        reading("accuracy.report", "tenant/databases/{databaseId}/accuracy/runs/{id}",
                "What came of each question of a run"),
        Permission::ManageDatabases,
        [&accuracy](Call call, api::AccuracyRunRequest request) { return accuracy.report(std::move(call), request); });
    registry.add<api::AccuracyRunRequest, api::AccuracyRun>(
        changing("accuracy.stop", HttpMethod::Post, "tenant/databases/{databaseId}/accuracy/runs/{id}/stop",
                 "Stop a run; what was asked already stays"),
        Permission::ManageDatabases,
        [&accuracy](Call call, api::AccuracyRunRequest request) { return accuracy.stop(std::move(call), request); });
}

} // namespace

void addAccuracyOperations(Registry &registry, AccuracyService &accuracy)
{
    addPairs(registry, accuracy);
    addRuns(registry, accuracy);
}

} // namespace tabletalk
