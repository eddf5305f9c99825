// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/AuditStore.h"

#include "server/api/Authenticator.h"
#include "server/platform/Transaction.h"
#include "server/platform/Vault.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

/// Sorts after every id.
constexpr QLatin1StringView afterAllIds("g");
constexpr QByteArrayView signingPurpose("audit-chain");

StoredAudit storedFrom(const AuditRecord &record, AuditId id, Instant at)
{
    StoredAudit stored;
    stored.id = id;
    stored.at = at;
    if (!record.caller.user.isNull())
        stored.user = record.caller.user;
    stored.apiKey = record.caller.apiKeyId;
    if (record.caller.impersonator)
        stored.operatorEmail = record.caller.impersonator->email;
    stored.action = record.action;
    stored.target = record.target;
    stored.outcome = record.outcome;
    stored.rule = record.rule;
    stored.address = record.origin.address;
    stored.client = record.origin.client;
    stored.sql = record.sql;
    return stored;
}

StoredAudit storedFrom(const Record &row)
{
    StoredAudit stored;
    stored.id = row.id<AuditId>(u"id"_s);
    stored.seq = row.optionalInteger(u"seq"_s);
    stored.at = row.instant(u"at"_s);
    stored.user = UserId::fromString(row.text(u"user_id"_s));
    stored.apiKey = row.optionalText(u"api_key_id"_s);
    stored.action = row.text(u"action"_s);
    stored.target = row.text(u"target"_s);
    stored.outcome = row.text(u"outcome"_s);
    stored.rule = row.optionalText(u"rule_text"_s);
    stored.address = row.text(u"address"_s);
    stored.client = row.text(u"client"_s);
    stored.sql = row.optionalText(u"sql_text"_s);
    stored.operatorEmail = row.optionalText(u"operator_email"_s);
    stored.hash = row.text(u"hash"_s);
    return stored;
}

std::vector<StoredAudit> storedFrom(const std::vector<Record> &rows, bool withEmail)
{
    std::vector<StoredAudit> records;
    records.reserve(rows.size());
    for (const Record &row : rows) {
        records.push_back(storedFrom(row));
        if (withEmail)
            records.back().email = row.optionalText(u"email"_s);
    }
    return records;
}

QVariant textOf(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

Bindings bindingsOf(const AuditFilter &filter, int limit)
{
    return {{u"who"_s, textOf(filter.who)},         {u"action"_s, textOf(filter.action)},
            {u"outcome"_s, textOf(filter.outcome)}, {u"from"_s, stored(filter.from)},
            {u"to"_s, stored(filter.to)},           {u"limit"_s, limit}};
}

} // namespace

void AuditStore::append(Vault &vault, AuditId id, Instant at, const AuditRecord &record)
{
    AuditChain chain = lockedChain(1);
    StoredAudit link = storedFrom(record, id, at);
    link.seq = chain.headSeq;
    link.hash = auditHash(chain.headHash, m_scope.tenant(), link);
    m_transaction.execute(m_scope, u"audit/insert_record"_s,
                          {{u"id"_s, stored(id)},
                           {u"at"_s, stored(at)},
                           {u"user"_s, stored(link.user)},
                           {u"api_key"_s, stored(link.apiKey)},
                           {u"action"_s, textOf(link.action)},
                           {u"target"_s, textOf(link.target)},
                           {u"outcome"_s, textOf(link.outcome)},
                           {u"rule"_s, stored(link.rule)},
                           {u"address"_s, textOf(link.address)},
                           {u"client"_s, textOf(link.client)},
                           {u"sql"_s, stored(link.sql)},
                           {u"seq"_s, *link.seq},
                           {u"hash"_s, link.hash},
                           {u"operator"_s, stored(link.operatorEmail)}});
    AuditChain before = chain;
    before.headSeq -= 1;
    const bool genuine = isGenuine(vault, before);
    chain.headHash = link.hash;
    seal(vault, std::move(chain), genuine);
}

/// Updating first takes the lock on the row, on every kind of database.
AuditChain AuditStore::lockedChain(int step)
{
    const Bindings bindings{{u"step"_s, step}};
    if (m_transaction.execute(m_scope, u"audit/lock_chain"_s, bindings) == 0) {
        m_transaction.execute(m_scope, u"audit/insert_chain"_s, {{u"hash"_s, firstAuditHash(m_scope.tenant())}});
        m_transaction.execute(m_scope, u"audit/lock_chain"_s, bindings);
    }
    return chain().value_or(AuditChain());
}

