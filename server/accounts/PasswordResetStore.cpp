// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/PasswordResetStore.h"

#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

const PlatformScope ofAccount = PlatformScope::ofAccount();

} // namespace

void PasswordResetStore::insert(const QString &tokenHash, UserId user, Instant now, Instant expiresAt)
{
    m_transaction.execute(ofAccount, u"accounts/insert_password_reset"_s,
                          {{u"hash"_s, tokenHash},
                           {u"user"_s, stored(user)},
                           {u"now"_s, stored(now)},
                           {u"expires_at"_s, stored(expiresAt)}});
}

qint64 PasswordResetStore::countSince(UserId user, Instant after)
{
    const auto row = m_transaction.selectOne(ofAccount, u"accounts/count_password_resets"_s,
                                             {{u"user"_s, stored(user)}, {u"after"_s, stored(after)}});
    return row ? row->integer(u"resets"_s) : 0;
}

std::optional<UserId> PasswordResetStore::find(const QString &tokenHash, Instant now)
{
    const auto row = m_transaction.selectOne(ofAccount, u"accounts/find_password_reset"_s,
                                             {{u"hash"_s, tokenHash}, {u"now"_s, stored(now)}});
    return row ? std::optional(row->id<UserId>(u"user_id"_s)) : std::nullopt;
}

bool PasswordResetStore::use(const QString &tokenHash, Instant now)
{
    return m_transaction.execute(ofAccount, u"accounts/use_password_reset"_s,
                                 {{u"hash"_s, tokenHash}, {u"now"_s, stored(now)}})
           == 1;
}

void PasswordResetStore::endAll(UserId user, Instant now)
{
    m_transaction.execute(ofAccount, u"accounts/end_password_resets"_s,
                          {{u"user"_s, stored(user)}, {u"now"_s, stored(now)}});
}

void PasswordResetStore::prune(Instant before)
{
    m_transaction.execute(PlatformScope::ofOperator(), u"accounts/delete_old_password_resets"_s,
                          {{u"before"_s, stored(before)}});
}

} // namespace tabletalk
