// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

namespace tabletalk::api {

/// Where onboarding stands; also the data of "progress" events on its stream.
struct OnboardingProgress
{
    QString stage; ///< queued, connecting, reading, profiling, understanding, examples, ready, failed, cancelled
    qint64 done = 0;
    qint64 total = 0; ///< 0: not known yet
    std::optional<qint64> secondsLeft;
    QString detail; ///< the table at hand, or the reason of a failure
};
BOOST_DESCRIBE_STRUCT(OnboardingProgress, (), (stage, done, total, secondsLeft, detail))

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
};
BOOST_DESCRIBE_STRUCT(Database, (),
                      (id, workspaceId, name, kind, displayUrl, readOnly, accountCanWrite, onboarding, onboardingStream,
                       organizationKind, tableCount, createdAt, onboardedAt))

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
};
BOOST_DESCRIBE_STRUCT(CreateDatabaseRequest, (), (name, url, workspaceId, onboard))

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

/// Answer of a test that succeeded; one that fails is a Problem.
struct DatabaseTestResult
{
    QString kind;
    QString serverVersion;
    qint64 tableCount = 0;
    bool accountCanWrite = false;
    qint64 ms = 0;
};
BOOST_DESCRIBE_STRUCT(DatabaseTestResult, (), (kind, serverVersion, tableCount, accountCanWrite, ms))

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
};
BOOST_DESCRIBE_STRUCT(ColumnInfo, (),
                      (name, databaseType, role, description, primaryKey, references, referenceInferred, samples))

struct TableInfo
{
    QString schema;
    QString name;
    QString kind; ///< table or view
    QString description;
    std::optional<qint64> rowCount;
    std::vector<ColumnInfo> columns;
};
BOOST_DESCRIBE_STRUCT(TableInfo, (), (schema, name, kind, description, rowCount, columns))

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
};
BOOST_DESCRIBE_STRUCT(DatabaseSchema, (),
                      (organizationKind, organizationConfidence, organizationEvidence, tables, examples))

} // namespace tabletalk::api
