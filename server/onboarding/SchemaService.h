// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "core/api/SchemaDiagrams.h"
#include "server/api/Call.h"
#include "server/base/Async.h"

namespace tabletalk {

class ConnectionService;
class PlatformDatabase;
class WorkerPool;

/// What there is in target databases, before they are read and after. Thread-safe.
class SchemaService
{
public:
    /// pool: blocking work on tenants' databases.
    SchemaService(PlatformDatabase &database, ConnectionService &connections, WorkerPool &pool);

    /// What a URL leads to, to choose from before it is kept.
    Awaitable<api::DatabaseCatalogue> catalogueOfUrl(Call call, api::UrlCatalogueRequest request);
    Awaitable<api::DatabaseCatalogue> catalogue(Call call, api::CatalogueRequest request);

    /// What was understood, as far as it was read; NotFound, NotReady.
    Awaitable<api::DatabaseSchema> schema(Call call, api::SchemaRequest request);
    Awaitable<api::TableDetails> table(Call call, api::TableRequest request);
    /// Tables with the keys between them, as far as they fit a picture.
    Awaitable<api::SchemaDiagram> diagram(Call call, api::SchemaDiagramRequest request);
    /// What the last reading found to be different from the one before.
    Awaitable<api::SchemaDrift> drift(Call call, api::DatabaseRequest request);

private:
    PlatformDatabase &m_database;
    ConnectionService &m_connections;
    WorkerPool &m_pool;
};

} // namespace tabletalk
