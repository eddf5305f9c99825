// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/onboarding/onboarding_operations.h"

#include "server/api/Registry.h"
#include "server/onboarding/OnboardingService.h"
#include "server/onboarding/SchemaService.h"
#include "server/vocabulary/VocabularyService.h"

namespace tabletalk {

namespace {

void addReading(Registry &registry, OnboardingService &onboarding)
{
    registry.add<api::OnboardRequest, api::Database>(
        {.name = "databases.onboard",
         .method = HttpMethod::Post,
         .path = "tenant/databases/{id}/onboard",
         .summary = "Read again what changed in a database; its progress is the stream in onboardingStream",
         .rate = RateClass::Write,
         .audit = AuditRule::Always},
        Permission::ManageDatabases,
        [&onboarding](Call call, api::OnboardRequest request) { return onboarding.start(std::move(call), request); });

    registry.add<api::DatabaseRequest, api::Database>(
        {.name = "databases.pauseOnboarding",
         .method = HttpMethod::Post,
         .path = "tenant/databases/{id}/onboard/pause",
         .summary = "Pause the reading of a database; what was read stays",
         .rate = RateClass::Write,
         .audit = AuditRule::Always},
        Permission::ManageDatabases,
        [&onboarding](Call call, api::DatabaseRequest request) { return onboarding.pause(std::move(call), request); });

    registry.add<api::DatabaseRequest, api::Database>(
        {.name = "databases.resumeOnboarding",
         .method = HttpMethod::Post,
         .path = "tenant/databases/{id}/onboard/resume",
         .summary = "Go on with the tables of a database that are still to be read",
         .rate = RateClass::Write,
         .audit = AuditRule::Always},
        Permission::ManageDatabases,
        [&onboarding](Call call, api::DatabaseRequest request) { return onboarding.resume(std::move(call), request); });

    registry.add<api::DatabaseRequest, api::Empty>(
        {.name = "databases.cancelOnboarding",
         .method = HttpMethod::Post,
         .path = "tenant/databases/{id}/onboard/cancel",
         .summary = "Stop reading a database",
         .rate = RateClass::Write,
         .audit = AuditRule::Always},
        Permission::ManageDatabases,
        [&onboarding](Call call, api::DatabaseRequest request) { return onboarding.cancel(std::move(call), request); });
}

void addChoosing(Registry &registry, OnboardingService &onboarding, SchemaService &schemas)
{
    registry.add<api::UrlCatalogueRequest, api::DatabaseCatalogue>(
        {.name = "databases.catalogueUrl",
         .method = HttpMethod::Post,
         .path = "tenant/databases/catalogue",
         .summary = "List the schemas and tables that a URL leads to, to choose from",
         .rate = RateClass::Write,
         .audit = AuditRule::Always},
        Permission::ManageDatabases, [&schemas](Call call, api::UrlCatalogueRequest request) {
            return schemas.catalogueOfUrl(std::move(call), std::move(request));
        });

    registry.add<api::CatalogueRequest, api::DatabaseCatalogue>(
        {.name = "databases.catalogue",
         .path = "tenant/databases/{id}/catalogue",
         .summary = "List the schemas and tables of a database, and which of them are read"},
        Permission::ManageDatabases, [&schemas](Call call, api::CatalogueRequest request) {
            return schemas.catalogue(std::move(call), std::move(request));
        });

    registry.add<api::SelectionRequest, api::Database>(
        {.name = "databases.select",
         .method = HttpMethod::Put,
         .path = "tenant/databases/{id}/selection",
         .summary = "Choose the schemas and tables that are read, and read them",
         .rate = RateClass::Write,
         .audit = AuditRule::Always},
        Permission::ManageDatabases, [&onboarding](Call call, api::SelectionRequest request) {
            return onboarding.select(std::move(call), std::move(request));
        });
}

/// What a reading understood, in the organisation's own words.
template <class Response, class Request>
auto inOwnWords(SchemaService &schemas, VocabularyService &vocabularies,
                Awaitable<Response> (SchemaService::*read)(Call, Request))
{
    return [&schemas, &vocabularies, read](Call call, Request request) -> Awaitable<Response> {
        const TenantScope scope = call.scope;
        const ConnectionId id = request.id;
        Response response = co_await (schemas.*read)(std::move(call), std::move(request));
        co_await vocabularies.applyTo(scope, id, response);
        co_return response;
    };
}

void addBrowsing(Registry &registry, SchemaService &schemas, VocabularyService &vocabularies)
{
    registry.add<api::SchemaRequest, api::DatabaseSchema>(
        {.name = "databases.schema",
         .path = "tenant/databases/{id}/schema",
         .summary = "Read what was understood of a database, page by page"},
        Permission::ReadDatabases, inOwnWords(schemas, vocabularies, &SchemaService::schema));

    registry.add<api::TableRequest, api::TableDetails>(
        {.name = "databases.table",
         .path = "tenant/databases/{id}/table",
         .summary = "Read all that was understood of one table, with its keys in both directions"},
        Permission::ReadDatabases, inOwnWords(schemas, vocabularies, &SchemaService::table));

    registry.add<api::SchemaDiagramRequest, api::SchemaDiagram>(
        {.name = "databases.diagram",
         .path = "tenant/databases/{id}/diagram",
         .summary = "Read the tables of a database with the keys between them, for a picture"},
        Permission::ReadDatabases, inOwnWords(schemas, vocabularies, &SchemaService::diagram));

    registry.add<api::DatabaseRequest, api::SchemaDrift>(
        {.name = "databases.drift",
         .path = "tenant/databases/{id}/drift",
         .summary = "Read what the last reading of a database found to be different"},
        Permission::ReadDatabases,
        [&schemas](Call call, api::DatabaseRequest request) { return schemas.drift(std::move(call), request); });
}

} // namespace

void addOnboardingOperations(Registry &registry, OnboardingService &onboarding, SchemaService &schemas,
                             VocabularyService &vocabularies)
{
    addReading(registry, onboarding);
    addChoosing(registry, onboarding, schemas);
    addBrowsing(registry, schemas, vocabularies);
}

} // namespace tabletalk
