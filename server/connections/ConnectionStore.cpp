// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/ConnectionStore.h"

#include "core/base/Problem.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

StoredConnection connectionOf(const Record &record)
{
    StoredConnection connection;
    api::Database &database = connection.database;
    database.id = record.id<ConnectionId>(u"id"_s);
    database.workspaceId = record.id<WorkspaceId>(u"workspace_id"_s);
    database.name = record.text(u"name"_s);
    database.kind = record.text(u"kind"_s);
    database.displayUrl = record.text(u"display_url"_s);
    if (!record.isNull(u"account_can_write"_s))
        database.accountCanWrite = record.flag(u"account_can_write"_s);
    database.onboarding.stage = record.text(u"stage"_s);
    database.onboarding.done = record.integer(u"stage_done"_s);
    database.onboarding.total = record.integer(u"stage_total"_s);
    database.onboarding.detail = record.text(u"stage_detail"_s);
    if (!record.isNull(u"stream_id"_s))
        database.onboardingStream = record.id<StreamId>(u"stream_id"_s);
    database.organizationKind = record.optionalText(u"organization_kind"_s);
    database.tableCount = record.optionalInteger(u"table_count"_s);
    database.createdAt = record.instant(u"created_at"_s);
    database.onboardedAt = record.optionalInstant(u"onboarded_at"_s);
    if (!record.isNull(u"health_state"_s))
        database.health =
            api::DatabaseHealth{record.text(u"health_state"_s), record.optionalInstant(u"health_checked_at"_s),
                                record.integer(u"health_ms"_s), record.text(u"health_detail"_s)};
    database.askable = record.flag(u"askable"_s);
    if (const qint64 broken = record.integer(u"broken_tests"_s))
        database.brokenTests = broken;
    if (record.flag(u"accuracy_fell"_s))
        database.accuracyFell = true;
    connection.sealedUrl = record.bytes(u"sealed_url"_s);
    if (!record.isNull(u"job_id"_s))
        connection.job = record.id<JobId>(u"job_id"_s);
    return connection;
}

QVariant storedFlag(const std::optional<bool> &flag)
{
    return flag ? QVariant(*flag ? 1 : 0) : QVariant();
}

} // namespace

std::optional<WorkspaceId> ConnectionStore::workspace(const std::optional<WorkspaceId> &wanted)
{
    const auto record = m_transaction.selectOne(
        m_scope, u"connections/find_workspace"_s,
        {{u"workspace"_s, wanted ? wanted->toString() : QString()}, {u"any"_s, wanted ? 0 : 1}});
    return record ? std::optional(record->id<WorkspaceId>(u"id"_s)) : std::nullopt;
}

void ConnectionStore::insert(const StoredConnection &connection, UserId user, Instant now)
{
    const api::Database &database = connection.database;
    m_transaction.execute(m_scope, u"connections/insert"_s,
                          {{u"id"_s, stored(database.id)},
                           {u"workspace"_s, stored(database.workspaceId)},
                           {u"name"_s, database.name},
                           {u"kind"_s, database.kind},
                           {u"sealed_url"_s, connection.sealedUrl},
                           {u"display_url"_s, database.displayUrl},
                           {u"account_can_write"_s, storedFlag(database.accountCanWrite)},
                           {u"user"_s, stored(user)},
                           {u"now"_s, stored(now)}});
}

WorkspaceId ConnectionStore::requireInUse(ConnectionId id)
{
    const auto place = m_transaction.selectOne(m_scope, u"connections/find_place"_s, {{u"id"_s, stored(id)}});
    if (!place)
        throw Problem::of(ProblemCode::NotFound);
    if (place->optionalInstant(u"archived_at"_s))
        throw Problem::of(
            ProblemCode::Conflict,
            QCoreApplication::translate("Connections", "This database is in the workspace \"%1\", which is archived.")
                .arg(place->text(u"name"_s)),
            QCoreApplication::translate("Connections", "Bring the workspace back, or ask a database of another one."));
    return place->id<WorkspaceId>(u"workspace_id"_s);
}

std::optional<StoredConnection> ConnectionStore::find(ConnectionId id)
{
    const auto record = m_transaction.selectOne(m_scope, u"connections/find"_s, {{u"id"_s, stored(id)}});
    return record ? std::optional(connectionOf(*record)) : std::nullopt;
}

std::vector<StoredConnection> ConnectionStore::list(WorkspaceId workspace, const QString &afterName, int limit)
{
    std::vector<StoredConnection> connections;
    for (const Record &record :
         m_transaction.select(m_scope, u"connections/list"_s,
                              {{u"workspace"_s, stored(workspace)}, {u"after"_s, afterName}, {u"limit"_s, limit}}))
        connections.push_back(connectionOf(record));
    return connections;
}

void ConnectionStore::rename(ConnectionId id, const QString &name)
{
    m_transaction.execute(m_scope, u"connections/rename"_s, {{u"id"_s, stored(id)}, {u"name"_s, name}});
}

