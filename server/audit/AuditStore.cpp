// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/AuditStore.h"

#include "server/api/Authenticator.h"
#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

/// Sorts after every id.
constexpr QLatin1StringView afterAllIds("g");

} // namespace

void AuditStore::insert(AuditId id, Instant at, const AuditRecord &record)
{
    m_transaction.execute(m_scope, u"audit/insert_record"_s,
                          {{u"id"_s, stored(id)},
                           {u"at"_s, stored(at)},
                           {u"user"_s, stored(record.caller.user)},
                           {u"api_key"_s, stored(record.caller.apiKeyId)},
                           {u"action"_s, record.action},
                           {u"target"_s, record.target},
                           {u"outcome"_s, record.outcome},
                           {u"address"_s, record.origin.address},
                           {u"client"_s, record.origin.client},
                           {u"sql"_s, stored(record.sql)}});
}

std::vector<StoredAudit> AuditStore::list(std::optional<AuditId> before, int limit)
{
    const auto rows =
        m_transaction.select(m_scope, u"audit/list_records"_s,
                             {{u"before"_s, before ? before->toString() : QString(afterAllIds)}, {u"limit"_s, limit}});
    std::vector<StoredAudit> records;
    records.reserve(rows.size());
    for (const Record &row : rows)
        records.push_back({.id = row.id<AuditId>(u"id"_s),
                           .at = row.instant(u"at"_s),
                           .user = UserId::fromString(row.text(u"user_id"_s)),
                           .email = row.optionalText(u"email"_s),
                           .action = row.text(u"action"_s),
                           .target = row.text(u"target"_s),
                           .outcome = row.text(u"outcome"_s),
                           .address = row.text(u"address"_s),
                           .client = row.text(u"client"_s),
                           .sql = row.optionalText(u"sql_text"_s)});
    return records;
}

} // namespace tabletalk
