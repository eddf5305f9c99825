// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/AgentStore.h"

#include "core/api/Codec.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

QString storedSkills(const std::vector<api::AgentSkill> &skills)
{
    boost::json::array array;
    for (const api::AgentSkill &skill : skills)
        array.push_back(api::toJson(skill));
    return QString::fromStdString(boost::json::serialize(array));
}

/// What we stored ourselves; what a later version wrote and this one does not know is left out.
std::vector<api::AgentSkill> skillsIn(const QString &text)
{
    std::vector<api::AgentSkill> skills;
    const QByteArray utf8 = text.toUtf8();
    const auto json = api::parseJson({utf8.constData(), size_t(utf8.size())}, {.maxBytes = size_t{1024} * 1024});
    if (!json || !json->is_array())
        return skills;
    for (const boost::json::value &item : json->get_array()) {
        if (auto skill = api::fromJson<api::AgentSkill>(item))
            skills.push_back(*std::move(skill));
    }
    return skills;
}

QString joined(const std::vector<QString> &words)
{
    return QStringList(words.begin(), words.end()).join(u' ');
}

std::vector<QString> wordsIn(const QString &text)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    return {words.begin(), words.end()};
}

QString storedDatabases(const std::vector<ConnectionId> &databases)
{
    QStringList ids;
    for (const ConnectionId &id : databases)
        ids << id.toString();
    return ids.join(u' ');
}

/// A text that is not null, which has no place in the columns.
QVariant text(const QString &given)
{
    return given.isNull() ? QVariant(u""_s) : QVariant(given);
}

Bindings bindingsOf(const api::Agent &agent)
{
    return {{u"id"_s, stored(agent.id)},
            {u"name"_s, text(agent.name)},
            {u"description"_s, text(agent.description)},
            {u"instructions"_s, text(agent.instructions)},
            {u"tone"_s, text(agent.tone)},
            {u"personality"_s, text(agent.personality)},
            {u"skills"_s, storedSkills(agent.skills)},
            {u"tools"_s, text(joined(agent.tools))},
            {u"all_databases"_s, agent.allDatabases ? 1 : 0},
            {u"databases"_s, text(storedDatabases(agent.databaseIds))},
            {u"model"_s, text(agent.model)},
            {u"visibility"_s, text(agent.visibility)},
            {u"active"_s, agent.active ? 1 : 0},
            {u"now"_s, stored(agent.updatedAt)}};
}

api::Agent agentIn(const Record &row)
{
    api::Agent agent;
    agent.id = row.id<AgentId>(u"id"_s);
    agent.workspaceId = row.id<WorkspaceId>(u"workspace_id"_s);
    agent.name = row.text(u"name"_s);
    agent.description = row.text(u"description"_s);
    agent.instructions = row.text(u"instructions"_s);
    agent.tone = row.text(u"tone"_s);
    agent.personality = row.text(u"personality"_s);
    agent.skills = skillsIn(row.text(u"skills"_s));
    agent.tools = wordsIn(row.text(u"tools"_s));
    agent.allDatabases = row.flag(u"all_databases"_s);
    for (const QString &id : wordsIn(row.text(u"databases"_s))) {
        if (const auto database = ConnectionId::fromString(id))
            agent.databaseIds.push_back(*database);
    }
    agent.model = row.text(u"model"_s);
    agent.visibility = row.text(u"visibility"_s);
    agent.active = row.flag(u"active"_s);
    agent.isDefault = row.flag(u"is_default"_s);
    if (const auto owner = UserId::fromString(row.text(u"user_id"_s)))
        agent.ownerId = owner;
    agent.ownerName = row.text(u"owner_name"_s);
    agent.createdAt = row.instant(u"created_at"_s);
    agent.updatedAt = row.instant(u"updated_at"_s);
    if (agent.isDefault && agent.name.isEmpty()) {
        agent.name = QCoreApplication::translate("Agents", "Assistant");
        if (agent.description.isEmpty())
            agent.description = QCoreApplication::translate(
                "Agents", "Answers from the databases and documents of the workspace, and says where it read it.");
    }
    return agent;
}

} // namespace

ShareStore AgentStore::sharesOf(AgentId id)
{
    return {m_transaction, m_scope, u"agent"_s, id.toString()};
}

Audience AgentStore::audienceOf(const api::Agent &agent)
{
    Audience audience;
    audience.visibility = visibilityFromName(agent.visibility).value_or(Visibility::Private);
    sharesOf(agent.id).read(audience);
    return audience;
}

std::optional<api::Agent> AgentStore::find(WorkspaceId workspace, AgentId id, const Viewer &viewer)
{
    const auto row = m_transaction.selectOne(
        m_scope, u"agents/find"_s,
        {{u"id"_s, stored(id)}, {u"user"_s, stored(viewer.user)}, {u"is_guest"_s, viewer.isGuest ? 1 : 0}});
    if (!row || row->id<WorkspaceId>(u"workspace_id"_s) != workspace)
        return std::nullopt;
    api::Agent agent = agentIn(*row);
    Audience audience = audienceOf(agent);
    agent.userIds = std::move(audience.users);
    agent.teamIds = std::move(audience.teams);
    return agent;
}

void AgentStore::insert(const api::Agent &agent, UserId owner, const Audience &audience)
{
    Bindings values = bindingsOf(agent);
    values.set(u"workspace"_s, stored(agent.workspaceId));
    values.set(u"user"_s, stored(owner));
    m_transaction.execute(m_scope, u"agents/insert"_s, values);
    sharesOf(agent.id).replace(audience);
}

void AgentStore::update(const api::Agent &agent, const Audience &audience)
{
    m_transaction.execute(m_scope, u"agents/update"_s, bindingsOf(agent));
    sharesOf(agent.id).replace(audience);
}

bool AgentStore::remove(AgentId id)
{
    if (m_transaction.execute(m_scope, u"agents/delete"_s, {{u"id"_s, stored(id)}}) == 0)
        return false;
    sharesOf(id).remove();
    return true;
}

int AgentStore::countIn(WorkspaceId workspace)
{
    const auto row =
        m_transaction.selectOne(m_scope, u"agents/count_in_workspace"_s, {{u"workspace"_s, stored(workspace)}});
    return row ? int(row->integer(u"agents"_s)) : 0;
}

bool AgentStore::hasDatabase(WorkspaceId workspace, ConnectionId database)
{
    return m_transaction
        .selectOne(m_scope, u"agents/find_database"_s,
                   {{u"id"_s, stored(database)}, {u"workspace"_s, stored(workspace)}})
        .has_value();
}

std::vector<api::Agent> AgentStore::list(WorkspaceId workspace, const Viewer &viewer,
                                         const std::optional<Position> &after, int limit)
{
    const Bindings values{{u"workspace"_s, stored(workspace)},
                          {u"user"_s, stored(viewer.user)},
                          {u"is_guest"_s, viewer.isGuest ? 1 : 0},
                          {u"from_start"_s, after ? 0 : 1},
                          {u"after_default"_s, after && after->isDefault ? 1 : 0},
                          {u"after_name"_s, text(after ? after->name : QString())},
                          {u"after_id"_s, after ? after->id.toString() : u""_s},
                          {u"limit"_s, limit}};
    std::vector<api::Agent> agents;
    for (const Record &row : m_transaction.select(m_scope, u"agents/list"_s, values))
        agents.push_back(agentIn(row));
    return agents;
}

} // namespace tabletalk
