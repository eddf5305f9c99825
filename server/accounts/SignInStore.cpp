// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/SignInStore.h"

#include "core/base/Uuid7.h"
#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype longestClient = 200;
/// Sorts after every id.
constexpr QLatin1StringView afterAllIds("g");

} // namespace

void SignInStore::insert(UserId user, const std::optional<TenantId> &organization, const QString &outcome,
                         const Origin &origin, Instant now)
{
    m_transaction.execute(PlatformScope::ofAccount(), u"accounts/insert_sign_in"_s,
                          {{u"user"_s, stored(user)},
                           {u"id"_s, stored(makeId<AuditId>(now))},
                           {u"now"_s, stored(now)},
                           {u"organization"_s, stored(organization)},
                           {u"address"_s, QString(u""_s + origin.address)},
                           {u"client"_s, QString(u""_s + origin.client.left(longestClient))},
                           {u"outcome"_s, outcome}});
}

std::vector<SignInStore::Kept> SignInStore::list(UserId user, const std::optional<TenantId> &only,
                                                 const QString &before, int limit)
{
    const auto rows = m_transaction.select(PlatformScope::ofAccount(), u"accounts/list_sign_ins"_s,
                                           {{u"user"_s, stored(user)},
                                            {u"before"_s, before.isEmpty() ? QString(afterAllIds) : before},
                                            {u"only"_s, only ? only->toString() : QString(u""_s)},
                                            {u"limit"_s, limit}});
    std::vector<Kept> attempts;
    for (const Record &row : rows)
        attempts.push_back({row.text(u"id"_s),
                            {.at = row.instant(u"at"_s),
                             .outcome = row.text(u"outcome"_s),
                             .organization = row.optionalText(u"organization"_s),
                             .client = row.text(u"client"_s),
                             .address = row.text(u"address"_s)}});
    return attempts;
}

void SignInStore::prune(Instant before)
{
    m_transaction.execute(PlatformScope::ofOperator(), u"accounts/delete_old_sign_ins"_s,
                          {{u"before"_s, stored(before)}});
}

} // namespace tabletalk