void ConnectionStore::setUrl(const StoredConnection &connection)
{
    m_transaction.execute(m_scope, u"connections/set_url"_s,
                          {{u"id"_s, stored(connection.database.id)},
                           {u"kind"_s, connection.database.kind},
                           {u"sealed_url"_s, connection.sealedUrl},
                           {u"display_url"_s, connection.database.displayUrl},
                           {u"account_can_write"_s, storedFlag(connection.database.accountCanWrite)}});
}

void ConnectionStore::setAccountCanWrite(ConnectionId id, bool canWrite)
{
    m_transaction.execute(m_scope, u"connections/set_account_can_write"_s,
                          {{u"id"_s, stored(id)}, {u"account_can_write"_s, canWrite ? 1 : 0}});
}

void ConnectionStore::setHealth(ConnectionId id, const api::DatabaseHealth &health)
{
    m_transaction.execute(m_scope, u"connections/set_health"_s,
                          {{u"id"_s, stored(id)},
                           {u"state"_s, health.state},
                           {u"now"_s, stored(health.checkedAt)},
                           {u"ms"_s, health.ms},
                           {u"detail"_s, health.detail.isNull() ? u""_s : health.detail}});
}

bool ConnectionStore::remove(ConnectionId id)
{
    return m_transaction.execute(m_scope, u"connections/delete"_s, {{u"id"_s, stored(id)}}) > 0;
}

void ConnectionStore::beginOnboarding(ConnectionId id, StreamId stream, JobId job)
{
    m_transaction.execute(m_scope, u"connections/begin_onboarding"_s,
                          {{u"id"_s, stored(id)}, {u"stream"_s, stored(stream)}, {u"job"_s, stored(job)}});
}

void ConnectionStore::setStage(ConnectionId id, StreamId stream, const api::OnboardingProgress &progress, bool final)
{
    m_transaction.execute(m_scope, u"connections/set_stage"_s,
                          {{u"id"_s, stored(id)},
                           {u"stream"_s, stored(stream)},
                           {u"stage"_s, progress.stage},
                           {u"done"_s, progress.done},
                           {u"total"_s, progress.total},
                           {u"detail"_s, progress.detail.isNull() ? u""_s : progress.detail},
                           {u"final"_s, final ? 1 : 0}});
}

void ConnectionStore::saveUnderstanding(ConnectionId id, const Understanding &understanding, const QByteArray &encoded,
                                        Instant now)
{
    m_transaction.execute(m_scope, u"connections/save_understanding"_s,
                          {{u"id"_s, stored(id)}, {u"understanding"_s, encoded}, {u"now"_s, stored(now)}});
    m_transaction.execute(m_scope, u"connections/set_understood"_s,
                          {{u"id"_s, stored(id)},
                           {u"organization_kind"_s, understanding.organisation.kind},
                           {u"table_count"_s, qint64(understanding.schema.tables.size())},
                           {u"now"_s, understanding.complete ? stored(now) : QVariant()}});
    if (!understanding.complete)
        return; // the examples come last
    m_transaction.execute(m_scope, u"connections/delete_examples"_s, {{u"id"_s, stored(id)}});
    int position = 0;
    for (const QuestionExample &example : understanding.examples) {
        m_transaction.execute(m_scope, u"connections/insert_example"_s,
                              {{u"id"_s, stored(id)},
                               {u"position"_s, position++},
                               {u"question"_s, example.question},
                               {u"sql"_s, example.sql},
                               {u"row_count"_s, example.rowCount}});
    }
}

std::optional<QByteArray> ConnectionStore::understanding(ConnectionId id)
{
    const auto record = m_transaction.selectOne(m_scope, u"connections/find_understanding"_s, {{u"id"_s, stored(id)}});
    return record ? std::optional(record->bytes(u"understanding"_s)) : std::nullopt;
}

std::vector<ConnectionStore::Askable> ConnectionStore::askable(const std::optional<WorkspaceId> &within, int limit,
                                                               int questions)
{
    std::vector<Askable> list;
    const Bindings wanted{{u"anywhere"_s, within ? 0 : 1},
                          {u"workspace"_s, within ? within->toString() : QString()},
                          {u"limit"_s, limit}};
    for (const Record &record : m_transaction.select(m_scope, u"connections/list_askable"_s, wanted)) {
        Askable askable{record.id<ConnectionId>(u"id"_s),
                        record.text(u"name"_s),
                        record.text(u"kind"_s),
                        record.text(u"display_url"_s),
                        record.flag(u"askable"_s),
                        {},
                        record.id<WorkspaceId>(u"workspace_id"_s)};
        for (const Record &question : m_transaction.select(m_scope, u"connections/list_questions"_s,
                                                           {{u"id"_s, stored(askable.id)}, {u"limit"_s, questions}}))
            askable.questions.push_back(question.text(u"question"_s));
        list.push_back(std::move(askable));
    }
    return list;
}

} // namespace tabletalk
