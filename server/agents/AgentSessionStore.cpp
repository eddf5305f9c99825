// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/AgentSessionStore.h"

#include "core/api/Codec.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

template <class Message>
std::optional<Message> readStored(const std::optional<QString> &text)
{
    if (!text)
        return std::nullopt;
    const QByteArray utf8 = text->toUtf8();
    const auto json =
        api::parseJson({utf8.constData(), size_t(utf8.size())}, {.maxBytes = size_t{16} * 1024 * 1024, .maxDepth = 32});
    auto message = json ? api::fromJson<Message>(*json) : std::unexpected(Problem());
    return message ? std::optional(*std::move(message)) : std::nullopt;
}

template <class Message>
QVariant storedJson(const std::optional<Message> &message)
{
    return message ? QVariant(QString::fromStdString(api::toJsonText(*message))) : QVariant();
}

api::AgentSessionSummary summaryIn(const Record &row)
{
    return {row.id<AgentSessionId>(u"id"_s), row.id<WorkspaceId>(u"workspace_id"_s), row.text(u"title"_s),
            row.instant(u"created_at"_s), row.instant(u"updated_at"_s)};
}

} // namespace

void AgentSessionStore::insert(const api::AgentSessionSummary &session, UserId user)
{
    m_transaction.execute(m_scope, u"agents/insert_session"_s,
                          {{u"id"_s, stored(session.id)},
                           {u"workspace"_s, stored(session.workspaceId)},
                           {u"user"_s, stored(user)},
                           {u"title"_s, session.title},
                           {u"now"_s, stored(session.createdAt)}});
}

void AgentSessionStore::touch(AgentSessionId id, Instant now)
{
    m_transaction.execute(m_scope, u"agents/touch_session"_s, {{u"id"_s, stored(id)}, {u"now"_s, stored(now)}});
}

std::optional<api::AgentSessionSummary> AgentSessionStore::find(WorkspaceId workspace, AgentSessionId id, UserId user)
{
    const auto row = m_transaction.selectOne(
        m_scope, u"agents/find_session"_s,
        {{u"id"_s, stored(id)}, {u"workspace"_s, stored(workspace)}, {u"user"_s, stored(user)}});
    return row ? std::optional(summaryIn(*row)) : std::nullopt;
}

std::vector<api::AgentSessionSummary> AgentSessionStore::list(WorkspaceId workspace, UserId user, Instant beforeAt,
                                                              const QString &beforeId, int limit)
{
    std::vector<api::AgentSessionSummary> sessions;
    for (const Record &row :
         m_transaction.select(m_scope, u"agents/list_sessions"_s,
                              {{u"workspace"_s, stored(workspace)},
                               {u"user"_s, stored(user)},
                               {u"before_at"_s, stored(beforeAt)},
                               {u"before_id"_s, beforeId.isNull() ? QVariant(u""_s) : QVariant(beforeId)},
                               {u"limit"_s, limit}}))
        sessions.push_back(summaryIn(row));
    return sessions;
}

void AgentSessionStore::remove(AgentSessionId id)
{
    m_transaction.execute(m_scope, u"agents/delete_messages"_s, {{u"session"_s, stored(id)}});
    m_transaction.execute(m_scope, u"agents/delete_session"_s, {{u"id"_s, stored(id)}});
}

void AgentSessionStore::insertMessage(const NewMessage &message, Instant now)
{
    m_transaction.execute(m_scope, u"agents/insert_message"_s,
                          {{u"id"_s, stored(message.id)},
                           {u"session"_s, stored(message.session)},
                           {u"agent"_s, stored(message.agent)},
                           {u"user"_s, stored(message.user)},
                           {u"stream"_s, stored(message.stream)},
                           {u"question"_s, message.question},
                           {u"node"_s, message.node},
                           {u"now"_s, stored(now)}});
}

bool AgentSessionStore::finishMessage(MessageId id, const MessageEnd &end, Instant now)
{
    return m_transaction.execute(m_scope, u"agents/finish_message"_s,
                                 {{u"id"_s, stored(id)},
                                  {u"status"_s, end.status},
                                  {u"answer"_s, storedJson(end.answer)},
                                  {u"problem"_s, storedJson(end.problem)},
                                  {u"now"_s, stored(now)}})
           > 0;
}

std::vector<api::AgentMessage> AgentSessionStore::messages(AgentSessionId session, int limit)
{
    std::vector<api::AgentMessage> messages;
    for (const Record &row : m_transaction.select(m_scope, u"agents/list_messages"_s,
                                                  {{u"session"_s, stored(session)}, {u"limit"_s, limit}})) {
        api::AgentMessage message;
        message.id = row.id<MessageId>(u"id"_s);
        message.agentId = AgentId::fromString(row.text(u"agent_id"_s));
        message.question = row.text(u"question"_s);
        message.status = row.text(u"status"_s);
        message.stream = row.id<StreamId>(u"stream_id"_s);
        message.answer = readStored<api::AgentAnswer>(row.optionalText(u"answer"_s));
        message.problem = readStored<api::ProblemEvent>(row.optionalText(u"problem"_s));
        message.createdAt = row.instant(u"created_at"_s);
        messages.push_back(std::move(message));
    }
    std::ranges::reverse(messages);
    return messages;
}

std::vector<AgentTask::Turn> AgentSessionStore::turns(AgentSessionId session, int limit)
{
    std::vector<AgentTask::Turn> turns;
    for (const api::AgentMessage &message : messages(session, limit)) {
        if (message.answer)
            turns.push_back({message.question, message.answer->text});
    }
    return turns;
}

bool AgentSessionStore::ownsStream(WorkspaceId workspace, StreamId stream, UserId user)
{
    return m_transaction
        .selectOne(m_scope, u"agents/find_own_stream"_s,
                   {{u"stream"_s, stored(stream)}, {u"workspace"_s, stored(workspace)}, {u"user"_s, stored(user)}})
        .has_value();
}

bool AgentSessionStore::ownsMessage(MessageId message, UserId user)
{
    return m_transaction
        .selectOne(m_scope, u"agents/find_own_message"_s, {{u"id"_s, stored(message)}, {u"user"_s, stored(user)}})
        .has_value();
}

} // namespace tabletalk
