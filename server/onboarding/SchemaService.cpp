// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/onboarding/SchemaService.h"

#include "server/base/WorkerPool.h"
#include "server/connections/ConnectionService.h"
#include "server/connections/ConnectionStore.h"
#include "server/onboarding/CatalogueList.h"
#include "server/onboarding/DiagramReport.h"
#include "server/onboarding/ReadingStore.h"
#include "server/onboarding/SchemaBrowser.h"
#include "server/onboarding/Selections.h"
#include "server/platform/PlatformDatabase.h"

namespace tabletalk {

namespace {

api::DatabaseCatalogue listNow(Result<std::unique_ptr<TargetDatabase>> opened, const SchemaSelection &selection,
                               const api::CatalogueRequest &request)
{
    const auto target = orThrow(std::move(opened));
    return catalogueOf(orThrow(target->listRelations({})), selection, request);
}

} // namespace

SchemaService::SchemaService(PlatformDatabase &database, ConnectionService &connections, WorkerPool &pool)
    : m_database(database)
    , m_connections(connections)
    , m_pool(pool)
{}

Awaitable<api::DatabaseCatalogue> SchemaService::catalogueOfUrl(Call call, api::UrlCatalogueRequest request)
{
    const api::CatalogueRequest wanted{{}, {}, request.search, request.schema, request.limit};
    auto list = [this, &request, &wanted] { return listNow(m_connections.openUrlNow(request.url), {}, wanted); };
    co_return co_await m_pool.run(call.scope.tenant(), std::move(list));
}

Awaitable<api::DatabaseCatalogue> SchemaService::catalogue(Call call, api::CatalogueRequest request)
{
    if (!request.id)
        throw Problem::of(ProblemCode::NotFound);
    const TenantScope scope = call.scope;
    const ConnectionId id = *request.id;
    co_await m_connections.requireConnection(scope, id);
    auto read = [scope, id](Transaction &transaction) { return ReadingStore(transaction, scope).find(id); };
    const StoredReading reading = co_await m_database.read(call.scope, std::move(read));
    const SchemaSelection selection = toSelection(reading.selection);
    auto list = [this, &scope, &id, &selection, &request] {
        return listNow(m_connections.openNow(scope, id), selection, request);
    };
    co_return co_await m_pool.run(scope.tenant(), std::move(list));
}

Awaitable<api::DatabaseSchema> SchemaService::schema(Call call, api::SchemaRequest request)
{
    const auto understanding = co_await m_connections.understandingOf(call.scope, request.id);
    // A search goes through all names and descriptions, which may be millions.
    auto make = [&understanding, &request] { return schemaPage(*understanding, request); };
    co_return co_await m_pool.run(call.scope.tenant(), std::move(make));
}

Awaitable<api::TableDetails> SchemaService::table(Call call, api::TableRequest request)
{
    const auto understanding = co_await m_connections.understandingOf(call.scope, request.id);
    auto make = [&understanding, &request] { return tableDetails(*understanding, request); };
    co_return co_await m_pool.run(call.scope.tenant(), std::move(make));
}

Awaitable<api::SchemaDiagram> SchemaService::diagram(Call call, api::SchemaDiagramRequest request)
{
    const auto understanding = co_await m_connections.understandingOf(call.scope, request.id);
    auto make = [&understanding, &request] { return schemaDiagram(*understanding, request); };
    co_return co_await m_pool.run(call.scope.tenant(), std::move(make));
}

Awaitable<api::SchemaDrift> SchemaService::drift(Call call, api::DatabaseRequest request)
{
    auto read = [scope = call.scope, id = request.id](Transaction &transaction) {
        if (!ConnectionStore(transaction, scope).find(id))
            throw Problem::of(ProblemCode::NotFound);
        return ReadingStore(transaction, scope).find(id).drift;
    };
    co_return co_await m_database.read(call.scope, std::move(read));
}

} // namespace tabletalk
