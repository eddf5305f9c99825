// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/MemberStore.h"

#include "server/platform/Transaction.h"
#include "server/tenants/InvitationStore.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

std::vector<QString> namesIn(const QString &text)
{
    std::vector<QString> names;
    for (const Permission permission : PermissionSet::fromText(text).list())
        names.push_back(permissionName(permission));
    return names;
}

QString textOf(const std::vector<QString> &names)
{
    return QStringList(names.begin(), names.end()).join(u' ');
}

api::Member memberOf(const Record &row)
{
    return {.id = row.id<UserId>(u"id"_s),
            .email = row.text(u"email"_s),
            .fullName = row.text(u"full_name"_s),
            .role = row.text(u"role"_s),
            .joinedAt = row.instant(u"joined_at"_s),
            .lastSeenAt = row.optionalInstant(u"last_seen_at"_s),
            .department = row.text(u"department"_s),
            .jobTitle = row.text(u"job_title"_s),
            .allowed = namesIn(row.text(u"allowed"_s)),
            .denied = namesIn(row.text(u"denied"_s))};
}

} // namespace

Grants grantsOf(const api::Member &member)
{
    return {roleFromName(member.role).value_or(Role::Guest), PermissionSet::fromText(textOf(member.allowed)),
            PermissionSet::fromText(textOf(member.denied))};
}

std::vector<api::Member> MemberStore::list(const QString &afterEmail, int limit)
{
    std::vector<api::Member> members;
    for (const Record &row :
         m_transaction.select(m_scope, u"tenants/list_members"_s, {{u"after"_s, afterEmail}, {u"limit"_s, limit}}))
        members.push_back(memberOf(row));
    return members;
}

std::optional<api::Member> MemberStore::find(UserId user)
{
    const auto row = m_transaction.selectOne(m_scope, u"tenants/find_member"_s, {{u"user"_s, stored(user)}});
    return row ? std::optional(memberOf(*row)) : std::nullopt;
}

std::optional<Grants> MemberStore::grantsOf(UserId user)
{
    const auto member = find(user);
    return member ? std::optional(tabletalk::grantsOf(*member)) : std::nullopt;
}

int MemberStore::countOwners()
{
    const auto row = m_transaction.selectOne(m_scope, u"tenants/count_owners"_s);
    return row ? int(row->integer(u"owners"_s)) : 0;
}

void MemberStore::update(const api::Member &member)
{
    m_transaction.execute(m_scope, u"tenants/update_member"_s,
                          {{u"user"_s, stored(member.id)},
                           {u"role"_s, member.role},
                           {u"allowed"_s, textOf(member.allowed)},
                           {u"denied"_s, textOf(member.denied)},
                           {u"department"_s, member.department.value_or(QString(u""_s))},
                           {u"job_title"_s, member.jobTitle.value_or(QString(u""_s))}});
}

void MemberStore::remove(UserId user, Instant now)
{
    const Bindings who{{u"user"_s, stored(user)}};
    const Bindings whoAndWhen{{u"user"_s, stored(user)}, {u"now"_s, stored(now)}};
    m_transaction.execute(m_scope, u"tenants/revoke_member_sessions"_s, whoAndWhen);
    m_transaction.execute(m_scope, u"tenants/revoke_member_keys"_s, whoAndWhen);
    m_transaction.execute(m_scope, u"tenants/delete_member_shares"_s, who);
    m_transaction.execute(m_scope, u"tenants/delete_member_teams"_s, who);
    m_transaction.execute(m_scope, u"tenants/delete_member_memories"_s, who);
    InvitationStore(m_transaction, m_scope).revokeAllOf(user, now);
    m_transaction.execute(m_scope, u"tenants/delete_member"_s, who);
}

std::optional<ShownConversation> MemberStore::conversationFor(ConversationId id, UserId user)
{
    const auto row = m_transaction.selectOne(m_scope, u"tenants/find_shown_to"_s,
                                             {{u"id"_s, stored(id)}, {u"user"_s, stored(user)}});
    if (!row)
        return std::nullopt;
    ShownConversation shown;
    shown.owner = row->id<UserId>(u"user_id"_s);
    shown.visibility = visibilityFromName(row->text(u"visibility"_s)).value_or(Visibility::Private);
    shown.relation = {
        .owns = shown.owner == user, .inTeam = row->integer(u"in_team"_s) > 0, .named = row->integer(u"named"_s) > 0};
    return shown;
}

} // namespace tabletalk
