// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/ShareStore.h"

#include "core/base/Problem.h"
#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

void ShareStore::replace(const Audience &audience)
{
    remove();
    for (const UserId &user : audience.users)
        insert(u"access/insert_user_share"_s, user.toString());
    for (const TeamId &team : audience.teams)
        insert(u"access/insert_team_share"_s, team.toString());
}

void ShareStore::read(Audience &audience)
{
    for (const Record &row :
         m_transaction.select(m_scope, u"access/list_shares"_s, {{u"kind"_s, m_kind}, {u"object"_s, m_object}})) {
        if (row.text(u"subject_kind"_s) == u"team"_s)
            audience.teams.push_back(row.id<TeamId>(u"subject_id"_s));
        else
            audience.users.push_back(row.id<UserId>(u"subject_id"_s));
    }
}

void ShareStore::remove()
{
    m_transaction.execute(m_scope, u"access/delete_shares"_s, {{u"kind"_s, m_kind}, {u"object"_s, m_object}});
}

void ShareStore::insert(const QString &statement, const QString &subject)
{
    if (m_transaction.execute(m_scope, statement,
                              {{u"kind"_s, m_kind}, {u"object"_s, m_object}, {u"subject"_s, subject}})
        == 0)
        throw Problem::of(ProblemCode::NotFound);
}

} // namespace tabletalk
