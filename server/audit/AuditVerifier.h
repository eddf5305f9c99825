// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Audit.h"
#include "server/audit/AuditStore.h"

#include <optional>

namespace tabletalk {

/// An end of a chain that somebody wrote down elsewhere.
struct KeptHead
{
    qint64 seq = 0;
    QString hash;
};

/// Walks along one organisation's chain, a piece at a time, and finds the first record that
/// is not as it was written: altered, removed, put elsewhere, added, or cut off at the end.
/// Whoever can write to the database and knows no key cannot make it look sound. Only a copy
/// of the whole chain from before is beyond it, and for that there are kept heads.
class AuditVerifier
{
public:
    AuditVerifier(Vault &vault, TenantScope scope, std::optional<KeptHead> keptHead = {})
        : m_vault(vault)
        , m_scope(scope)
        , m_keptHead(std::move(keptHead))
    {}

    /// Looks at the next records; true when there is nothing more to look at.
    bool step(Transaction &transaction);
    const api::AuditVerification &result() const { return m_result; }

private:
    bool begin(AuditStore &store);
    bool check(const StoredAudit &link);
    void finish(AuditStore &store);
    void checkKeptHead();
    bool broken(qint64 seq, const QString &why);

    Vault &m_vault;
    TenantScope m_scope;
    std::optional<KeptHead> m_keptHead;
    std::optional<AuditChain> m_chain;
    QString m_previous;
    qint64 m_last = 0;
    std::optional<Instant> m_firstAt;
    std::optional<QString> m_hashAtKeptHead;
    api::AuditVerification m_result;
};

} // namespace tabletalk
