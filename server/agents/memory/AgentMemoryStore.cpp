// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/memory/AgentMemoryStore.h"

#include "core/text/SearchText.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

QString personIn(const QString &scope, UserId person)
{
    return scope == u"personal" ? person.toString() : u""_s;
}

api::MemoryFact factIn(const Record &row, UserId reader)
{
    api::MemoryFact fact;
    fact.id = row.id<AgentMemoryId>(u"id"_s);
    fact.workspaceId = row.id<WorkspaceId>(u"workspace_id"_s);
    if (!row.isNull(u"agent_id"_s))
        fact.agentId = row.id<AgentId>(u"agent_id"_s);
    fact.scope = row.text(u"scope"_s);
    fact.text = row.text(u"text"_s);
    fact.said = row.text(u"said"_s);
    fact.meant = row.text(u"meant"_s);
    fact.origin = row.text(u"origin"_s);
    fact.question = row.text(u"question"_s);
    if (!row.isNull(u"answer_id"_s))
        fact.answerId = row.id<MessageId>(u"answer_id"_s);
    fact.userId = row.id<UserId>(u"user_id"_s);
    fact.userName = row.text(u"user_name"_s);
    fact.mine = fact.userId == reader;
    fact.createdAt = row.instant(u"created_at"_s);
    fact.updatedAt = row.instant(u"updated_at"_s);
    fact.expiresAt = row.optionalInstant(u"expires_at"_s);
    return fact;
}

/// What inserting and updating bind.
Bindings bindingsOf(const api::MemoryFact &fact)
{
    return {{u"id"_s, stored(fact.id)},
            {u"scope"_s, fact.scope},
            {u"text"_s, fact.text},
            {u"search_text"_s, notNull(searchText(fact.text))},
            {u"said"_s, notNull(fact.said)},
            {u"meant"_s, notNull(fact.meant)},
            {u"expires_at"_s, stored(fact.expiresAt)},
            {u"now"_s, stored(fact.updatedAt)}};
}

} // namespace

void AgentMemoryStore::insert(const api::MemoryFact &fact)
{
    Bindings values = bindingsOf(fact);
    values.set(u"workspace"_s, stored(fact.workspaceId));
    values.set(u"agent"_s, stored(fact.agentId));
    values.set(u"user"_s, stored(fact.userId));
    values.set(u"origin"_s, fact.origin);
    values.set(u"question"_s, notNull(fact.question));
    values.set(u"answer"_s, stored(fact.answerId));
    m_transaction.execute(m_scope, u"memory/insert"_s, values);
}

std::vector<api::MemoryFact> AgentMemoryStore::list(WorkspaceId workspace, UserId reader, const QString &wanted,
                                                    Instant now, int limit)
{
    std::vector<api::MemoryFact> facts;
    for (const Record &row : m_transaction.select(m_scope, u"memory/list"_s,
                                                  {{u"workspace"_s, stored(workspace)},
                                                   {u"user"_s, stored(reader)},
                                                   {u"scope"_s, notNull(wanted)},
                                                   {u"now"_s, stored(now)},
                                                   {u"limit"_s, limit}}))
        facts.push_back(factIn(row, reader));
    return facts;
}

std::optional<api::MemoryFact> AgentMemoryStore::find(WorkspaceId workspace, AgentMemoryId id, UserId reader,
                                                      Instant now)
{
    const auto row = m_transaction.selectOne(m_scope, u"memory/find"_s,
                                             {{u"workspace"_s, stored(workspace)},
                                              {u"id"_s, stored(id)},
                                              {u"user"_s, stored(reader)},
                                              {u"now"_s, stored(now)}});
    return row ? std::optional(factIn(*row, reader)) : std::nullopt;
}

std::optional<AgentMemoryId> AgentMemoryStore::same(const api::MemoryFact &fact)
{
    const auto row = m_transaction.selectOne(m_scope, u"memory/find_same"_s,
                                             {{u"workspace"_s, stored(fact.workspaceId)},
                                              {u"scope"_s, fact.scope},
                                              {u"search_text"_s, notNull(searchText(fact.text))},
                                              {u"user"_s, stored(fact.userId)},
                                              {u"agent"_s, fact.agentId ? fact.agentId->toString() : u""_s}});
    return row ? std::optional(row->id<AgentMemoryId>(u"id"_s)) : std::nullopt;
}

qint64 AgentMemoryStore::count(WorkspaceId workspace, const QString &scope, UserId person)
{
    const auto row = m_transaction.selectOne(
        m_scope, u"memory/count"_s,
        {{u"workspace"_s, stored(workspace)}, {u"scope"_s, scope}, {u"user"_s, personIn(scope, person)}});
    return row ? row->integer(u"facts"_s) : 0;
}

qint64 AgentMemoryStore::countProposed(MessageId answer)
{
    const auto row = m_transaction.selectOne(m_scope, u"memory/count_proposed"_s, {{u"answer"_s, stored(answer)}});
    return row ? row->integer(u"facts"_s) : 0;
}

void AgentMemoryStore::update(const api::MemoryFact &fact)
{
    m_transaction.execute(m_scope, u"memory/update"_s, bindingsOf(fact));
}

void AgentMemoryStore::confirm(AgentMemoryId id, Instant now)
{
    m_transaction.execute(m_scope, u"memory/confirm"_s, {{u"id"_s, stored(id)}, {u"now"_s, stored(now)}});
}

void AgentMemoryStore::remove(AgentMemoryId id)
{
    m_transaction.execute(m_scope, u"memory/delete"_s, {{u"id"_s, stored(id)}});
}

qint64 AgentMemoryStore::removeAll(WorkspaceId workspace, const QString &scope, UserId person)
{
    return m_transaction.execute(
        m_scope, u"memory/delete_all"_s,
        {{u"workspace"_s, stored(workspace)}, {u"scope"_s, scope}, {u"user"_s, personIn(scope, person)}});
}

void AgentMemoryStore::removeOfAgent(AgentId agent)
{
    m_transaction.execute(m_scope, u"memory/delete_of_agent"_s, {{u"agent"_s, stored(agent)}});
}

void AgentMemoryStore::dropExpired(Transaction &transaction, Instant now)
{
    transaction.execute(PlatformScope::ofJobs(), u"memory/delete_expired"_s, {{u"now"_s, stored(now)}});
}

} // namespace tabletalk
