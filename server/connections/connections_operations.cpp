// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/connections_operations.h"

#include "server/api/Registry.h"
#include "server/connections/ConnectionService.h"
#include "server/onboarding/OnboardingService.h"

namespace tabletalk {

namespace {

void addKeeping(Registry &registry, ConnectionService &connections, OnboardingService &onboarding)
{
    registry.add<api::DatabaseListRequest, api::DatabaseList>(
        {.name = "databases.list",
         .path = "tenant/databases",
         .summary = "List the connected databases of a workspace"},
        Permission::ReadDatabases, [&connections](Call call, api::DatabaseListRequest request) {
            return connections.list(std::move(call), std::move(request));
        });

    registry.add<api::CreateDatabaseRequest, api::Database>(
        {.name = "databases.create",
         .method = HttpMethod::Post,
         .path = "tenant/databases",
         .summary = "Connect a database and start reading it",
         .rate = RateClass::Write,
         .audit = AuditRule::Always,
         .successStatus = 201},
        Permission::ManageDatabases,
        [&connections, &onboarding](Call call, api::CreateDatabaseRequest request) -> Awaitable<api::Database> {
            const bool onboards = request.onboard;
            Call again = call;
            api::Database created = co_await connections.create(std::move(call), std::move(request));
            if (onboards)
                created = co_await onboarding.start(std::move(again), api::OnboardRequest{created.id, false});
            co_return created;
        });

    registry.add<api::DatabaseRequest, api::Database>(
        {.name = "databases.read",
         .path = "tenant/databases/{id}",
         .summary = "Read a connected database and where its reading stands"},
        Permission::ReadDatabases,
        [&connections](Call call, api::DatabaseRequest request) { return connections.read(std::move(call), request); });

    registry.add<api::UpdateDatabaseRequest, api::Database>(
        {.name = "databases.update",
         .method = HttpMethod::Put,
         .path = "tenant/databases/{id}",
         .summary = "Rename a connection, or give it another URL, which is read again",
         .rate = RateClass::Write,
         .audit = AuditRule::Always},
        Permission::ManageDatabases,
        [&connections, &onboarding](Call call, api::UpdateDatabaseRequest request) -> Awaitable<api::Database> {
            const bool moves = request.url.has_value();
            Call again = call;
            api::Database updated = co_await connections.update(std::move(call), std::move(request));
            if (moves) // what was understood may be of another database
                updated = co_await onboarding.start(std::move(again), api::OnboardRequest{updated.id, true});
            co_return updated;
        });

    registry.add<api::DatabaseRequest, api::Empty>(
        {.name = "databases.delete",
         .method = HttpMethod::Delete,
         .path = "tenant/databases/{id}",
         .summary = "Forget a connection and what was understood of it",
         .rate = RateClass::Write,
         .audit = AuditRule::Always},
        Permission::ManageDatabases,
        [&connections, &onboarding](Call call, api::DatabaseRequest request) -> Awaitable<api::Empty> {
            co_await onboarding.stopFor(call.scope, request.id);
            co_return co_await connections.remove(std::move(call), request);
        });
}

void addTesting(Registry &registry, ConnectionService &connections)
{
    registry.add<api::TestUrlRequest, api::DatabaseTestResult>(
        {.name = "databases.testUrl",
         .method = HttpMethod::Post,
         .path = "tenant/databases/test",
         .summary = "Try a URL before it is kept",
         .rate = RateClass::Write,
         .audit = AuditRule::Always},
        Permission::ManageDatabases, [&connections](Call call, api::TestUrlRequest request) {
            return connections.testUrl(std::move(call), std::move(request));
        });

    registry.add<api::DatabaseRequest, api::DatabaseTestResult>(
        {.name = "databases.test",
         .method = HttpMethod::Post,
         .path = "tenant/databases/{id}/test",
         .summary = "Try a connection",
         .rate = RateClass::Write},
        Permission::ReadDatabases,
        [&connections](Call call, api::DatabaseRequest request) { return connections.test(std::move(call), request); });

    registry.add<api::DatabaseRequest, api::ReadOnlyProof>(
        {.name = "databases.prove",
         .method = HttpMethod::Post,
         .path = "tenant/databases/{id}/prove",
         .summary = "Show, layer by layer, that nothing can be changed through a connection",
         .rate = RateClass::Write,
         .audit = AuditRule::Always},
        Permission::ReadDatabases, [&connections](Call call, api::DatabaseRequest request) {
            return connections.prove(std::move(call), request);
        });
}

} // namespace

void addConnectionOperations(Registry &registry, ConnectionService &connections, OnboardingService &onboarding)
{
    addKeeping(registry, connections, onboarding);
    addTesting(registry, connections);
}

} // namespace tabletalk
