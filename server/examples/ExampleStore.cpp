// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/examples/ExampleStore.h"

#include "core/api/Chat.h"
#include "core/api/Codec.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

ExampleStore::Entry entryOf(const Record &record)
{
    ExampleStore::Entry entry;
    entry.answer.id = record.id<ExampleId>(u"id"_s);
    entry.answer.databaseId = record.id<ConnectionId>(u"connection_id"_s);
    entry.answer.question = record.text(u"question"_s);
    entry.answer.sql = record.text(u"sql"_s);
    entry.answer.proposedBy = record.text(u"proposer"_s);
    entry.answer.proposedAt = record.instant(u"proposed_at"_s);
    entry.answer.approvedAt = record.optionalInstant(u"approved_at"_s);
    if (entry.answer.approvedAt)
        entry.answer.approvedBy = record.text(u"approver"_s);
    entry.proposer = record.id<UserId>(u"proposed_by"_s);
    entry.message = record.id<MessageId>(u"message_id"_s);
    return entry;
}

/// The statement of an answer as kept; empty without one.
QString statementOf(const std::optional<QString> &answer)
{
    if (!answer)
        return {};
    const QByteArray utf8 = answer->toUtf8();
    const auto json =
        api::parseJson({utf8.constData(), size_t(utf8.size())}, {.maxBytes = size_t{16} * 1024 * 1024, .maxDepth = 32});
    const auto read = json ? api::fromJson<api::Answer>(*json) : std::unexpected(Problem());
    return read ? read->sql : QString();
}

} // namespace

std::vector<ExampleStore::Entry> ExampleStore::list(ConnectionId connection, UserId user, bool manages, int limit)
{
    std::vector<Entry> entries;
    for (const Record &record : m_transaction.select(m_scope, u"examples/list"_s,
                                                     {{u"connection"_s, stored(connection)},
                                                      {u"user"_s, stored(user)},
                                                      {u"manages"_s, manages ? 1 : 0},
                                                      {u"limit"_s, limit}}))
        entries.push_back(entryOf(record));
    return entries;
}

std::optional<ExampleStore::Entry> ExampleStore::find(ConnectionId connection, ExampleId id)
{
    const auto record = m_transaction.selectOne(m_scope, u"examples/find"_s,
                                                {{u"connection"_s, stored(connection)}, {u"id"_s, stored(id)}});
    return record ? std::optional(entryOf(*record)) : std::nullopt;
}

void ExampleStore::insert(const NewExample &example, UserId proposer, bool approved, Instant now)
{
    m_transaction.execute(m_scope, u"examples/insert"_s,
                          {{u"id"_s, stored(example.id)},
                           {u"connection"_s, stored(example.connection)},
                           {u"message"_s, stored(example.message)},
                           {u"question"_s, example.example.question},
                           {u"sql"_s, example.example.sql},
                           {u"row_count"_s, example.example.rowCount},
                           {u"user"_s, stored(proposer)},
                           {u"now"_s, stored(now)},
                           {u"approver"_s, approved ? stored(proposer) : QVariant()},
                           {u"approved_at"_s, approved ? stored(now) : QVariant()}});
}

void ExampleStore::approve(ConnectionId connection, ExampleId id, UserId approver, Instant now)
{
    m_transaction.execute(m_scope, u"examples/approve"_s,
                          {{u"connection"_s, stored(connection)},
                           {u"id"_s, stored(id)},
                           {u"user"_s, stored(approver)},
                           {u"now"_s, stored(now)}});
}

void ExampleStore::remove(ConnectionId connection, ExampleId id)
{
    m_transaction.execute(m_scope, u"examples/delete"_s,
                          {{u"connection"_s, stored(connection)}, {u"id"_s, stored(id)}});
}

QStringList ExampleStore::approvedIds(ConnectionId connection, int limit)
{
    QStringList ids;
    for (const Record &record : m_transaction.select(m_scope, u"examples/list_approved_ids"_s,
                                                     {{u"connection"_s, stored(connection)}, {u"limit"_s, limit}}))
        ids.append(record.text(u"id"_s));
    return ids;
}

std::vector<QuestionExample> ExampleStore::approved(ConnectionId connection, int limit)
{
    std::vector<QuestionExample> examples;
    for (const Record &record : m_transaction.select(m_scope, u"examples/list_approved"_s,
                                                     {{u"connection"_s, stored(connection)}, {u"limit"_s, limit}}))
        examples.push_back({record.text(u"question"_s), record.text(u"sql"_s), record.integer(u"row_count"_s), true});
    return examples;
}

void ExampleStore::saveFeedback(MessageId message, UserId user, bool good, const QString &reason, Instant now)
{
    m_transaction.execute(m_scope, u"chat/save_feedback"_s,
                          {{u"message"_s, stored(message)},
                           {u"user"_s, stored(user)},
                           {u"good"_s, good ? 1 : 0},
                           {u"reason"_s, reason.isNull() ? u""_s : reason},
                           {u"now"_s, stored(now)}});
}

void ExampleStore::removeFeedback(MessageId message, UserId user)
{
    m_transaction.execute(m_scope, u"chat/delete_feedback"_s,
                          {{u"message"_s, stored(message)}, {u"user"_s, stored(user)}});
}

std::vector<api::FeedbackEntry> ExampleStore::feedback(ConnectionId connection, int limit)
{
    std::vector<api::FeedbackEntry> entries;
    for (const Record &record : m_transaction.select(m_scope, u"chat/list_feedback"_s,
                                                     {{u"connection"_s, stored(connection)}, {u"limit"_s, limit}}))
        entries.push_back({record.id<MessageId>(u"message_id"_s), record.flag(u"good"_s), record.text(u"reason"_s),
                           record.text(u"question"_s), statementOf(record.optionalText(u"answer"_s)),
                           record.text(u"full_name"_s), record.instant(u"created_at"_s)});
    return entries;
}

} // namespace tabletalk
