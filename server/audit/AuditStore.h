// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/audit/AuditChain.h"
#include "server/platform/Scope.h"

#include <limits>
#include <vector>

namespace tabletalk {

class Transaction;
class Vault;
struct AuditRecord;

/// Which records are wanted; empty texts do not filter.
struct AuditFilter
{
    QString who;
    QString action;
    QString outcome;
    Instant from{0};
    Instant to{std::numeric_limits<qint64>::max()};
};

/// The statements on the audit table. Records are only ever added, each as the next link of
/// the organisation's chain, and deleted from its beginning when their time is over.
class AuditStore
{
public:
    AuditStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    /// Adds the record to the chain. The chain is locked for the rest of the transaction, so
    /// that whoever adds at the same time comes after.
    void append(Vault &vault, AuditId id, Instant at, const AuditRecord &record);

    /// The newest limit records that are older than before, newest first.
    std::vector<StoredAudit> list(const AuditFilter &filter, std::optional<AuditId> before, int limit);
    /// The other way round, in the order of the chain: links after a number.
    std::vector<StoredAudit> listAfter(const AuditFilter &filter, qint64 after, int limit);
    /// The same of records that are in no chain, after an id.
    std::vector<StoredAudit> listUnchained(const AuditFilter &filter, const std::optional<AuditId> &after, int limit);

    /// Nothing when the organisation has no chain yet.
    std::optional<AuditChain> chain();
    bool isGenuine(Vault &vault, const AuditChain &chain);
    /// Links after a number up to and including another, in their order.
    std::vector<StoredAudit> links(qint64 after, qint64 last, int limit);

    struct Unchained
    {
        qint64 records = 0;
        Instant newest;
    };
    /// Records that are in no chain.
    Unchained unchained();

    /// Deletes at most limit links that are older, and moves the checkpoint; how many they were.
    qint64 deleteBefore(Vault &vault, Instant before, int limit);

private:
    AuditChain lockedChain(int step);
    void seal(Vault &vault, AuditChain chain, bool genuineBefore);

    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
