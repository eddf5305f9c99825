// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Instant.h"
#include "server/platform/Scope.h"

#include <QString>

#include <optional>
#include <vector>

namespace tabletalk {

class Transaction;
struct AuditRecord;

/// One kept record.
struct StoredAudit
{
    AuditId id;
    Instant at;
    std::optional<UserId> user;
    std::optional<QString> email; ///< of a member; nothing for people who have left
    QString action;
    QString target;
    QString outcome;
    QString address;
    QString client;
    std::optional<QString> sql;
};

/// The statements on the audit table. Records are only ever added.
class AuditStore
{
public:
    AuditStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    void insert(AuditId id, Instant at, const AuditRecord &record);
    /// The newest limit records that are older than before, newest first.
    std::vector<StoredAudit> list(std::optional<AuditId> before, int limit);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
