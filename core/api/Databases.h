// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

namespace tabletalk::api {

/// Where onboarding stands; also the data of "progress" events on its stream.
struct OnboardingProgress
{
    QString stage; ///< queued, connecting, reading, profiling, understanding, examples, ready, paused, failed,
                   ///< cancelled
    qint64 done = 0;
    qint64 total = 0; ///< 0: not known yet
    std::optional<qint64> secondsLeft;
    QString detail; ///< the table at hand, or the reason of a failure
};
BOOST_DESCRIBE_STRUCT(OnboardingProgress, (), (stage, done, total, secondsLeft, detail))

/// One stage of a reading and what came of it.
struct OnboardingStage
{
    QString stage; ///< connecting, reading, profiling, understanding, examples
    QString state; ///< waiting, running, done, failed, cancelled, paused
    qint64 done = 0;
    qint64 total = 0;
    qint64 ms = 0;
    QString detail; ///< what came of it, or why it failed
};
BOOST_DESCRIBE_STRUCT(OnboardingStage, (), (stage, state, done, total, ms, detail))

/// The data of "stages" events on an onboarding's stream: all stages as they stand.
struct OnboardingStages
{
    std::vector<OnboardingStage> stages;
};
BOOST_DESCRIBE_STRUCT(OnboardingStages, (), (stages))

/// How a connection was the last time that anything was asked of it.
struct DatabaseHealth
{
    QString state; ///< unknown, ok, failing
    std::optional<Instant> checkedAt;
    qint64 ms = 0;  ///< how long the last check took
    QString detail; ///< why it fails; empty when it does not
};
BOOST_DESCRIBE_STRUCT(DatabaseHealth, (), (state, checkedAt, ms, detail))

/// Which parts of a database are read; tables are "schema.name", or "name" without schemas.
struct SchemaSelection
{
    std::vector<QString> schemas;  ///< empty: all
    std::vector<QString> tables;   ///< empty: all tables of those schemas
    std::vector<QString> excluded; ///< tables left out all the same
};
BOOST_DESCRIBE_STRUCT(SchemaSelection, (), (schemas, tables, excluded))

/// A configured target database. Never holds the password.
struct Database
{
    ConnectionId id;
    WorkspaceId workspaceId;
    QString name;
    QString kind;       ///< sqlite, postgresql, …
    QString displayUrl; ///< with the password replaced by "***"
    bool readOnly = true;
    std::optional<bool> accountCanWrite; ///< from the grant probe; absent before the first connect
    OnboardingProgress onboarding;
    std::optional<StreamId> onboardingStream; ///< resume from it with events.resume
    std::optional<QString> organizationKind;
    std::optional<qint64> tableCount;
    Instant createdAt;
    std::optional<Instant> onboardedAt;
    std::optional<DatabaseHealth> health; ///< absent before the first check
    bool askable = false;                 ///< questions can be asked, maybe of a part only: what has been read so far
    std::vector<OnboardingStage> stages;  ///< of the last reading, in order; in lists empty
    std::optional<SchemaSelection> selection; ///< absent: everything is read
    std::optional<qint64> brokenTests;        ///< accuracy tests whose statement does not run any more; absent: none
    std::optional<bool> accuracyFell;         ///< the last run of its accuracy tests was worse than the one before
};
BOOST_DESCRIBE_STRUCT(Database, (),
                      (id, workspaceId, name, kind, displayUrl, readOnly, accountCanWrite, onboarding, onboardingStream,
                       organizationKind, tableCount, createdAt, onboardedAt, health, askable, stages, selection,
                       brokenTests, accuracyFell))

struct DatabaseList
{
    std::vector<Database> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(DatabaseList, (), (items, nextCursor))

/// GET tenant/databases
struct DatabaseListRequest
{
    std::optional<WorkspaceId> workspaceId; ///< the default workspace when absent
    std::optional<int> limit;
    std::optional<QString> cursor;
};
BOOST_DESCRIBE_STRUCT(DatabaseListRequest, (), (workspaceId, limit, cursor))

/// POST tenant/databases
struct CreateDatabaseRequest
{
    QString name;
    QString url;
    std::optional<WorkspaceId> workspaceId;
    bool onboard = true;
    std::optional<SchemaSelection> selection; ///< everything when absent
};
BOOST_DESCRIBE_STRUCT(CreateDatabaseRequest, (), (name, url, workspaceId, onboard, selection))

/// POST tenant/databases/{id}/onboard. Reads again what changed since; with full everything.
struct OnboardRequest
{
    ConnectionId id;
    bool full = false;
};
BOOST_DESCRIBE_STRUCT(OnboardRequest, (), (id, full))

/// PUT tenant/databases/{id}/selection: changes what is read, and reads it.
struct SelectionRequest
{
    ConnectionId id;
    SchemaSelection selection;
};
BOOST_DESCRIBE_STRUCT(SelectionRequest, (), (id, selection))

/// GET, DELETE tenant/databases/{id} and the like
struct DatabaseRequest
{
    ConnectionId id;
};
BOOST_DESCRIBE_STRUCT(DatabaseRequest, (), (id))

/// PUT tenant/databases/{id}
struct UpdateDatabaseRequest
{
    ConnectionId id;
    std::optional<QString> name;
    std::optional<QString> url;
};
BOOST_DESCRIBE_STRUCT(UpdateDatabaseRequest, (), (id, name, url))

/// POST tenant/databases/test: tries a URL before it is kept
struct TestUrlRequest
{
    QString url;
};
BOOST_DESCRIBE_STRUCT(TestUrlRequest, (), (url))

/// One layer of a connection: name, port, tls, login, database, grants.
struct TestStep
{
    QString layer;
    QString state; ///< ok, warning, skipped
    QString detail;
    qint64 ms = 0;
};
BOOST_DESCRIBE_STRUCT(TestStep, (), (layer, state, detail, ms))

/// Answer of a test that succeeded; one that fails is a Problem whose errors name the layer
/// as "connection.<layer>".
struct DatabaseTestResult
{
    QString kind;
    QString serverVersion;
    qint64 tableCount = 0;
    bool accountCanWrite = false;
    qint64 ms = 0;
    std::vector<TestStep> steps; ///< from the outside in
};
BOOST_DESCRIBE_STRUCT(DatabaseTestResult, (), (kind, serverVersion, tableCount, accountCanWrite, ms, steps))

/// POST tenant/databases/catalogue: what there is to choose from before a URL is kept;
/// GET tenant/databases/{id}/catalogue for one that is kept.
struct CatalogueRequest
{
    std::optional<ConnectionId> id; ///< one of the two
    std::optional<QString> url;
    std::optional<QString> search; ///< part of a table's name
    std::optional<QString> schema; ///< of this schema alone
    std::optional<int> limit;      ///< tables, 1 to 5000; 1000 when absent
};
BOOST_DESCRIBE_STRUCT(CatalogueRequest, (), (id, url, search, schema, limit))

/// POST tenant/databases/catalogue: the same for a URL that is not kept, by the names above.
struct UrlCatalogueRequest
{
    QString url;
    std::optional<QString> search;
    std::optional<QString> schema;
    std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(UrlCatalogueRequest, (), (url, search, schema, limit))

struct CatalogueSchema
{
    QString name; ///< empty where the engine has no schemas
    qint64 tableCount = 0;
};
BOOST_DESCRIBE_STRUCT(CatalogueSchema, (), (name, tableCount))

struct CatalogueTable
{
    QString schema;
    QString name;
    QString kind; ///< table or view
    std::optional<qint64> rowEstimate;
    bool selected = true;
};
BOOST_DESCRIBE_STRUCT(CatalogueTable, (), (schema, name, kind, rowEstimate, selected))

struct DatabaseCatalogue
{
    std::vector<CatalogueSchema> schemas; ///< all, whatever was searched for
    std::vector<CatalogueTable> tables;   ///< the first ones that match
    qint64 tableCount = 0;                ///< in all
    qint64 matchCount = 0;                ///< of the search
};
BOOST_DESCRIBE_STRUCT(DatabaseCatalogue, (), (schemas, tables, tableCount, matchCount))

/// One statement that tried to write, and how it was refused.
struct ProofAttempt
{
    QString statement;
    bool refused = false;
    QString answer; ///< the words of whoever refused it
};
BOOST_DESCRIBE_STRUCT(ProofAttempt, (), (statement, refused, answer))

/// One of the four layers of read-only.
struct ProofLayer
{
    QString layer; ///< statement, engine, grants, attempt
    QString state; ///< ok, warning, failed
    QString title;
    QString detail;
    std::vector<ProofAttempt> attempts;
};
BOOST_DESCRIBE_STRUCT(ProofLayer, (), (layer, state, title, detail, attempts))

/// POST tenant/databases/{id}/prove
struct ReadOnlyProof
{
    bool proved = false; ///< every layer that must hold did
    std::vector<ProofLayer> layers;
    Instant at;
    qint64 ms = 0;
};
BOOST_DESCRIBE_STRUCT(ReadOnlyProof, (), (proved, layers, at, ms))

/// GET tenant/databases/{id}/drift: what the last reading found to be different.
struct DriftChange
{
    QString change; ///< added, removed, changed
    QString schema;
    QString table;
    std::optional<QString> column; ///< absent: the table itself
    QString detail;                ///< in words: "integer became text"
};
BOOST_DESCRIBE_STRUCT(DriftChange, (), (change, schema, table, column, detail))

struct SchemaDrift
{
    std::optional<Instant> at;        ///< of the reading; absent before a second one
    std::vector<DriftChange> changes; ///< at most 1000
    qint64 changeCount = 0;
    qint64 tablesRead = 0; ///< looked at again because they changed
    qint64 tablesKept = 0; ///< as they were
};
BOOST_DESCRIBE_STRUCT(SchemaDrift, (), (at, changes, changeCount, tablesRead, tablesKept))

/// GET tenant/databases/{id}/schema
struct SchemaRequest
{
    ConnectionId id;
    std::optional<QString> search; ///< part of a table's or column's name or description
    std::optional<QString> schema; ///< of this schema alone
    std::optional<int> limit;      ///< tables, 1 to 2000; 2000 when absent
    std::optional<QString> cursor;
    bool columns = true; ///< false: tables without their columns
};
BOOST_DESCRIBE_STRUCT(SchemaRequest, (), (id, search, schema, limit, cursor, columns))

/// GET tenant/databases/{id}/table: everything about one table
struct TableRequest
{
    ConnectionId id;
    std::optional<QString> schema;
    QString name;
};
BOOST_DESCRIBE_STRUCT(TableRequest, (), (id, schema, name))

/// GET tenant/databases/{id}/schema: what was understood
struct ColumnInfo
{
    QString name;
    QString databaseType;
    QString role;
    QString description;
    bool primaryKey = false;
    std::optional<QString> references; ///< "table.column"
    std::optional<bool> referenceInferred;
    std::vector<QString> samples;
    QString type; ///< boolean, integer, decimal, real, text, date, time, timestamp, binary, json, other
    QString unit;
    bool nullable = true;
    bool unique = false;
    bool generated = false;
    std::optional<qint64> distinctCount; ///< figures of what was looked at
    std::optional<qint64> nullCount;
    std::optional<QString> minimum;
    std::optional<QString> maximum;
    bool exact = true;   ///< measured on all rows and not on a sample
    bool hidden = false; ///< by the vocabulary
};
BOOST_DESCRIBE_STRUCT(ColumnInfo, (),
                      (name, databaseType, role, description, primaryKey, references, referenceInferred, samples, type,
                       unit, nullable, unique, generated, distinctCount, nullCount, minimum, maximum, exact, hidden))

struct TableInfo
{
    QString schema;
    QString name;
    QString kind; ///< table or view
    QString description;
    std::optional<qint64> rowCount;
    std::vector<ColumnInfo> columns;
    QString comment; ///< the database's own
    qint64 columnCount = 0;
    bool profiled = false; ///< its rows were looked at
    bool hidden = false;   ///< by the vocabulary
};
BOOST_DESCRIBE_STRUCT(TableInfo, (),
                      (schema, name, kind, description, rowCount, columns, comment, columnCount, profiled, hidden))

/// A key between two tables, seen from the one that holds it.
struct KeyInfo
{
    QString schema;
    QString table;
    std::vector<QString> columns;
    QString referencedSchema;
    QString referencedTable;
    std::vector<QString> referencedColumns;
    bool inferred = false;
    double confidence = 1;
};
BOOST_DESCRIBE_STRUCT(KeyInfo, (),
                      (schema, table, columns, referencedSchema, referencedTable, referencedColumns, inferred,
                       confidence))

struct TableDetails
{
    TableInfo table;
    std::vector<KeyInfo> keys;       ///< that it holds
    std::vector<KeyInfo> referredBy; ///< that others hold to it
};
BOOST_DESCRIBE_STRUCT(TableDetails, (), (table, keys, referredBy))

struct ExampleInfo
{
    QString question;
    QString sql;
};
BOOST_DESCRIBE_STRUCT(ExampleInfo, (), (question, sql))

struct DatabaseSchema
{
    QString organizationKind;
    double organizationConfidence = 0;
    std::vector<QString> organizationEvidence;
    std::vector<TableInfo> tables;
    std::vector<ExampleInfo> examples;
    qint64 tableCount = 0; ///< that match the request, in all
    bool complete = true;  ///< false while some tables are still to be read
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(DatabaseSchema, (),
                      (organizationKind, organizationConfidence, organizationEvidence, tables, examples, tableCount,
                       complete, nextCursor))

} // namespace tabletalk::api
