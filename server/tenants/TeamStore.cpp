// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/TeamStore.h"

#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

api::Team teamOf(const Record &row)
{
    return {row.id<TeamId>(u"id"_s), row.text(u"name"_s), row.integer(u"members"_s), row.instant(u"created_at"_s)};
}

} // namespace

std::vector<api::Team> TeamStore::list(const QString &afterId, int limit)
{
    std::vector<api::Team> teams;
    for (const Record &row :
         m_transaction.select(m_scope, u"tenants/list_teams"_s, {{u"after"_s, afterId}, {u"limit"_s, limit}}))
        teams.push_back(teamOf(row));
    return teams;
}

std::optional<api::Team> TeamStore::find(TeamId id)
{
    const auto row = m_transaction.selectOne(m_scope, u"tenants/find_team"_s, {{u"id"_s, stored(id)}});
    return row ? std::optional(teamOf(*row)) : std::nullopt;
}

std::vector<api::TeamMember> TeamStore::members(TeamId id)
{
    std::vector<api::TeamMember> members;
    for (const Record &row : m_transaction.select(m_scope, u"tenants/list_team_members"_s, {{u"id"_s, stored(id)}}))
        members.push_back({row.id<UserId>(u"id"_s), row.text(u"email"_s), row.text(u"full_name"_s)});
    return members;
}

qint64 TeamStore::count()
{
    const auto row = m_transaction.selectOne(m_scope, u"tenants/count_teams"_s);
    return row ? row->integer(u"teams"_s) : 0;
}

void TeamStore::insert(TeamId id, const QString &name, Instant now)
{
    m_transaction.execute(m_scope, u"tenants/insert_team"_s,
                          {{u"id"_s, stored(id)}, {u"name"_s, name}, {u"now"_s, stored(now)}});
}

bool TeamStore::rename(TeamId id, const QString &name)
{
    return m_transaction.execute(m_scope, u"tenants/rename_team"_s, {{u"id"_s, stored(id)}, {u"name"_s, name}}) > 0;
}

bool TeamStore::remove(TeamId id)
{
    const Bindings team{{u"id"_s, stored(id)}};
    m_transaction.execute(m_scope, u"tenants/delete_team_shares"_s, team);
    m_transaction.execute(m_scope, u"tenants/delete_team_members"_s, team);
    return m_transaction.execute(m_scope, u"tenants/delete_team"_s, team) > 0;
}

void TeamStore::addMember(TeamId id, UserId user)
{
    m_transaction.execute(m_scope, u"tenants/insert_team_member"_s, {{u"id"_s, stored(id)}, {u"user"_s, stored(user)}});
}

bool TeamStore::removeMember(TeamId id, UserId user)
{
    return m_transaction.execute(m_scope, u"tenants/delete_team_member"_s,
                                 {{u"id"_s, stored(id)}, {u"user"_s, stored(user)}})
           > 0;
}

} // namespace tabletalk