/// A chain that somebody has changed is not signed again: it would look sound from then on.
void AuditStore::seal(Vault &vault, AuditChain chain, bool genuineBefore)
{
    const QByteArray signature =
        genuineBefore ? vault.sign(m_transaction, m_scope, signingPurpose, signedText(m_scope.tenant(), chain)).toHex()
                      : QByteArrayLiteral("broken");
    m_transaction.execute(m_scope, u"audit/seal_chain"_s,
                          {{u"head_seq"_s, chain.headSeq},
                           {u"head_hash"_s, chain.headHash},
                           {u"checkpoint_seq"_s, chain.checkpointSeq},
                           {u"checkpoint_hash"_s, chain.checkpointHash},
                           {u"checkpoint_at"_s, stored(chain.checkpointAt)},
                           {u"signature"_s, QString::fromLatin1(signature)}});
}

std::vector<StoredAudit> AuditStore::list(const AuditFilter &filter, std::optional<AuditId> before, int limit)
{
    Bindings bindings = bindingsOf(filter, limit);
    bindings.set(u"before"_s, before ? before->toString() : QString(afterAllIds));
    return storedFrom(m_transaction.select(m_scope, u"audit/list_records"_s, bindings), true);
}

std::vector<StoredAudit> AuditStore::listAfter(const AuditFilter &filter, qint64 after, int limit)
{
    Bindings bindings = bindingsOf(filter, limit);
    bindings.set(u"after"_s, after);
    return storedFrom(m_transaction.select(m_scope, u"audit/export_records"_s, bindings), true);
}

std::vector<StoredAudit> AuditStore::listUnchained(const AuditFilter &filter, const std::optional<AuditId> &after,
                                                   int limit)
{
    Bindings bindings = bindingsOf(filter, limit);
    bindings.set(u"after"_s, after ? after->toString() : u""_s);
    return storedFrom(m_transaction.select(m_scope, u"audit/export_unchained"_s, bindings), true);
}

std::optional<AuditChain> AuditStore::chain()
{
    const auto row = m_transaction.selectOne(m_scope, u"audit/find_chain"_s);
    if (!row)
        return std::nullopt;
    return AuditChain{.headSeq = row->integer(u"head_seq"_s),
                      .headHash = row->text(u"head_hash"_s),
                      .checkpointSeq = row->integer(u"checkpoint_seq"_s),
                      .checkpointHash = row->text(u"checkpoint_hash"_s),
                      .checkpointAt = row->instant(u"checkpoint_at"_s),
                      .signature = QByteArray::fromHex(row->text(u"signature"_s).toLatin1())};
}

bool AuditStore::isGenuine(Vault &vault, const AuditChain &chain)
{
    const bool isNew = chain.headSeq == 0 && chain.checkpointSeq == 0 && chain.signature.isEmpty()
                       && chain.headHash == firstAuditHash(m_scope.tenant());
    return isNew
           || vault.isSigned(m_transaction, m_scope, signingPurpose, signedText(m_scope.tenant(), chain),
                             chain.signature);
}

std::vector<StoredAudit> AuditStore::links(qint64 after, qint64 last, int limit)
{
    return storedFrom(m_transaction.select(m_scope, u"audit/list_chained"_s,
                                           {{u"after"_s, after}, {u"last"_s, last}, {u"limit"_s, limit}}),
                      false);
}

AuditStore::Unchained AuditStore::unchained()
{
    const auto row = m_transaction.selectOne(m_scope, u"audit/count_unchained"_s);
    return row ? Unchained{row->integer(u"records"_s), row->instant(u"newest"_s)} : Unchained();
}

qint64 AuditStore::deleteBefore(Vault &vault, Instant before, int limit)
{
    qint64 deleted = m_transaction.execute(m_scope, u"audit/delete_unchained"_s, {{u"before"_s, stored(before)}});
    if (!chain())
        return deleted;
    AuditChain chain = lockedChain(0);
    const auto kept = m_transaction.selectOne(m_scope, u"audit/find_first_kept"_s, {{u"before"_s, stored(before)}});
    const qint64 lastOld = kept && !kept->isNull(u"seq"_s) ? kept->integer(u"seq"_s) - 1 : chain.headSeq;
    const qint64 last = std::min(lastOld, chain.checkpointSeq + limit);
    const auto row = m_transaction.selectOne(m_scope, u"audit/find_hash"_s, {{u"seq"_s, last}});
    if (last <= chain.checkpointSeq || !row)
        return deleted;
    const bool genuine = isGenuine(vault, chain);
    deleted += m_transaction.execute(m_scope, u"audit/delete_chained"_s, {{u"last"_s, last}});
    chain.checkpointSeq = last;
    chain.checkpointHash = row->text(u"hash"_s);
    chain.checkpointAt = before;
    seal(vault, std::move(chain), genuine);
    return deleted;
}

} // namespace tabletalk
