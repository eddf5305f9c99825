// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"
#include "core/api/Databases.h"
#include "core/api/SchemaDiagrams.h"
#include "core/api/Vocabulary.h"
#include "core/base/Problem.h"
#include "server/api/Call.h"
#include "server/base/Async.h"

#include <memory>

namespace tabletalk {

class Clock;
class ConnectionService;
class PlatformDatabase;
class WorkerPool;
struct StoredVocabulary;

/// What the service is made of; all outlive it.
struct VocabularyParts
{
    PlatformDatabase &database;
    ConnectionService &connections;
    WorkerPool &pool; ///< for holding vocabularies against large schemas
    const Clock &clock;
};

/// The business vocabularies of connections: kept in revisions, each by its author, and in
/// use from the moment they are saved. Thread-safe.
class VocabularyService
{
public:
    explicit VocabularyService(VocabularyParts parts);
    ~VocabularyService();

    Awaitable<api::VocabularyState> read(Call call, api::VocabularyRequest request);
    /// InvalidRequest names every bad entry; Conflict when somebody saved after baseRevision.
    Awaitable<api::VocabularyState> save(Call call, api::SaveVocabularyRequest request);
    Awaitable<api::VocabularyHistory> history(Call call, api::VocabularyHistoryRequest request);
    Awaitable<api::VocabularyState> restore(Call call, api::RestoreVocabularyRequest request);
    Awaitable<api::VocabularyExport> exportFile(Call call, api::VocabularyRequest request);
    Awaitable<api::VocabularyImported> importFile(Call call, api::ImportVocabularyRequest request);
    Awaitable<api::VocabularyCheck> check(Call call, api::CheckVocabularyRequest request);

    /// What applies now; null without one. The same pointer as long as nothing is saved.
    Awaitable<std::shared_ptr<const Vocabulary>> current(TenantScope scope, ConnectionId id);
    /// Takes out suggestions that speak of hidden tables or columns.
    Awaitable<void> applyTo(TenantScope scope, api::AskableDatabaseList &databases);
    /// Marks what is hidden, shows the organisation's own descriptions.
    Awaitable<void> applyTo(TenantScope scope, ConnectionId id, api::DatabaseSchema &schema);
    Awaitable<void> applyTo(TenantScope scope, ConnectionId id, api::TableDetails &details);
    Awaitable<void> applyTo(TenantScope scope, ConnectionId id, api::SchemaDiagram &diagram);

private:
    struct State;
    struct Kept;
    struct Change;

    Awaitable<std::shared_ptr<const Kept>> kept(TenantScope scope, ConnectionId id);
    Awaitable<api::VocabularyState> stateOf(TenantScope scope, ConnectionId id, std::shared_ptr<const Kept> kept);
    Awaitable<std::shared_ptr<const Kept>> keep(Call call, Change change);

    VocabularyParts m_parts;
    std::unique_ptr<State> m_state;
};

} // namespace tabletalk
